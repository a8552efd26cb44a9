"""A readers' app around a newsroom of fakes, and questions to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from digest.desk import approve
from digest.models import Edition
from digest.newsroom import Newsroom
from digest.pipeline import prepare, publish
from digest.web.readers import readers
from subscribers.models import Consent
from tests.pipeline.room import ADA, MORNING, FakeClock, heard
from tests.web.browser import Answer, ask

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "web"
DAY = date(2026, 11, 23)
ONE_CLICK = b"List-Unsubscribe=One-Click"


def token(given: Newsroom, number: int = 1, purpose: str = "leave") -> str:
    return given.signer.token(purpose, number)


def call(
    given: Newsroom,
    path: str,
    method: str = "GET",
    body: bytes = b"",
    *,
    patience: float = 10,
    at: datetime = MORNING,
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> Answer:
    app = readers(given, lambda: at, TEMPLATES, patience=patience)
    return ask(app, path, method=method, host="news.example.org", body=body, headers=headers)


def post(given: Newsroom, link: str, body: bytes = ONE_CLICK, **other: Any) -> Answer:
    return call(given, f"/leave/{link}", "POST", body, **other)


def consents(given: Newsroom) -> list[Consent]:
    return [one.consent for one in given.people.subscriptions(range(10_000)).values()]


def sent(given: Newsroom, **words: str) -> Edition:
    """Today's edition, sent to everyone; its words may be changed before its approval."""
    draft = prepare(given, DAY, MORNING, heard)
    if words:
        draft = given.editions.save(replace(draft, **words))
    publish(given, approve(given, draft, ADA), FakeClock(), heard)
    there = given.editions.find("morning", DAY)
    assert there
    return there
