"""One of each store, on a database or in memory, and the nouns that fill them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from digest.models import Article, Condition, Edition, Harvest, Reference, Story, Wanted
from digest.store.articles import Archive
from digest.store.corrections import Corrections
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from digest.store.notices import Notices
from tests.fakes import FakeArchive, FakeCorrections, FakeEditions, FakeLedger, FakeLocks, FakeNotices

NOW = datetime(2026, 8, 13, 4, 30, tzinfo=UTC)
TODAY = date(2026, 8, 13)


@dataclass(frozen=True)
class Stores:
    """The stores that share a database."""

    archive: Any
    editions: Any
    ledger: Any
    locks: Any
    corrections: Any
    notices: Any


def real(engine: Engine) -> Stores:
    return Stores(
        Archive(engine), Editions(engine), Ledger(engine), Locks(engine), Corrections(engine), Notices(engine)
    )


def fake() -> Stores:
    editions = FakeEditions()
    return Stores(
        FakeArchive(), editions, FakeLedger(editions), FakeLocks(), FakeCorrections(editions), FakeNotices()
    )


def want(most: int, **given: Any) -> Wanted:
    """A claim of so many, in the hour of these tests, by a mailer called post."""
    return Wanted(**{"most": most, "now": NOW, "mailer": "post"} | given)


def article(number: int = 1, **given: Any) -> Article:
    """An article of the Harbour Courier, an hour old unless said otherwise."""
    return Article(
        **{
            "url": f"https://courier.example/{number}",
            "title": f"Ferry line {number} reopens",
            "published": NOW - timedelta(hours=1),
            "source": "courier",
            "outlet": "Harbour Courier",
            "summary": "Boats run again.",
            "position": number,
            "categories": ("transport", "coast"),
        }
        | given
    )


def harvest(*articles: Article, at: datetime = NOW, source: str = "courier", **condition: Any) -> Harvest:
    return Harvest(source, articles, Condition(**{"checked": at, "succeeded": at} | condition))


def story(key: str = "ferry") -> Story:
    return Story(
        key=key,
        section="europe",
        headline="Ferries cross the strait again",
        lead="Boats run again after nine days, the harbour master said.",
        source=Reference("Harbour Courier", "https://courier.example/1", language="en"),
        also=(Reference("Isle Post", "https://post.example/9", "Fähren fahren"),),
        score=1.5,
        published=NOW,
    )


def edition(day: date = TODAY, newsletter: str = "morning", **given: Any) -> Edition:
    return Edition(
        **{
            "newsletter": newsletter,
            "day": day,
            "subject": "Ferries cross again",
            "preheader": "And a bridge",
            "stories": (story(),),
            "spares": (story("bridge"),),
            "created": NOW,
        }
        | given
    )
