"""Invented articles and events for the tests of writing."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.models import Article, Event, Factor, Form, Newsletter

NOON = datetime(2026, 8, 13, 12, 0, tzinfo=UTC)  # a Thursday


def newsletter(**changed: object) -> Newsletter:
    """A plain newsletter in the default form; `form` and others can be changed."""
    plain = {
        "key": "harbour",
        "name": "Harbour Morning",
        "sender": "desk@harbour.example",
        "public_url": "https://harbour.example",
        "postal_address": "1 Quay Street, Port Sorrow",
    }
    return Newsletter(**{**plain, **changed})  # type: ignore[arg-type]


def article(title: str, summary: str = "", outlet: str = "Coast Herald", **changed: object) -> Article:
    """One report; its address follows from outlet and title."""
    host = "".join(outlet.lower().split())
    plain = {
        "url": f"https://www.{host}.example/{abs(hash((outlet, title))) % 10**8}",
        "title": title,
        "published": NOON,
        "source": host,
        "outlet": outlet,
        "summary": summary,
        "language": "en",
    }
    return Article(**{**plain, **changed})  # type: ignore[arg-type]


def event(*articles: Article, section: str = "world") -> Event:
    return Event(articles, section, (Factor("coverage", 2.0, "several outlets"),), 2.0)


FERRY = event(
    article(
        "Ferry with 120 aboard sinks off Port Sorrow, 14 missing - Coast Herald",
        "PORT SORROW, Aug 13 (Reuters) - A ferry carrying 120 passengers sank off Port "
        "Sorrow early on Thursday, and "
        "rescuers were searching for 14 people still missing, the coast guard said. He "
        "said the sea was calm. Read more",
    ),
    article(
        "LIVE: Ferry sinks off Port Sorrow; 14 missing",
        "Rescuers pulled 106 people from the water after a ferry sank off Port Sorrow, "
        "officials said on Thursday. "
        "The coast guard said 14 passengers were still missing by midday.",
        outlet="Daily Anchor",
    ),
    article(
        "What we know about the ferry disaster",
        "Here is everything you need to know about the sinking.",
        outlet="Click Times",
    ),
)

__all__ = ["FERRY", "NOON", "Form", "article", "event", "newsletter"]
