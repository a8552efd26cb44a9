"""Brevo's transactional API, as developers.brevo.com documents it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.mailers.doubles.service import REFUSED_DOMAIN, Ask, Service, odd, reply
from tests.sources.web import Reply

_ALLOWED = {"textContent", "headers", "replyTo"}


def error(status: int, code: str, message: str = "no", **headers: str) -> Reply:
    return reply({"code": code, "message": message}, status, **headers)


@dataclass
class BrevoDouble(Service):
    authenticated: bool = True
    used: set[str] = field(default_factory=set)

    def locked(self, ask: Ask) -> Reply | None:
        if ask.headers.get("api-key") != self.key:
            return error(401, "unauthorized", f"Key not found: {ask.headers.get('api-key')}")
        return None

    def look(self, ask: Ask) -> Reply:
        if ask.path == "/v3/account":
            return reply({"email": "desk@quarry.example", "plan": [], "relay": {"enabled": True}})
        if ask.path == "/v3/senders/domains":
            return reply(
                {"domains": [{"domain_name": "quarry.example", "authenticated": self.authenticated}]}
            )
        return error(404, "document_not_found")

    def too_fast(self) -> Reply:
        return error(429, "too_many_requests")

    def take(self, ask: Ask) -> Reply:
        if ask.path != "/v3/smtp/email":
            return error(404, "document_not_found")
        letter = ask.json
        if fault := _fault(letter):
            return fault
        key = letter["headers"]["idempotencyKey"]
        if key in self.used:
            return error(400, "duplicate_parameter", "The idempotencyKey was used already")
        self.used.add(key)
        self.kept.append((letter["to"][0]["email"], letter))
        return reply({"messageId": f"<{len(self.kept)}@smtp-relay.mailin.fr>"}, 201)


def _fault(letter: Any) -> Reply | None:
    if name := odd(letter, {"sender", "to", "subject", "htmlContent"}, _ALLOWED):
        return error(400, "missing_parameter", f"{name} is missing or unknown")
    try:
        uuid.UUID(letter.get("headers", {}).get("idempotencyKey", ""))
    except ValueError:
        return error(400, "invalid_parameter", "idempotencyKey is not a UUID")
    if any(not isinstance(v, str) or not v.isascii() for v in letter["headers"].values()):
        return error(400, "invalid_parameter", "headers are ASCII strings")
    for name in ("sender", "replyTo"):
        if (
            odd(letter.get(name, {"email": ""}), {"email"}, {"name"})
            or len(letter["sender"].get("name", "")) > 70
        ):
            return error(400, "invalid_parameter", f"{name} is not valid")
    if not letter["sender"]["email"].endswith("quarry.example"):
        return error(400, "invalid_parameter", "valid sender email required")
    if [odd(to, {"email"}, {"name"}) for to in letter["to"]] != [""]:
        return error(400, "invalid_parameter", "to is not valid")
    if letter["to"][0]["email"].endswith(REFUSED_DOMAIN):
        return error(400, "invalid_parameter", "email is not valid in to")
    return None
