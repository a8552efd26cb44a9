"""Hands each message to SendGrid's Mail Send.

Answers to twilio.com/docs/sendgrid/api-reference/mail-send/mail-send, .../mail-send/errors and
.../how-to-use-the-sendgrid-v3-api/rate-limits as of August 2026. It has no idempotency key.

Its batches (`personalizations`) share one body and substitute at most 10,000 bytes a person; our bodies hold
a personal link, so each person takes a request.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from digest.errors import ConfigurationError
from digest.mailers.http import Answer, Api, Line
from digest.mailers.options import proper
from digest.mailers.parts import Mailbox, parts
from digest.mailers.pool import Pool
from digest.mailers.verdicts import (
    REFUSED,
    SENDER,
    SENT,
    UNCERTAIN,
    WAITING,
    Nobody,
    Said,
    Verdict,
    everyone,
    usual,
)
from digest.models import Message, Outcome

MOST_BYTES = 30_000_000
_PLACES = {"global": "https://api.sendgrid.com", "eu": "https://api.eu.sendgrid.com"}
_KEY = Nobody("look at mailer.api_key, mailer.region and the account's credits")
_RIGHT = Nobody("the key needs the right mail.send, and newsletter.sender must be verified with SendGrid")

# Statuses that mean more here than HTTP says. A 400 names the field that is wrong, see _WHOSE.
_WORDS: Mapping[int, Verdict] = {401: _KEY, 403: _RIGHT, 200: UNCERTAIN, 406: WAITING}
_WHOSE: Mapping[str, Verdict] = {"personalizations.0.to": REFUSED, "from": SENDER, "reply_to": SENDER}
_OFF = {"enable": False}


@dataclass
class SendGrid:
    """`region` is "eu" for an EU subuser's key. `timeout` is in seconds, for one answer."""

    api_key: str = field(repr=False)
    region: Literal["global", "eu"] = "global"
    base_url: str = ""
    connections: int = 8
    timeout: float = 60.0
    rewrites: ClassVar[bool] = True
    own_return: ClassVar[bool] = True
    name: str = field(default="sendgrid", init=False)
    at_once: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        proper(self)
        self.at_once = self.connections

    def __enter__(self) -> SendGrid:
        return self

    def __exit__(self, *failure: object) -> None:
        """Nothing is held between two sendings."""

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send one by one, several at once. Raises Unavailable when SendGrid serves nobody."""
        return Pool(self.name, self._deliver, self._api().line, self.connections).send(feed)

    def check(self) -> None:
        """Prove that the key may send. Whether the sender is verified shows with the first message."""
        scopes = self._api().look("/v3/scopes", _KEY.cure).table.get("scopes") or []
        if "mail.send" not in scopes:
            raise ConfigurationError("mailer.api_key: this key of SendGrid lacks the right mail.send")

    def _api(self) -> Api:
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        headers["Accept"] = "application/json"
        base_url = self.base_url or _PLACES[self.region]
        return Api(base_url, headers, (self.api_key,), self.timeout, MOST_BYTES)

    def _deliver(self, line: Line, group: Sequence[Message]) -> Sequence[Said]:
        [message] = group
        body = json.dumps(_letter(message), ensure_ascii=False).encode()
        answer = line.ask("POST", "/v3/mail/send", body)
        receipt = answer.headers.get("X-Message-Id", "")
        if answer.status == 202 and receipt:
            return [Said(SENT, f"202 {receipt}", receipt)]
        return everyone(answer, _verdict(answer), 1, "X-RateLimit-Reset")


def _letter(message: Message) -> dict[str, Any]:
    mail = parts(message)
    bodies = {"text/plain": mail.text, "text/html": mail.html}  # in this order, by the reference
    letter: dict[str, Any] = {
        "personalizations": [{"to": [{"email": message.recipient}]}],
        "from": _mailbox(mail.sender),
        "subject": mail.subject,
        "content": [{"type": kind, "value": body} for kind, body in bodies.items() if body],
        "headers": {**mail.headers, "Message-ID": message.message_id},
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": _OFF,
            "subscription_tracking": _OFF,
            "ganalytics": _OFF,
        },
        "mail_settings": {"footer": _OFF},
    }
    return letter | ({"reply_to": _mailbox(mail.reply_to)} if mail.reply_to else {})


def _mailbox(mailbox: Mailbox) -> dict[str, str]:
    return {"email": mailbox.address} | ({"name": mailbox.name} if mailbox.name else {})


def _verdict(answer: Answer) -> Verdict:
    if answer.status != 400:
        return _WORDS.get(answer.status, usual(answer.status))
    errors = answer.table.get("errors")
    fields = [str(e.get("field")) for e in errors if isinstance(e, dict)] if isinstance(errors, list) else []
    found = [v for name in fields for start, v in _WHOSE.items() if f"{name}.".startswith(f"{start}.")]
    ours = [verdict for verdict in found if verdict is not REFUSED]
    return ours[0] if ours else REFUSED if found else WAITING
