"""Collect: all sources at once; one bad source never stops the day, and its illness is stored."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

from digest import writing
from digest.errors import Blocked, NotEnough, SourceIll
from digest.models import Article, Event, Harvest
from digest.newsroom import Newsroom, Progress, Tell

log = logging.getLogger(__name__)

PAGES_AT_ONCE = 8
READING_SECONDS = 60  # for all pages: a site that drips its bytes holds up nobody's morning
MOST_FAILURES = 3  # pages of one source that may fail before the others are left
TOP_CHANCES = 2  # events read at length for each place among the top stories


def collect(room: Newsroom, now: datetime, tell: Tell) -> int:
    """Visit every source that is due and keep what it says; the number of new articles."""
    conditions = {key: one for key, one in room.archive.conditions().items() if key in room.origins}
    new = 0
    tell(Progress("collect", 0, len(room.origins)))
    for done, harvest in enumerate(room.collector.visit(conditions, now), start=1):
        new += room.archive.keep(harvest)
        tell(Progress("collect", done, len(room.origins), _said(room, harvest)))
    room.archive.prune(now - timedelta(days=room.rules.keep_days))
    log.info("collected %d new articles from %d sources", new, len(room.origins))
    return new


def healthy_sources(room: Newsroom, now: datetime) -> list[str]:
    """The sources that answered well within the newsletter's window."""
    since = now - timedelta(hours=room.newsletter.window_hours)
    return [
        key
        for key, condition in room.archive.conditions().items()
        if key in room.origins and not condition.retired and not condition.ill
        if condition.succeeded and condition.succeeded >= since
    ]


def require_sources(room: Newsroom, now: datetime) -> None:
    """Raise NotEnough, naming every ill source and why, when too few are healthy for an edition."""
    healthy = healthy_sources(room, now)
    if len(healthy) >= room.newsletter.fewest_sources:
        return
    conditions = room.archive.conditions()
    why: dict[str, list[str]] = {}
    for key, origin in room.origins.items():
        if key not in healthy:
            words = conditions[key].ill if key in conditions else "not visited yet"
            why.setdefault(words or "nothing new for long", []).append(origin.outlet)
    lines = [f"{words}: {', '.join(outlets)}" for words, outlets in why.items()]
    raise NotEnough(
        "\n".join(lines) + f"\nonly {len(healthy)} of {len(room.origins)} sources are healthy, and "
        f"newsletter.fewest_sources asks for {room.newsletter.fewest_sources}: no edition today"
    )


def fetch_pages(room: Newsroom, events: list[Event], tell: Tell) -> list[Event]:
    """The events, with the article page's text where the feed's own is too short to write from.

    The first of them are likely to be top stories, which need more of it.
    """
    top = TOP_CHANCES * room.newsletter.top_stories
    thin = [
        event
        for place, event in enumerate(events)
        if writing.needs_page(event, room.newsletter, top=place < top)
    ]
    if not thin:
        return events
    tell(Progress("read", 0, len(thin)))
    filled: dict[str, Event] = {}
    until = monotonic() + READING_SECONDS
    with ThreadPoolExecutor(PAGES_AT_ONCE) as pool:
        for events_read in pool.map(lambda group: list(_read(room, group, until)), _by_source(thin)):
            filled |= {event.articles[0].url: event for event in events_read}
            tell(Progress("read", len(filled), len(thin)))
    return [filled.get(event.articles[0].url, event) for event in events]


def _by_source(events: list[Event]) -> list[list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(event.articles[0].source, []).append(event)
    return list(groups.values())


def _read(room: Newsroom, events: list[Event], until: float) -> Iterator[Event]:
    """The events of one source with their pages, until a few fail or the time for reading is over."""
    failures = 0
    for event in events:
        if monotonic() > until or failures == MOST_FAILURES:
            return
        try:
            yield _with_page(room, event)
        except (SourceIll, Blocked) as failure:
            log.info("no page text for %s: %s", event.articles[0].url, failure)
            failures += 1


def _with_page(room: Newsroom, event: Event) -> Event:
    article = event.articles[0]
    body = room.collector.page(article.url)
    room.archive.fill(article.url, body)
    return replace(event, articles=(_filled(article, body), *event.articles[1:]))


def _filled(article: Article, body: str) -> Article:
    return replace(article, body=body) if len(body) > len(article.body) else article


def _said(room: Newsroom, harvest: Harvest) -> str:
    outlet = room.origins[harvest.source].outlet if harvest.source in room.origins else harvest.source
    if not harvest.healthy:
        return f"{outlet}: {harvest.condition.ill}"
    return f"{outlet}: unchanged" if harvest.unchanged else f"{outlet}: {len(harvest.articles)} articles"
