"""Hands each message to Mailgun as it is, byte for byte.

Answers to documentation.mailgun.com/docs/mailgun as of August 2026: api-reference, "Send an email in MIME
format" and "Get tracking settings", and quickstart-guide/responses. It has no idempotency key.

Its batches substitute variables in one body; ours are ready to go, so each person takes a request.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from urllib3.filepost import encode_multipart_formdata

from digest.errors import ConfigurationError
from digest.mailers.http import Answer, Api, Line
from digest.mailers.options import proper
from digest.mailers.pool import Pool
from digest.mailers.verdicts import (
    ACCOUNT,
    REFUSED,
    SENT,
    SLOWER,
    UNCERTAIN,
    WAITING,
    Nobody,
    Said,
    Verdict,
    everyone,
    usual,
)
from digest.models import Message, Outcome

MOST_BYTES = 25_000_000
_PLACES = {"us": "https://api.mailgun.net", "eu": "https://api.eu.mailgun.net"}
_KEY = Nobody("look at mailer.api_key and mailer.region")
_DOMAIN = Nobody("look at mailer.domain and mailer.region")

# What a status means here. A 400 says in words whose fault it is, and nothing else tells.
_WORDS: Mapping[int, Verdict] = {401: _KEY, 402: ACCOUNT, 403: ACCOUNT, 404: _DOMAIN, 429: SLOWER}
_THEIRS = re.compile(r"\bto\b['\"]? parameter is not a valid address", re.IGNORECASE)
# Nothing is tracked, and no link to leave is added, whatever the domain's settings are.
_OPTIONS = {"o:tracking": "no", "o:tracking-clicks": "no", "o:tracking-opens": "no"}


@dataclass
class Mailgun:
    """`domain` is the sending domain as Mailgun knows it. `timeout` is in seconds, for one answer."""

    api_key: str = field(repr=False)
    domain: str
    region: Literal["us", "eu"] = "us"
    base_url: str = ""
    connections: int = 8
    timeout: float = 60.0
    own_return: ClassVar[bool] = True
    name: str = field(default="mailgun", init=False)
    at_once: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        proper(self)
        self.at_once = self.connections

    def __enter__(self) -> Mailgun:
        return self

    def __exit__(self, *failure: object) -> None:
        """Nothing is held between two sendings."""

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send one by one, several at once. Raises Unavailable when Mailgun serves nobody."""
        return Pool(self.name, self._deliver, self._api().line, self.connections).send(feed)

    def check(self) -> None:
        """Prove key and domain, and that Mailgun adds no link to leave; a key for sending alone cannot."""
        answer = self._api().look(f"/v3/domains/{self.domain}/tracking", _KEY.cure)
        tracking = answer.table.get("tracking") or {}
        if (tracking.get("unsubscribe") or {}).get("active"):
            raise ConfigurationError(
                f"mailer.domain: Mailgun adds a link to leave of its own to mail of {self.domain}; "
                "switch unsubscribe tracking off in the domain's settings"
            )

    def _api(self) -> Api:
        login = base64.b64encode(f"api:{self.api_key}".encode()).decode("ascii")
        base_url = self.base_url or _PLACES[self.region]
        headers = {"Authorization": f"Basic {login}"}
        return Api(base_url, headers, (self.api_key, login), self.timeout, MOST_BYTES)

    def _deliver(self, line: Line, group: Sequence[Message]) -> Sequence[Said]:
        [message] = group
        file = ("message.mime", message.data, "message/rfc822")
        body, kind = encode_multipart_formdata({**_OPTIONS, "to": message.recipient, "message": file})
        answer = line.ask("POST", f"/v3/{self.domain}/messages.mime", body, {"Content-Type": kind})
        receipt = answer.table.get("id")
        if answer.status == 200:
            known = isinstance(receipt, str) and receipt
            return [Said(SENT, answer.said, str(receipt)) if known else Said(UNCERTAIN, answer.said)]
        return everyone(answer, _verdict(answer), 1, "X-RateLimit-Reset")


def _verdict(answer: Answer) -> Verdict:
    if answer.status == 400:
        return REFUSED if _THEIRS.search(str(answer.table.get("message"))) else WAITING
    return _WORDS.get(answer.status, usual(answer.status))
