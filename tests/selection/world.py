"""A small made-up world for the tests of selection: outlets, events, articles, stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.models import Article, Interest, Newsletter, Origin, Reference, Section, Story
from digest.selection import Brief

NOW = datetime(2031, 5, 14, 4, 0, tzinfo=UTC)
SECTIONS = (
    Section("top", "Top stories", 3),
    Section("africa", "Africa"),
    Section("americas", "Americas"),
    Section("asia", "Asia"),
    Section("europe", "Europe"),
    Section("middle-east", "Middle East"),
    Section("global", "Global"),
)

DAM = (
    (
        "Tern River dam gives way above Orsova, thousands flee",
        "The Orsova dam on the Tern River gave way on Tuesday night and water reached the first "
        "villages within an hour, officials in Nairobi said.",
    ),
    (
        "Thousands flee as Orsova dam breaks on Tern River",
        "Families climbed onto roofs after the Orsova dam broke; the Kenyan army sent boats to the "
        "Tern valley and asked for tents.",
    ),
    (
        "Kenya: Orsova dam collapse floods Tern valley",
        "At least 40 people are missing in the Tern valley of Kenya, where the wall of the Orsova dam "
        "collapsed after a week of rain.",
    ),
    (
        "Rescuers search Tern valley after Orsova dam collapse",
        "Rescuers with boats searched flooded villages below the broken Orsova dam, and Kenya "
        "declared three days of mourning.",
    ),
)
VOTE = (
    (
        "Halvard Moe wins presidential vote in Norway's far north assembly",
        "Halvard Moe will lead the northern assembly after winning the vote in Tromso with a narrow "
        "majority over Ingrid Sund.",
    ),
    (
        "Moe beats Sund in northern Norway assembly vote",
        "Ingrid Sund conceded defeat to Halvard Moe in the vote for the head of the northern "
        "Norwegian assembly.",
    ),
    (
        "Norway: Halvard Moe to lead northern assembly",
        "The northern assembly in Tromso elected Halvard Moe on Tuesday. Sund said that she would ask "
        "for no recount.",
    ),
)
LONE = (
    "Lighthouse keepers of Vessel Bay retire after forty years",
    "The last two keepers of the Vessel Bay lighthouse handed over their keys on Monday morning to a museum.",
)


def article(number: int, title: str, summary: str = "", **changes: Any) -> Article:
    """An article of the outlet with this number, two hours old."""
    fields: dict[str, Any] = {
        "url": f"https://www.outlet{number}.example/world/{'-'.join(title.lower().split())}",
        "title": title,
        "published": NOW - timedelta(hours=2),
        "source": f"outlet{number}",
        "outlet": f"Outlet {number}",
        "summary": summary,
        "language": "en",
        "position": 20,
    }
    return Article(**(fields | changes))


def told(event: Sequence[tuple[str, str]], first: int = 1, **changes: Any) -> list[Article]:
    """The reports of an event, each by an outlet of its own, numbered from `first`."""
    return [article(first + at, title, summary, **changes) for at, (title, summary) in enumerate(event)]


def newsletter(**changes: Any) -> Newsletter:
    fields: dict[str, Any] = {
        "key": "world",
        "name": "World",
        "sender": "world@example.org",
        "public_url": "https://example.org",
        "postal_address": "1 Example Street",
        "sections": SECTIONS,
        "interest": Interest(),
    }
    return Newsletter(**(fields | changes))


def brief(articles: Sequence[Article] = (), **changes: Any) -> Brief:
    fields: dict[str, Any] = {
        "newsletter": newsletter(),
        "origins": {one.source: Origin(one.source, one.outlet) for one in articles},
        "past": (),
        "now": NOW,
    }
    return Brief(**(fields | changes))


def story(
    number: int, section: str = "africa", score: float = 1.0, outlets: int = 1, **changes: Any
) -> Story:
    """A story with words of its own, reported by so many outlets."""
    words = " ".join(f"{stem}{number}" for stem in ("alba", "bora", "cedo", "dima", "efra", "folo"))
    fields: dict[str, Any] = {
        "key": f"story-{number}",
        "section": section,
        "headline": words,
        "lead": words.upper(),
        "source": Reference("Outlet 0", f"https://outlet0.example/{number}"),
        "also": tuple(
            Reference(f"Outlet {n}", f"https://outlet{n}.example/{number}") for n in range(1, outlets)
        ),
        "score": score,
    }
    return Story(**(fields | changes))
