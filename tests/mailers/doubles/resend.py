"""Resend, as resend.com/docs documents it: batches of 100, permissive validation, idempotency keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.mailers.doubles.service import Ask, Service, odd, reply
from tests.sources.web import Reply

_ALLOWED = {"text", "html", "headers", "reply_to"}


def error(status: int, name: str, message: str = "no") -> Reply:
    return reply({"statusCode": status, "name": name, "message": message}, status)


@dataclass
class ResendDouble(Service):
    restricted: bool = False
    domain: dict[str, Any] = field(
        default_factory=lambda: {"status": "verified", "open_tracking": False, "click_tracking": False}
    )
    remembered: dict[str, tuple[bytes, Reply]] = field(default_factory=dict)

    def locked(self, ask: Ask) -> Reply | None:
        if not ask.headers.get("User-Agent"):
            return error(403, "validation_error", "error code: 1010")
        if not ask.headers.get("Authorization"):
            return error(401, "missing_api_key", "Missing API Key")
        if ask.headers["Authorization"] != f"Bearer {self.key}":
            return error(401, "validation_error", f"API key is invalid: {ask.headers['Authorization']}")
        return None

    def look(self, ask: Ask) -> Reply:
        if self.restricted:
            return error(401, "restricted_api_key", "This API key is restricted to only send emails.")
        known = {"id": "d-1", "name": "quarry.example", **self.domain}
        if ask.path.partition("?")[0] == "/domains":
            return reply(
                {"object": "list", "has_more": False, "data": [{"id": "d-1", "name": "quarry.example"}]}
            )
        return reply(known) if ask.path == "/domains/d-1" else error(404, "not_found")

    def too_fast(self) -> Reply:
        return error(429, "rate_limit_exceeded")

    def take(self, ask: Ask) -> Reply:
        if ask.path != "/emails/batch":
            return error(404, "not_found", "The requested endpoint does not exist.")
        key = ask.headers.get("Idempotency-Key", "")
        if not 1 <= len(key) <= 256:
            return error(400, "invalid_idempotency_key")
        if key in self.remembered:
            body, answer = self.remembered[key]
            return answer if body == ask.body else error(409, "invalid_idempotent_request")
        letters = ask.json
        if len(letters) > 100 or ask.headers.get("x-batch-validation") != "permissive":
            return error(422, "validation_error", "a batch of at most 100, and the double expects permissive")
        answer = self._results(letters)
        self.remembered[key] = (ask.body, answer)
        return answer

    def _results(self, letters: list[Any]) -> Reply:
        data, errors = [], []
        for index, letter in enumerate(letters):
            if message := _fault(letter):
                errors.append({"index": index, "message": message})
            else:
                self.kept.append((letter["to"][0], letter))
                data.append({"id": f"re-{len(self.kept)}"})
        return reply({"data": data, "errors": errors})


def _fault(letter: Any) -> str:
    if name := odd(letter, {"from", "to", "subject"}, _ALLOWED):
        return f"The `{name}` field is missing or unknown."
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", letter["to"][0]) or "refused" in letter["to"][0]:
        return "Invalid `to` field. The email address needs to follow the `email@example.com` format."
    if not letter["from"].rstrip(">").endswith("quarry.example"):
        return "Invalid `from` field."
    if not all(isinstance(value, str) for value in letter.get("headers", {}).values()):
        return "The `headers` must be strings."
    return ""
