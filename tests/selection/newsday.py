"""Recorded days as articles, with one origin of weight 1 per outlet."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.models import Article, Edition, Event, Interest, Newsletter, Origin, Reference, Section, Story

SECTIONS = (
    Section("top", "Top stories", 3),
    Section("africa", "Africa"),
    Section("americas", "Americas"),
    Section("asia", "Asia and the Pacific"),
    Section("europe", "Europe"),
    Section("middle-east", "Middle East"),
    Section("global", "Global"),
)
RAISE = tuple(
    word.strip()
    for word in [
        "\n    ceasefire",
        " cease-fire",
        " truce",
        " peace talks",
        " peace deal",
        " peacekeeper",
        " humanitarian",
        " aid convoy",
        " aid worker",
        " relief effort",
        "\n    refugee",
        " asylum seeker",
        " displaced",
        " migrant",
        " famine",
        " hunger",
        " starvation",
        " malnutrition",
        " drought",
        " flood",
        " floods",
        " flooding",
        "\n    earthquake",
        " quake",
        " cyclone",
        " hurricane",
        " typhoon",
        " landslide",
        " tsunami",
        " wildfire",
        " heatwave",
        " volcano",
        " cholera",
        " ebola",
        " mpox",
        " measles",
        "\n    outbreak",
        " epidemic",
        " election",
        " referendum",
        " coup",
        " junta",
        " sanctions",
        " massacre",
        " atrocity",
        " genocide",
        " war crime",
        "\n    human rights",
        " United Nations",
        " UN",
        " Security Council",
        " Red Cross",
        " UNHCR",
        " UNICEF",
        " World Food Programme",
        " WHO",
        "\n    World Health Organization",
        " International Criminal Court",
        " ICC",
        " airstrike",
        " air strike",
        " shelling",
        " invasion",
        " insurgent",
        "\n    rebel",
        " militant",
        " hostage",
        " evacuation",
        " evacuate",
        " death toll",
        " climate change",
        " treaty",
        " nuclear",
        " coalition government\n    ",
    ]
)
BLOCK: tuple[str, ...] = ()


def newsletter(**changes: Any) -> Newsletter:
    """A digest of world and humanitarian news."""
    fields: dict[str, Any] = {
        "key": "world",
        "name": "The World Before Breakfast",
        "sender": "digest@example.org",
        "public_url": "https://example.org",
        "postal_address": "1 Example Street",
        "sections": SECTIONS,
        "interest": Interest(RAISE, BLOCK),
    }
    return Newsletter(**(fields | changes))


def day(folder: Path, *, whole: bool = False) -> tuple[list[Article], dict[str, Origin], datetime]:
    """The articles of a recorded day until its default hour, or all of them; their origins; that hour."""
    about = json.loads((folder / "day.json").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(about["default_at"]).astimezone(UTC)
    articles = [
        _article(entry) for entry in _entries(folder) if entry["published"] and (whole or _known(entry, now))
    ]
    return articles, {article.source: Origin(article.source, article.outlet) for article in articles}, now


def edition(events: Sequence[Event], created: datetime) -> Edition:
    """These events as they would have been sent: the first report's own words."""
    return Edition("world", created.date(), "", "", tuple(map(_story, events)), created)


def _story(event: Event) -> Story:
    first, *others = event.articles
    also = tuple(Reference(one.outlet, one.url, one.title) for one in others if one.outlet != first.outlet)
    source = Reference(first.outlet, first.url, first.title)
    return Story(
        first.url, event.section, first.title, first.summary[:250], source, also, event.factors, event.score
    )


def _entries(folder: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / "entries.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _known(entry: dict[str, Any], now: datetime) -> bool:
    return datetime.fromisoformat(entry.get("available") or entry["published"]) <= now


def _article(entry: dict[str, Any]) -> Article:
    return Article(
        url=entry["url"],
        title=_plain(entry["title"]),
        published=datetime.fromisoformat(entry["published"]).astimezone(UTC),
        source=entry["feed"] or entry.get("recorded_feed") or entry["outlet"],
        outlet=entry["outlet"],
        summary=_plain(entry["summary"] or ""),
        body=_plain(entry.get("content") or ""),
        language=entry["lang"] or "",
        position=99,
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(text)).split())
