"""The line to a model's server: asks again where waiting may help, and says in words why it gives up."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from digest.errors import Blocked, SourceIll
from digest.summarisers.failures import Failed, Why

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
SLOW = frozenset({408, 429, 529})
ILL_WILL = {
    401: "summariser.api_key: the server does not accept it",
    402: "summariser.api_key: its account has no credit",
    403: "summariser.api_key: it may not use this model",
    404: "summariser.model or summariser.base_url: the server does not know it",
    405: "summariser.base_url: there is no model behind it",
}
LONGEST_PAUSE = 30.0  # seconds; a server that asks for more is not waited for
FIRST_PAUSE = 1.0
_WORD = re.compile(r"[a-z_]{3,40}")


class Reply(Protocol):
    """An answer over HTTP."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...

    @property
    def retry_after(self) -> float | None: ...


class Client(Protocol):
    """The guarded client, as far as it is needed here."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Reply:
        """The answer whatever its status. Raises SourceIll or Blocked."""


class Allowance(Protocol):
    """What one question may cost."""

    def seconds_left(self) -> float: ...

    def again(self) -> None:
        """Pay once more: the try before may have been billed. Raises Failed."""


class Rejected(Exception):  # noqa: N818  (as in `failures`)
    """The server takes the question for malformed: perhaps it lacks a feature, which the complaint names."""

    def __init__(self, status: int, complaint: str, kind: str) -> None:
        super().__init__(f"the server rejects the question ({status}{kind})")
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class Line:
    """One address, its headers, and how patient we are. `retries` are further tries of one call."""

    client: Client
    url: str
    headers: Mapping[str, str] = field(repr=False)
    timeout: float = 60.0
    retries: int = 2
    pause: Callable[[float], None] = time.sleep

    def ask(self, body: Mapping[str, Any], allowance: Allowance) -> dict[str, Any]:
        """The answer as JSON. Raises Failed, or Rejected for a 400 or 422."""
        content = json.dumps(body).encode("ascii")
        tried = 0
        while True:
            try:
                return _read(self._tried(content, allowance.seconds_left()))
            except _Again as again:
                wait = max(FIRST_PAUSE * 2**tried, again.seconds)
                if tried == self.retries or wait > min(LONGEST_PAUSE, allowance.seconds_left()):
                    raise Failed(again.why, str(again)) from None
                if again.billed:
                    allowance.again()
            tried += 1
            self.pause(wait)

    def _tried(self, content: bytes, left: float) -> Reply:
        """One try. Raises _Again where another may fare better."""
        if left <= 0:
            raise Failed(Why.LATE, "summariser.most_minutes are over")
        try:
            reply = self.client.post(self.url, content, self.headers, min(self.timeout, left))
        except Blocked as failure:
            raise Failed(Why.DOWN, f"summariser.base_url: {failure}", mend=True) from None
        except SourceIll as failure:
            if failure.late:
                raise Failed(Why.LATE, f"the server {failure}") from None
            raise _Again(Why.DOWN, f"the server gave no answer: {failure}", billed=True) from None
        if reply.status in BUSY:
            why = Why.LATE if reply.status in SLOW else Why.DOWN
            raise _Again(why, f"the server answered {reply.status}", seconds=reply.retry_after or 0.0)
        return reply


class _Again(Exception):  # noqa: N818
    """A failure that may pass. `seconds` is what the server asks for, `billed` whether it may cost."""

    def __init__(self, why: Why, words: str, *, seconds: float = 0.0, billed: bool = False) -> None:
        super().__init__(words)
        self.why = why
        self.seconds = seconds
        self.billed = billed


def _read(reply: Reply) -> dict[str, Any]:
    if reply.status in ILL_WILL:
        words = f"{ILL_WILL[reply.status]} ({reply.status}{_kind(_json(reply.body))})"
        raise Failed(Why.DOWN, words, mend=True)
    if 300 <= reply.status < 400:
        words = f"summariser.base_url: the server sends us elsewhere ({reply.status}), and we do not follow"
        raise Failed(Why.DOWN, words, mend=True)
    answer = _json(reply.body)
    if reply.status >= 400:
        raise Rejected(reply.status, _complaint(answer), _kind(answer))
    if not isinstance(answer, dict):
        raise Failed(Why.BROKEN, "the answer is no JSON")
    return answer


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _error(answer: object) -> dict[str, Any]:
    """Where servers put what went wrong: under `error`, or at the top."""
    if not isinstance(answer, dict):
        return {}
    inner = answer.get("error")
    return inner if isinstance(inner, dict) else answer


def _complaint(answer: object) -> str:
    """What a server complains of, in lower case: to look for features in, never to print."""
    error = _error(answer)
    if isinstance(param := error.get("param"), str) and param:
        return param.lower()
    told = [error.get(name) for name in ("message", "error", "detail")]
    return " ".join(str(one)[:2000] for one in told if one).lower()


def _kind(answer: object) -> str:
    """The server's own name for an error, if it is a plain word; its sentences may hold the key."""
    names = [_error(answer).get(name) for name in ("code", "type")]
    plain = [name for name in names if isinstance(name, str) and _WORD.fullmatch(name)]
    return f", {plain[0]}" if plain else ""
