"""SendGrid's Mail Send, as twilio.com/docs/sendgrid documents it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tests.mailers.doubles.service import REFUSED_DOMAIN, Ask, Service, odd, reply
from tests.sources.web import Reply

_REQUIRED = {"personalizations", "from", "subject", "content"}
_ALLOWED = {"reply_to", "headers", "tracking_settings", "mail_settings"}
_RESERVED = {
    *("x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding"),
    *("to", "from", "subject", "reply-to", "cc", "bcc"),
}


def error(status: int, message: str, field: str | None = None, **headers: str) -> Reply:
    return reply({"errors": [{"message": message, "field": field, "help": None}]}, status, **headers)


@dataclass
class SendGridDouble(Service):
    scopes: tuple[str, ...] = ("mail.send",)
    most_bytes: ClassVar[int] = 30_000_000

    def locked(self, ask: Ask) -> Reply | None:
        if ask.headers.get("Authorization") != f"Bearer {self.key}":
            return error(401, f"authorization required, not {ask.headers.get('Authorization')}")
        return None

    def look(self, ask: Ask) -> Reply:
        return reply({"scopes": list(self.scopes)}) if ask.path == "/v3/scopes" else error(404, "not found")

    def too_fast(self) -> Reply:
        return error(429, "too many requests")

    def take(self, ask: Ask) -> Reply:
        if ask.path != "/v3/mail/send":
            return error(404, "not found")
        letter = ask.json
        message, field = _fault(letter)
        if message:
            return error(400, message, field)
        if not letter["from"]["email"].endswith("quarry.example"):
            return error(403, "The from address does not match a verified Sender Identity.", "from")
        self.kept.append((letter["personalizations"][0]["to"][0]["email"], letter))
        return Reply(b"", 202, {"X-Message-Id": f"sg-{len(self.kept)}"})


def _fault(letter: Any) -> tuple[str, str]:
    if name := odd(letter, _REQUIRED, _ALLOWED):
        return f"{name} is required or unknown", name
    people = letter["personalizations"]
    if not 1 <= len(people) <= 1000 or [odd(each, {"to"}) for each in people] != [""]:
        return "You must have at least one personalization.", "personalizations"
    if "@" not in people[0]["to"][0]["email"] or people[0]["to"][0]["email"].endswith(REFUSED_DOMAIN):
        return "Does not contain a valid address.", "personalizations.0.to.0.email"
    kinds = [part["type"] for part in letter["content"]]
    if kinds != sorted(kinds, key=["text/plain", "text/html"].index) or not all(
        p["value"] for p in letter["content"]
    ):
        return "text/plain, if used, must be the first", "content"
    for name, value in letter.get("headers", {}).items():
        if name.lower() in _RESERVED or not isinstance(value, str):
            return "This header is reserved or no string", f"headers.{name}"
    return "", ""
