"""One request to a provider's API, and at every moment what may be known of it.

Before the last byte of a request has left, nothing was taken and it may be asked again. After that only the
answer tells. requests raises the same error on either side, so the connection remembers how far it came.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from digest.errors import Unavailable
from digest.mailers.connection import Watched, why
from digest.mailers.waits import seconds
from digest.mailers.wire.verdicts import words

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 15.0  # a connection that rested longer may have ended: a fresh one leaves no doubt
MOST_BYTES = 2**20  # an answer for a batch of 500 people has a tenth of this
PAUSES = (1.0, 4.0)  # seconds before a question is asked again under the same idempotency key
_PIECE = 2**14
_AGENT = {"User-Agent": "morning-digest"}  # Resend turns away who has none
# Answers after which a lost earlier one is no longer a riddle: it was taken, or it cannot have been.
_SETTLING = frozenset({200, 201, 202, 400, 422})


class Unsent(Exception):  # noqa: N818  (it names what happened, not an error of ours)
    """The request has not left whole: the provider has surely taken nothing."""


class Unanswered(Exception):  # noqa: N818
    """The request has left whole, and no answer came back that could be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, read to its end, without our secrets."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> str:
        """Status and body as one line of at most 400 characters."""
        return words(f"{self.status} {self.body.decode('utf-8', 'replace')}")

    @property
    def json(self) -> Any:
        """The body as JSON, or None where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def table(self) -> dict[str, Any]:
        """The body as a JSON object; an empty one where it is anything else."""
        content = self.json
        return content if isinstance(content, dict) else {}

    def wait(self, *names: str) -> float | None:
        """Seconds to wait, by Retry-After or else by one of these headers; None where nothing is said."""
        found = (seconds(self.headers, name) for name in ("Retry-After", *names))
        return next((wait for wait in found if wait is not None), None)


@dataclass(frozen=True, slots=True)
class Api:
    """Where an API is, and what opens it. An answer may take `timeout` seconds, a request `largest` bytes."""

    base_url: str
    headers: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    timeout: float
    largest: int

    def line(self) -> Line:
        return Line(self)

    def look(self, path: str, cure: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a harmless question, for `check`: Unavailable unless it is 200."""
        line = self.line()
        try:
            answer = line.ask("GET", path, headers=headers)
        except (Unsent, Unanswered) as error:
            raise Unavailable(str(error)) from error
        finally:
            line.close()
        if answer.status != 200:
            raise Unavailable(f"{urlsplit(self.base_url).hostname}: {answer.said} ({cure})")
        return answer


class Line:
    """One connection for one thread, opened anew when it has ended.

    No redirect is followed, no environment is looked at (proxy, .netrc), certificates are always verified.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._host = urlsplit(api.base_url).hostname
        self._adapter = Watched()
        self._used = monotonic()

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer, whatever its status. Raises Unsent or Unanswered; Unavailable for too large a body."""
        if len(body) > self._api.largest:
            raise Unavailable(
                f"a request of {len(body)} bytes is more than the {self._api.largest} that {self._host} takes"
            )
        request = requests.Request(
            method,
            self._api.base_url + path,
            headers={**_AGENT, **self._api.headers, **(headers or {})},
            data=body or None,
        ).prepare()
        try:
            return self._once(request)
        except Unsent:  # an idle connection ends without a word; a fresh one tells more
            return self._once(request)

    def insist(self, ask: Callable[[], Answer], unsettled: Callable[[Answer], bool]) -> Answer:
        """The answer to a question under an idempotency key: where it is lost, the same is asked again.

        Raises Unanswered when it stays unknown; Unsent only while no try has left.
        """
        doubt = ""
        for pause in (*PAUSES, None):
            try:
                answer = ask()
            except Unanswered as error:
                doubt = str(error)
            except Unsent as error:
                if not doubt:
                    raise
                raise Unanswered(doubt) from error
            else:
                if not unsettled(answer):
                    if doubt and answer.status not in _SETTLING:
                        raise Unanswered(f"{doubt}; then {answer.said}")
                    return answer
                doubt = answer.said
            if pause is not None:
                sleep(pause)
        raise Unanswered(doubt)

    def close(self) -> None:
        self._adapter.close()

    def _once(self, request: requests.PreparedRequest) -> Answer:
        if monotonic() - self._used > IDLE_SECONDS:
            self._adapter.close()
        self._adapter.left = False
        timeout = (CONNECT_SECONDS, self._api.timeout)
        try:
            answer = self._adapter.send(request, stream=True, timeout=timeout, verify=True)
            body = self._body(answer.raw)
        except (requests.RequestException, HTTPError, OSError) as error:
            self._adapter.close()
            if self._adapter.left:
                raise Unanswered(f"no answer from {self._host}: {why(error)}") from None
            raise Unsent(f"{self._host} cannot be reached: {why(error)}") from None
        self._used = monotonic()
        return Answer(answer.status_code, answer.headers, body)

    def _body(self, raw: HTTPResponse) -> bytes:
        until = monotonic() + self._api.timeout
        body = bytearray()
        for piece in raw.stream(_PIECE, decode_content=True):
            body += piece
            if len(body) > MOST_BYTES:
                raise OSError("the answer has no end")
            if monotonic() > until:
                raise TimeoutError
        raw.release_conn()
        for secret in self._api.secrets:
            body = body.replace(secret.encode(), b"***")
        return bytes(body)
