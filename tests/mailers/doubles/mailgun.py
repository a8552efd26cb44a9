"""Mailgun, as documentation.mailgun.com documents it: MIME in a form, many fields by name."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from tests.mailers.doubles.service import REFUSED_DOMAIN, Ask, Service, reply
from tests.sources.web import Reply

_KNOWN = {"to", "message", "o:tracking", "o:tracking-clicks", "o:tracking-opens"}


def error(status: int, message: str, **headers: str) -> Reply:
    return reply({"message": message}, status, **headers)


@dataclass
class MailgunDouble(Service):
    unsubscribing: bool = False
    most_bytes: ClassVar[int] = 25_000_000

    def locked(self, ask: Ask) -> Reply | None:
        login = base64.b64encode(f"api:{self.key}".encode()).decode()
        if ask.headers.get("Authorization") != f"Basic {login}":
            return Reply(f"Forbidden {ask.headers.get('Authorization')}".encode(), 401)
        return None

    def look(self, ask: Ask) -> Reply:
        if ask.path != "/v3/domains/quarry.example/tracking":
            return error(404, "Domain not found")
        off = {"active": False}
        tracking = {"open": off, "click": off, "unsubscribe": {"active": self.unsubscribing}}
        return reply({"tracking": tracking})

    def too_fast(self) -> Reply:
        return error(429, "Too many requests")

    def take(self, ask: Ask) -> Reply:
        if ask.path != "/v3/quarry.example/messages.mime":
            return error(404, "Domain not found: other.example")
        fields = _fields(ask)
        if unknown := set(fields) - _KNOWN:
            return error(400, f"unknown parameter {min(unknown)}")
        to = fields.get("to", b"").decode()
        if not re.fullmatch(r"[^@\s,]+@[^@\s,]+", to) or to.endswith(REFUSED_DOMAIN):
            return error(400, "'to' parameter is not a valid address. please check documentation")
        if not fields.get("message"):
            return error(400, "Need at least one of 'text' or 'html' parameters specified")
        self.kept.append((to, fields))
        return reply({"id": f"<{len(self.kept)}@quarry.example>", "message": "Queued. Thank you."})


def _fields(ask: Ask) -> dict[str, bytes]:
    """The fields of a form, byte for byte."""
    boundary = ask.headers["Content-Type"].partition("boundary=")[2].encode()
    fields: dict[str, Any] = {}
    for part in ask.body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        parsed = email.message_from_bytes(head + b"\r\n\r\n", policy=email.policy.default)
        fields[parsed["Content-Disposition"].params["name"]] = value.removesuffix(b"\r\n")
    return fields
