"""Postmark, as postmarkapp.com/developer/api documents it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tests.mailers.doubles.service import REFUSED_DOMAIN, Ask, Service, odd, reply
from tests.sources.web import Reply

_MAILBOX = re.compile(r"[a-z0-9.!#$%&'`*+\-/=^_{}|~]+@[a-z0-9.-]+", re.IGNORECASE)
_ALLOWED = {
    "Subject",
    "TextBody",
    "HtmlBody",
    "ReplyTo",
    "Headers",
    "TrackOpens",
    "TrackLinks",
    "MessageStream",
}


def error(code: int, message: str, status: int = 422) -> Reply:
    return reply({"ErrorCode": code, "Message": message}, status)


@dataclass
class PostmarkDouble(Service):
    server: dict[str, Any] = field(default_factory=lambda: {"TrackOpens": False, "TrackLinks": "None"})
    unsubscribing: str = "Custom"
    most_bytes: ClassVar[int] = 50_000_000

    def locked(self, ask: Ask) -> Reply | None:
        if ask.headers.get("X-Postmark-Server-Token") != self.key:
            return error(10, f"The token {ask.headers.get('X-Postmark-Server-Token')} is not valid.", 401)
        return None

    def look(self, ask: Ask) -> Reply:
        if ask.path == "/server":
            return reply({"ID": 1, "Name": "Daybreak", **self.server})
        if ask.path == "/message-streams/broadcast":
            management = {"UnsubscribeHandlingType": self.unsubscribing}
            kind = {"ID": "broadcast", "MessageStreamType": "Broadcasts"}
            return reply({**kind, "SubscriptionManagementConfiguration": management})
        return error(1226, "The message stream for the provided 'ID' was not found.")

    def take(self, ask: Ask) -> Reply:
        if ask.path != "/email/batch":
            return reply({}, 404)
        if ask.headers.get("Accept") != "application/json":
            return error(409, "JSON required", 415)
        letters = ask.json
        if len(letters) > 500:
            return error(410, "Too many batch messages")
        for letter in letters:
            if field_ := odd(letter, {"From", "To"}, _ALLOWED):
                return error(403, f"Invalid request field(s) - {field_}")
        return reply([self._result(letter) for letter in letters])

    def _result(self, letter: dict[str, Any]) -> dict[str, Any]:
        code, message = self._fault(letter)
        if code:
            return {"ErrorCode": code, "Message": message}
        self.kept.append((letter["To"], letter))
        identity = f"pm-{len(self.kept)}"
        return {"To": letter["To"], "MessageID": identity, "ErrorCode": 0, "Message": "OK"}

    def _fault(self, letter: dict[str, Any]) -> tuple[int, str]:
        if not _MAILBOX.fullmatch(letter["To"]):
            return 300, f"Invalid 'To' address: '{letter['To']}'."
        if not letter["From"].rstrip(">").endswith("quarry.example"):
            return 400, "The 'From' address you supplied is not a Sender Signature on your account."
        if not (letter.get("TextBody") or letter.get("HtmlBody")):
            return 300, "Provide either email TextBody or HtmlBody or both."
        if letter.get("MessageStream") != "broadcast":
            return 1235, "The 'MessageStream' provided does not exist on this server."
        if any(odd(header, {"Name", "Value"}) for header in letter.get("Headers", [])):
            return 300, "Invalid 'Headers'."
        if letter["To"].endswith(REFUSED_DOMAIN):
            return 406, f"You tried to send to a recipient that has been marked as inactive: {letter['To']}."
        return 0, ""


def results(answer: Reply) -> Any:
    return json.loads(answer.body)
