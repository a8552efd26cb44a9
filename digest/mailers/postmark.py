"""Hands messages to Postmark, many in one request.

Answers to postmarkapp.com/developer/api as of August 2026: email-api (POST /email/batch), overview (codes),
server-api and message-streams-api. It has no idempotency key: a lost answer stays uncertain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote

from digest.errors import ConfigurationError
from digest.mailers.http import Answer, Api, Line
from digest.mailers.options import proper
from digest.mailers.parts import parts
from digest.mailers.pool import Pool
from digest.mailers.verdicts import (
    ACCOUNT,
    KEY,
    REFUSED,
    SENDER,
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
from digest.mailers.wire.verdicts import words
from digest.models import Message, Outcome

MOST_MESSAGES = 500
MOST_BYTES = 50_000_000
_STREAM = Nobody("look at mailer.stream: the server has no such stream for sending")

# ErrorCode, in the body and never the HTTP status (both count 4xx, and mean different things).
_WORDS: Mapping[int, Verdict] = {
    0: SENT,
    10: KEY,
    100: Nobody("Postmark is down for maintenance"),
    400: SENDER,
    401: SENDER,
    405: ACCOUNT,
    406: REFUSED,  # inactive: the mailbox is dead, or its reader called us spam
    412: ACCOUNT,
    413: ACCOUNT,
    429: SLOWER,
    1235: _STREAM,
    1236: _STREAM,
}
_INVALID = 300  # names the field in its message: 'To' is this person, 'From' is us
_THEIRS = re.compile(r"'To'")
_OURS = re.compile(r"'From'")


@dataclass
class Postmark:
    """The message stream is a broadcast one: Postmark asks newsletters to stay out of `outbound`.

    `batch` messages go into a request; what is in a request when the machine dies is in doubt.
    `timeout` is in seconds, for one answer.
    """

    api_key: str = field(repr=False)
    stream: str = "broadcast"
    base_url: str = "https://api.postmarkapp.com"
    connections: int = 2
    batch: int = 50
    timeout: float = 60.0
    rewrites: ClassVar[bool] = True
    own_return: ClassVar[bool] = True
    name: str = field(default="postmark", init=False)
    at_once: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        proper(self, largest_batch=MOST_MESSAGES)
        self.at_once = self.connections * self.batch

    def __enter__(self) -> Postmark:
        return self

    def __exit__(self, *failure: object) -> None:
        """Nothing is held between two sendings."""

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send in batches. Raises Unavailable when Postmark serves nobody."""
        api = self._api()
        pool = Pool(self.name, self._deliver, api.line, self.connections, self.batch, MOST_BYTES // 2)
        return pool.send(feed)

    def check(self) -> None:
        """Prove key and stream, and that neither opens, clicks nor leaving are Postmark's business."""
        api = self._api()
        server = api.look("/server", KEY.cure).table
        if server.get("TrackOpens") or server.get("TrackLinks", "None") != "None":
            raise ConfigurationError(
                "mailer: this Postmark server tracks opens or links, which a message cannot undo; "
                "switch both off in the server's settings"
            )
        stream = api.look(f"/message-streams/{quote(self.stream, safe='')}", _STREAM.cure).table
        management = stream.get("SubscriptionManagementConfiguration") or {}
        if management.get("UnsubscribeHandlingType") == "Postmark":
            raise ConfigurationError(
                f"mailer.stream: Postmark adds a link to leave of its own to {self.stream}; "
                "ask its support for custom unsubscribe handling of this stream"
            )

    def _api(self) -> Api:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "X-Postmark-Server-Token": self.api_key,
        }
        return Api(self.base_url, headers, (self.api_key,), self.timeout, MOST_BYTES)

    def _deliver(self, line: Line, group: Sequence[Message]) -> Sequence[Said]:
        letters = [self._letter(message) for message in group]
        answer = line.ask("POST", "/email/batch", json.dumps(letters, ensure_ascii=False).encode())
        if answer.status != 200:
            return _refusal(answer, len(group))
        results = answer.json
        if not isinstance(results, list) or len(results) != len(group):
            return everyone(answer, UNCERTAIN, len(group))
        return [_said(message, result) for message, result in zip(group, results, strict=True)]

    def _letter(self, message: Message) -> dict[str, Any]:
        mail = parts(message)
        headers = {**mail.headers, "Message-ID": message.message_id, "X-PM-KeepID": "true"}
        letter: dict[str, Any] = {
            "From": str(mail.sender),
            "To": message.recipient,
            "Subject": mail.subject,
            "Headers": [{"Name": name, "Value": value} for name, value in headers.items()],
            "TrackOpens": False,
            "TrackLinks": "None",
            "MessageStream": self.stream,
        }
        bodies = {"TextBody": mail.text, "HtmlBody": mail.html}
        letter |= {name: body for name, body in bodies.items() if body}
        return letter | ({"ReplyTo": str(mail.reply_to)} if mail.reply_to else {})


def _refusal(answer: Answer, people: int) -> list[Said]:
    """What an answer other than 200 says of the whole request."""
    code, message = answer.table.get("ErrorCode"), str(answer.table.get("Message"))
    spoken = answer.status in (401, 422, 503) and isinstance(code, int)
    return everyone(answer, _verdict(code, message) if spoken else usual(answer.status), people)


def _said(message: Message, result: Any) -> Said:
    """What one result says, if it is of this person: a shifted list would tell of the neighbour."""
    reply = words(f"200 {json.dumps(result, ensure_ascii=False)}")
    if not isinstance(result, dict) or not isinstance(result.get("ErrorCode"), int):
        return Said(UNCERTAIN, reply)
    verdict = _verdict(result["ErrorCode"], str(result.get("Message")))
    if verdict is not SENT:
        return Said(verdict, reply)
    receipt = result.get("MessageID")
    ours = str(result.get("To")).casefold() == message.recipient.casefold()
    return (
        Said(SENT, reply, receipt)
        if ours and isinstance(receipt, str) and receipt
        else Said(UNCERTAIN, reply)
    )


def _verdict(code: Any, message: str) -> Verdict:
    if code == _INVALID:
        return REFUSED if _THEIRS.search(message) else SENDER if _OURS.search(message) else WAITING
    return _WORDS.get(code, WAITING)
