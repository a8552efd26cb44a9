"""What went wrong on the wire, in words an operator understands; never an address, never a secret."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPException, IncompleteRead, RemoteDisconnected

from urllib3 import exceptions as wire

from digest.errors import SourceGone, SourceIll

_CERTIFICATE = {
    10: "certificate expired",
    9: "certificate is not valid yet",
    18: "certificate is signed by itself",
    19: "certificate is signed by nobody we know",
    20: "certificate is signed by nobody we know",
    62: "certificate is for another name",
    64: "certificate is for another name",
}

_KINDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((wire.DecodeError,), "answer was damaged: it does not unpack"),
    ((IncompleteRead, wire.IncompleteRead, wire.InvalidChunkLength), "answer was cut off"),
    ((RemoteDisconnected, ConnectionResetError, BrokenPipeError), "connection cut by the server"),
    ((ConnectionRefusedError,), "connection refused"),
    ((ssl.SSLError,), "secure connection failed"),
    ((HTTPException,), "answer was not HTTP as we know it"),
)


def diagnosis(error: BaseException, deadline: float) -> str:
    """One line for the operator. `deadline` is in seconds, for "timed out after"."""
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATE.get(cause.verify_code, "certificate is not trusted")
        if isinstance(cause, socket.gaierror):
            return _unresolved(cause)
        if isinstance(cause, TimeoutError | wire.TimeoutError):
            return f"timed out after {deadline:g} s"
    for kinds, words in _KINDS:
        if any(isinstance(cause, kinds) for cause in chain):
            return words
    said = [cause.strerror for cause in chain if isinstance(cause, OSError)]
    return next((words.lower() for words in said if isinstance(words, str)), "connection failed")


def unanswered(status: int, headers: Mapping[str, str]) -> SourceIll:
    """The error that a status stands for."""
    if status == 410:
        return SourceGone("answered 410 (gone for good)")
    wait = retry_after(headers) if status in {429, 503} else None
    return SourceIll(f"answered {status}", retry_after=wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait. A date counts from the server's own clock, which it was made from."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(wait.total_seconds(), 0.0)


def _unresolved(error: socket.gaierror) -> str:
    return "name server did not answer" if error.errno == socket.EAI_AGAIN else "name not found"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it carries: libraries hide the cause in reasons, arguments and causes."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = (getattr(cause, "reason", None), *cause.args, cause.__cause__, cause.__context__)
        waiting += [each for each in inner if isinstance(each, BaseException)]
