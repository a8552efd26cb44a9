"""Hands messages to Resend, many in one request, each request under an idempotency key.

Answers to resend.com/docs/api-reference/emails/send-batch-emails, .../errors, .../rate-limit,
resend.com/docs/dashboard/emails/idempotency-keys and .../batch-validation-modes as of August 2026.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.http import Answer, Api, Line
from digest.mailers.options import proper
from digest.mailers.parts import parts
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
from digest.mailers.wire.verdicts import words
from digest.models import Message, Outcome

MOST_MESSAGES = 100
MOST_BYTES = 40_000_000  # of one email; the reference says nothing of a batch
_RUNNING = "concurrent_idempotent_requests"
_REPEATED = "invalid_idempotent_request"

# The `name` of an error. Where it is `validation_error`, the status tells whose fault it is.
_WORDS: Mapping[str, Verdict] = {
    "missing_api_key": KEY,
    "invalid_api_key": KEY,
    "restricted_api_key": KEY,
    "invalid_from_address": SENDER,
    "invalid_access": KEY,
    "not_found": PLACE,
    "method_not_allowed": PLACE,
    _REPEATED: UNCERTAIN,  # this key was used before, for other words
    _RUNNING: UNCERTAIN,
    "daily_quota_exceeded": ACCOUNT,
    "monthly_quota_exceeded": ACCOUNT,
    "rate_limit_exceeded": SLOWER,
    "security_error": ACCOUNT,
    "application_error": UNCERTAIN,
    "internal_server_error": UNCERTAIN,
}
_VALIDATION: Mapping[int, Verdict] = {401: KEY, 403: SENDER}
_THEIRS = re.compile(r"[`'\"]to[`'\"]")
_OURS = re.compile(r"[`'\"]from[`'\"]")


@dataclass
class Resend:
    """`domain`, where given, is looked at by `check`.

    A request's key is made of the Message-IDs in it, and is good for 24 hours. With `batch` 1 the key is the
    person's own: sending again after a crash is then harmless. `timeout` is in seconds, for one answer.
    """

    api_key: str = field(repr=False)
    domain: str = ""
    base_url: str = "https://api.resend.com"
    connections: int = 2
    batch: int = 50
    timeout: float = 60.0
    rewrites: ClassVar[bool] = True
    own_return: ClassVar[bool] = True
    name: str = field(default="resend", init=False)
    at_once: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        proper(self, largest_batch=MOST_MESSAGES)
        self.at_once = self.connections * self.batch

    def __enter__(self) -> Resend:
        return self

    def __exit__(self, *failure: object) -> None:
        """Nothing is held between two sendings."""

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send in batches. Raises Unavailable when Resend serves nobody."""
        api = self._api()
        pool = Pool(self.name, self._deliver, api.line, self.connections, self.batch, MOST_BYTES // 2)
        return pool.send(feed)

    def check(self) -> None:
        """Prove the key and, where it may look, that the domain is verified and tracks nobody."""
        api = self._api()
        try:
            domains = api.look("/domains?limit=100", KEY.cure).table.get("data") or []
        except Unavailable as error:
            if "restricted_api_key" in str(error):  # it is a key, and may send, which is all we need
                return
            raise
        if not self.domain:
            return
        found = [d["id"] for d in domains if d.get("name") == self.domain]
        if not found:
            raise ConfigurationError(f"mailer.domain: Resend knows no domain {self.domain} of this account")
        domain = api.look(f"/domains/{quote(str(found[0]), safe='')}", KEY.cure).table
        if domain.get("status") != "verified":
            raise ConfigurationError(f"mailer.domain: {self.domain} is not verified with Resend")
        if domain.get("open_tracking") or domain.get("click_tracking"):
            raise ConfigurationError(
                f"mailer.domain: Resend tracks opens or clicks of {self.domain}, which a message cannot "
                "undo; switch both off in the domain's configuration"
            )

    def _api(self) -> Api:
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        return Api(self.base_url, headers, (self.api_key,), self.timeout, MOST_BYTES)

    def _deliver(self, line: Line, group: Sequence[Message]) -> Sequence[Said]:
        body = json.dumps([_letter(message) for message in group], ensure_ascii=False).encode()
        headers = {"Idempotency-Key": _key(group), "x-batch-validation": "permissive"}
        answer = line.insist(lambda: line.ask("POST", "/emails/batch", body, headers), _unsettled)
        if answer.status != 200:
            repeated = answer.table.get("name") == _REPEATED
            return everyone(answer, _verdict(answer), len(group), "ratelimit-reset", repeated=repeated)
        return _results(answer, len(group))


def _letter(message: Message) -> dict[str, Any]:
    mail = parts(message)
    letter: dict[str, Any] = {
        "from": str(mail.sender),
        "to": [message.recipient],
        "subject": mail.subject,
        "text": mail.text,  # sent also when empty: else Resend makes one of the HTML
        "headers": {**mail.headers, "Message-ID": message.message_id},
    }
    letter |= {"html": mail.html} if mail.html else {}
    return letter | ({"reply_to": [str(mail.reply_to)]} if mail.reply_to else {})


def _key(group: Sequence[Message]) -> str:
    """The same for the same messages in the same order, and for nothing else."""
    identities = "\n".join(message.message_id for message in group)
    return f"digest-{hashlib.sha256(identities.encode()).hexdigest()}"


def _unsettled(answer: Answer) -> bool:
    return answer.status >= 500 or answer.table.get("name") == _RUNNING


def _verdict(answer: Answer) -> Verdict:
    name = answer.table.get("name")
    if name == "validation_error" and answer.status in _VALIDATION:
        return _VALIDATION[answer.status]
    return _WORDS.get(str(name), usual(answer.status))


def _results(answer: Answer, people: int) -> Sequence[Said]:
    """Ids of what was taken, in order, and the places of what was not: of everyone, or nothing is known."""
    data, errors = answer.table.get("data"), answer.table.get("errors", [])
    try:
        ids = [str(each["id"]) for each in data or []]
        faults = {int(each["index"]): str(each["message"]) for each in errors or []}
    except (TypeError, KeyError, ValueError):
        return everyone(answer, UNCERTAIN, people)
    whole = len(ids) + len(faults) == people and all(ids) and set(faults) <= set(range(people))
    if not whole or len(set(ids)) != len(ids):
        return everyone(answer, UNCERTAIN, people)
    taken = iter(ids)
    return [_fault(faults[place]) if place in faults else _taken(next(taken)) for place in range(people)]


def _taken(receipt: str) -> Said:
    return Said(SENT, words(f"200 {receipt}"), receipt)


def _fault(message: str) -> Said:
    verdict = REFUSED if _THEIRS.search(message) else SENDER if _OURS.search(message) else WAITING
    return Said(verdict, words(f"200 {message}"))
