"""One request and its answer on a guarded connection: a deadline, a size limit, and errors in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

import requests
from urllib3 import HTTPResponse, Timeout
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

from digest.errors import Blocked, SourceIll
from digest.sources.ailments import diagnosis
from digest.sources.connection import GuardedAdapter

_PIECE = 2**14
_PLAIN = re.compile(r"[a-z0-9-]{1,20}")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, read to its end. `url` is where it came from, without credentials.

    `permanent` is the last address reached by nothing but permanent redirects (301, 308), or empty;
    `retry_after` the seconds a busy server asks for, where it was asked itself.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    permanent: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """How long and how large an answer may be. `deadline` is in seconds, for "timed out after".

    `most_bytes` counts after decompression. `failures` says whether the body of a failure is read, too.
    """

    adapter: GuardedAdapter
    deadline: float
    most_bytes: int
    failures: bool = False

    def ask(self, request: requests.PreparedRequest, until: float) -> Response:
        """The answer to this one request; redirects are not followed. Raises SourceIll or Blocked."""
        left = until - monotonic()
        if left <= 0:
            raise SourceIll(f"timed out after {self.deadline:g} s", late=True)
        try:
            # requests hands it through as it is, though its annotations know only numbers
            answer = self.adapter.send(request, stream=True, timeout=Timeout(total=left))  # type: ignore[arg-type]
        except (requests.RequestException, HTTPError, OSError) as error:
            raise self._ill(error) from None  # its own words hold the address
        raw: HTTPResponse = answer.raw
        try:
            body = self._body(raw) if self.failures or answer.status_code < 300 else b""
        except (HTTPError, OSError) as error:
            raise self._ill(error) from None
        finally:
            if not raw.closed:  # not read to its end: no other answer may come on this connection
                raw.close()
            raw.release_conn()
        return Response(answer.status_code, bare(request.url or ""), answer.headers, body)

    def _ill(self, error: Exception) -> SourceIll:
        words = diagnosis(error, self.deadline)
        return SourceIll(words, late=words.startswith("timed out"))

    def _body(self, raw: HTTPResponse) -> bytes:
        """The whole body, unpacked; stops while reading when there is too much."""
        length = raw.headers.get("Content-Length", "")
        packed = {word.strip().lower() for word in raw.headers.get("Content-Encoding", "").split(",")}
        if strange := packed - {"", "identity", *raw.CONTENT_DECODERS}:
            name = min(strange)
            name = name if _PLAIN.fullmatch(name) else "an unknown encoding"  # it may reach a terminal
            raise SourceIll(f"answer was packed in a way nobody asked for ({name})")
        if length.isdecimal() and int(length[:20]) > self.most_bytes:
            raise SourceIll(f"more than {self.most_bytes / 2**20:g} MB")
        body = bytearray()
        for piece in raw.stream(_PIECE, decode_content=True):
            body += piece
            if len(body) > self.most_bytes:
                raise SourceIll(f"more than {self.most_bytes / 2**20:g} MB")
        return bytes(body)


def prepared(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
) -> requests.PreparedRequest:
    """The request as it will be sent. Raises Blocked for what is no web address."""
    parsed(url)
    try:
        return requests.Request(method, url.strip(), headers=dict(headers), data=body).prepare()
    except (requests.RequestException, ValueError):
        raise Blocked("not a web address") from None


def parsed(url: str) -> Url:
    """The parts of an http or https address. Raises Blocked for anything else."""
    if any(ord(character) < 32 or ord(character) == 127 for character in url.strip()):
        raise Blocked("an address with control characters in it")
    try:
        parts = parse_url(url.strip())
    except (LocationParseError, ValueError):
        raise Blocked("not a web address") from None
    if parts.scheme not in {"http", "https"}:
        raise Blocked("only http and https are fetched")
    if not parts.host:
        raise Blocked("not a web address: it names no server")
    return parts


def bare(url: str) -> str:
    """The address without user and password."""
    parts = urlsplit(url.strip())
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
