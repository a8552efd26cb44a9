"""Collect: all sources at once; one bad source never stops the day, and its illness is stored."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic

from digest import writing
from digest.errors import Blocked, NotEnough, SourceIll
from digest.models import Article, Event, Harvest, Page
from digest.newsroom import Newsroom, Progress, Tell

log = logging.getLogger(__name__)

PAGES_AT_ONCE = 8
READING_SECONDS = 60  # for all pages: a site that drips its bytes holds up nobody's morning
MOST_FAILURES = 3  # pages of one source that may fail before the others are left
OTHER_REPORTS = 2  # of an event that are tried when the best one's page gives too little
WHOLE_TEXT = 1_000  # characters that a feed gives of a report: its page would hardly add to them
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
    """The events, with what article pages say where the feeds' own texts are too short to write from.

    The first of them are likely to be top stories, which need more of it.
    """
    top = TOP_CHANCES * room.newsletter.top_stories
    thin = [
        _Thin(event, top=place < top)
        for place, event in enumerate(events)
        if writing.needs_page(event, room.newsletter, top=place < top)
    ]
    if not thin:
        return events
    tell(Progress("read", 0, len(thin)))
    filled: dict[str, Event] = {}
    reader = _Reader(room, monotonic() + READING_SECONDS)
    with ThreadPoolExecutor(PAGES_AT_ONCE) as pool:
        for events_read in pool.map(lambda group: [reader.read(one) for one in group], _by_source(thin)):
            filled |= {event.articles[0].url: event for event in events_read}
            tell(Progress("read", len(filled), len(thin)))
    return [filled.get(event.articles[0].url, event) for event in events]


@dataclass(frozen=True, slots=True)
class _Thin:
    """An event whose feeds gave too little, and whether a top story may become of it."""

    event: Event
    top: bool


def _by_source(events: list[_Thin]) -> list[list[_Thin]]:
    groups: dict[str, list[_Thin]] = {}
    for one in events:
        groups.setdefault(one.event.articles[0].source, []).append(one)
    return list(groups.values())


@dataclass
class _Reader:
    """Reads the pages of events until the time for it is over; leaves a source whose pages fail.

    Safe to share between threads: failures are only ever counted up.
    """

    room: Newsroom
    until: float
    failures: Counter[str] = field(default_factory=Counter)

    def read(self, thin: _Thin) -> Event:
        """The event with the page of its best report; with another's where that one gives too little."""
        event = thin.event
        for at in self._tries(event):
            page = self._page(event.articles[at])
            if page is None:
                continue
            articles = (*event.articles[:at], event.articles[at].read(page), *event.articles[at + 1 :])
            event = replace(event, articles=articles)
            if not writing.needs_page(event, self.room.newsletter, top=thin.top):
                break
        return event

    def _tries(self, event: Event) -> Iterator[int]:
        """The places of the reports to read: the best of each source that still answers, a few at most."""
        tried: set[str] = set()
        for at, article in enumerate(event.articles):
            if monotonic() > self.until or len(tried) > OTHER_REPORTS:
                return
            known = article.source in tried or self.failures[article.source] >= MOST_FAILURES
            if not known and len(article.body) < WHOLE_TEXT:
                tried.add(article.source)
                yield at

    def _page(self, article: Article) -> Page | None:
        try:
            page = self.room.collector.page(article.url)
        except (SourceIll, Blocked) as failure:
            log.info("no page text for %s: %s", article.url, failure)
            self.failures[article.source] += 1
            return None
        self.room.archive.fill(article.url, page)
        return page


def _said(room: Newsroom, harvest: Harvest) -> str:
    outlet = room.origins[harvest.source].outlet if harvest.source in room.origins else harvest.source
    if not harvest.healthy:
        return f"{outlet}: {harvest.condition.ill}"
    return f"{outlet}: unchanged" if harvest.unchanged else f"{outlet}: {len(harvest.articles)} articles"
