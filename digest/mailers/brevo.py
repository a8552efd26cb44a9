"""Hands each message to Brevo's transactional API, under an idempotency key.

Answers to developers.brevo.com/reference/send-transac-email, .../docs/heterogenous-versions-batch-emails
(idempotency), .../docs/limit-headers and .../docs/how-it-works as of August 2026.

Its batches (`messageVersions`) carry no headers of their own, as documented, so a List-Unsubscribe per person
takes a request per person. Opens and clicks are tracked by the account's settings, which no request changes.
"""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from digest.errors import ConfigurationError
from digest.mailers.http import Answer, Api, Line
from digest.mailers.options import proper
from digest.mailers.parts import Mailbox, parts
from digest.mailers.pool import Pool
from digest.mailers.verdicts import (
    ACCOUNT,
    KEY,
    PLACE,
    REFUSED,
    SENDER,
    SENT,
    SLOWER,
    UNCERTAIN,
    WAITING,
    Said,
    Verdict,
    everyone,
    usual,
)
from digest.models import Message, Outcome

MOST_BYTES = 20_000_000
_NAME = 70  # letters of a display name, by the reference
_WAIT = "x-sib-ratelimit-reset"
_REPEATED = "duplicate_parameter"

# The `code` of an error.
_WORDS: Mapping[str, Verdict] = {
    "unauthorized": KEY,
    "permission_denied": KEY,
    "not_enough_credits": ACCOUNT,
    "account_under_validation": ACCOUNT,
    "reseller_permission_denied": ACCOUNT,
    "method_not_allowed": PLACE,
    "document_not_found": PLACE,
    _REPEATED: UNCERTAIN,  # this key came before; whether its mail went, Brevo does not say
    "too_many_requests": SLOWER,
}
_THEIRS = re.compile(r"\bto\b|recipient", re.IGNORECASE)
_OURS = re.compile(r"sender", re.IGNORECASE)


@dataclass
class Brevo:
    """`domain`, where given, is looked at by `check`. `timeout` is in seconds, for one answer."""

    api_key: str = field(repr=False)
    domain: str = ""
    base_url: str = "https://api.brevo.com/v3"
    connections: int = 8
    timeout: float = 60.0
    rewrites: ClassVar[bool] = True
    own_return: ClassVar[bool] = True
    name: str = field(default="brevo", init=False)
    at_once: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        proper(self)
        self.at_once = self.connections

    def __enter__(self) -> Brevo:
        return self

    def __exit__(self, *failure: object) -> None:
        """Nothing is held between two sendings."""

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send one by one, several at once. Raises Unavailable when Brevo serves nobody."""
        return Pool(self.name, self._deliver, self._api().line, self.connections).send(feed)

    def check(self) -> None:
        """Prove the key, and that the domain, where named, is authenticated."""
        api = self._api()
        api.look("/account", KEY.cure)
        if not self.domain:
            return
        domains = api.look("/senders/domains", KEY.cure).table.get("domains") or []
        if not any(d.get("domain_name") == self.domain and d.get("authenticated") for d in domains):
            raise ConfigurationError(f"mailer.domain: {self.domain} is not authenticated with Brevo")

    def _api(self) -> Api:
        headers = {"api-key": self.api_key, "Accept": "application/json", "Content-Type": "application/json"}
        return Api(self.base_url, headers, (self.api_key,), self.timeout, MOST_BYTES)

    def _deliver(self, line: Line, group: Sequence[Message]) -> Sequence[Said]:
        [message] = group
        body = json.dumps(_letter(message), ensure_ascii=False).encode()
        answer = line.insist(lambda: line.ask("POST", "/smtp/email", body), _unsettled)
        receipt = answer.table.get("messageId")
        if answer.status in (201, 202) and isinstance(receipt, str) and receipt:
            return [Said(SENT, answer.said, receipt)]
        repeated = answer.table.get("code") == _REPEATED
        return everyone(answer, _verdict(answer), 1, _WAIT, repeated=repeated)


def _letter(message: Message) -> dict[str, Any]:
    mail = parts(message)
    # Brevo decodes an encoded name and sends it as raw UTF-8: of List-Id only the address in it is kept.
    headers = {
        name: value.partition("<")[1] + value.partition("<")[2] if "=?" in value else value
        for name, value in mail.headers.items()
    }
    letter: dict[str, Any] = {
        "sender": _mailbox(mail.sender),
        "to": [{"email": message.recipient}],
        "subject": mail.subject,
        "htmlContent": mail.html or _page(mail.text),
        "headers": {
            **headers,
            "idempotencyKey": str(uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{message.message_id}")),
        },
    }
    letter |= {"textContent": mail.text} if mail.text else {}
    return letter | ({"replyTo": _mailbox(mail.reply_to)} if mail.reply_to else {})


def _mailbox(mailbox: Mailbox) -> dict[str, str]:
    return {"email": mailbox.address} | ({"name": mailbox.name[:_NAME]} if mailbox.name else {})


def _page(text: str) -> str:
    """A text letter as a page: Brevo takes no message without HTML."""
    body = f'<pre style="white-space:pre-wrap">{html.escape(text)}</pre>'
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def _unsettled(answer: Answer) -> bool:
    return answer.status >= 500


def _verdict(answer: Answer) -> Verdict:
    code, message = str(answer.table.get("code")), str(answer.table.get("message"))
    if code == "invalid_parameter" and answer.status == 400:
        return SENDER if _OURS.search(message) else REFUSED if _THEIRS.search(message) else WAITING
    return _WORDS.get(code, usual(answer.status))
