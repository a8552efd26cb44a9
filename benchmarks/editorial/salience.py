"""Whether the day's stories are those that editors chose, that everybody reported, and that are new."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from statistics import mean, pstdev
from typing import Any

from benchmarks.editorial.data import Data
from benchmarks.editorial.table import Row
from digest.models import Article, Edition, Event, Interest, Newsletter, Origin, Story
from digest.selection import Brief, arrange, rank
from digest.settings.edit import shipped_config
from digest.settings.load import load
from tests.selection import newsday

COVERED = 0.36  # the scorer's own cosine at which an item and an article tell the same
NEARLY = 0.85
REPEATED = 30
WINDOW_HOURS = 42  # the labels of a recorded day reach from 06:00 of the day before to its end
SHIPPED = "the shipped config.toml"
NEUTRAL = "no sections, no interests"


@dataclass
class Day:
    """A day of the pool with what Wikipedia's and Google's editors chose from it."""

    data: Data
    day: str
    pool: list[dict[str, Any]]

    @cached_property
    def articles(self) -> list[Article]:
        return [_article(row, self.data) for row in self.pool]

    @cached_property
    def covered(self) -> list[set[str]]:
        """For each item of Wikipedia that a feed covers, the addresses of the articles that do."""
        items = self.data.rows("salience2026/wikipedia_current_events.jsonl")
        found = self._match([item["text"] for item in items if item["day"] == self.day])
        enough = [row >= max(COVERED, NEARLY * row.max()) for row in found if row.max() >= COVERED]
        return [{row["url"] for row, near in zip(self.pool, cells, strict=True) if near} for cells in enough]

    @cached_property
    def stories(self) -> dict[str, int]:
        """The scorer's own clusters of the pool, by address: Google's choice is defined on them."""
        found = self.data.scorer.stories_of_day(self.pool)[0]
        return {self.pool[at]["url"]: number for number, members in enumerate(found) for at in members}

    @cached_property
    def top(self) -> set[int]:
        """The clusters that the most entries of Google's feed of top stories are nearest to."""
        entries = [
            " . ".join(headline["title"] for headline in row["headlines"])
            for row in self.data.rows("salience2026/google_top.jsonl")
            if row["day"] == self.day
        ]
        hits = Counter(
            self.stories[self.pool[int(row.argmax())]["url"]]
            for row in self._match(entries)
            if row.max() >= COVERED
        )
        return {number for number, _ in hits.most_common(REPEATED)}

    def ranked(self, newsletter: Newsletter) -> tuple[Event, ...]:
        origins = {one.source: Origin(one.source, one.outlet) for one in self.articles}
        return rank(
            self.articles, Brief(newsletter, origins, (), max(one.published for one in self.articles))
        )

    def recalled(self, events: Sequence[Event]) -> list[bool]:
        """Which of the covered items these events tell."""
        told = {one.url for event in events for one in event.articles}
        return [bool(told & item) for item in self.covered]

    def precision(self, events: Sequence[Event]) -> float:
        """The share of these events that lie, with most of their articles, in a top story; each once."""
        mostly = {
            Counter(self.stories[one.url] for one in event.articles).most_common(1)[0][0] for event in events
        }
        return len(mostly & self.top) / len(events)

    def _match(self, items: list[str]) -> Any:
        scorer = self.data.scorer
        return scorer.match_gold([f"{row['title']} . {scorer.body(row, 250)}" for row in self.pool], items)


def rows(data: Data) -> list[Row]:
    """Recall against Wikipedia, precision against Google, the biggest events, and the day after."""
    recorded = data.folder.parent / "newsday" / "days"
    return [*_chosen(data), *_biggest(recorded), *_day_after(recorded)]


def _newsletters() -> dict[str, Newsletter]:
    shipped = load(shipped_config(), {}).newsletter
    return {SHIPPED: shipped, NEUTRAL: replace(shipped, sections=(), interest=Interest())}


def _chosen(data: Data) -> Iterator[Row]:
    pool = [row for row in data.rows("salience2026/pool.jsonl.gz") if row["lang"] == "en"]
    days = [
        Day(data, day, [row for row in pool if row["day"] == day]) for day in sorted({p["day"] for p in pool})
    ]
    for note, newsletter in _newsletters().items():
        ranked = [day.ranked(newsletter) for day in days]
        for most, goal, baseline in ((20, 0.42, ".36 distinct outlets"), (30, None, ".39 distinct outlets")):
            found = [day.recalled(events[:most]) for day, events in zip(days, ranked, strict=True)]
            hits = [hit for one in found for hit in one]
            error = pstdev(hits) / len(hits) ** 0.5
            value = mean(mean(one) for one in found if one)
            told = f"{note}; {sum(hits)} of {len(hits)} items, standard error {error:.2f}"
            yield Row(f"Wikipedia's events, recall@{most}", value, goal, False, baseline, len(hits), told)
        shares = [day.precision(events[:10]) for day, events in zip(days, ranked, strict=True)]
        yield Row(
            "Google's top stories, precision@10",
            mean(shares),
            0.70,
            False,
            ".74 distinct outlets",
            10 * len(shares),
            note,
        )
        titles = [[event.articles[0].title for event in events[:20]] for events in ranked]
        twice = mean(len({at for at, _, _ in data.scorer.cross_duplicates(one, 0.35)}) for one in titles)
        yield Row("stories told twice in 20", twice, 0.2, True, "0.4 articles in story", len(days), note)


def _biggest(recorded: Path) -> Iterator[Row]:
    for labels in sorted(recorded.glob("*/labels/events_silver.jsonl")):
        folder = labels.parents[1]
        known = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
        for note, newsletter in _newsletters().items():
            printed = _printed(
                _end_of_day(folder, replace(newsletter, window_hours=WINDOW_HOURS)), newsletter
            )
            missed = [one["event"] for one in _ten(known) if not any(_tells(e, one, known) for e in printed)]
            told = f"{note}" + (f"; missing {', '.join(missed)}" if missed else "")
            what = f"ten biggest events of {folder.name} in the edition"
            yield Row(
                what, len(_ten(known)) - len(missed), len(_ten(known)), False, "", len(_ten(known)), told
            )


def _ten(known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(known, key=lambda one: -one["outlets"])[:10]


def _tells(event: Event, one: dict[str, Any], known: list[dict[str, Any]]) -> bool:
    """Whether a quarter of an event's reports are labelled with this known event."""
    names = {report["url"]: other["event"] for other in known for report in other["articles"]}
    own = sum(names.get(article.url) == one["event"] for article in event.articles)
    return 4 * own >= len(event.articles)


def _end_of_day(folder: Path, newsletter: Newsletter) -> tuple[Event, ...]:
    about = json.loads((folder / "day.json").read_text(encoding="utf-8"))
    articles, origins, _ = newsday.day(folder, whole=True)
    end = datetime.fromisoformat(about["window"][1]).astimezone(UTC)
    return rank(articles, Brief(newsletter, origins, (), end))


def _printed(events: Sequence[Event], newsletter: Newsletter) -> list[Event]:
    """The events that an edition prints, in their sources' own words."""
    first = {event.articles[0].url: event for event in events}
    stories = newsday.edition(events, datetime.now(UTC)).stories
    return [first[story.source.url] for story in arrange(stories, newsletter).printed]


def _day_after(recorded: Path) -> Iterator[Row]:
    """What an edition of the second of two recorded days repeats of the first."""
    first, second = recorded / "2026-08-13", recorded / "2026-08-14"
    if not (first.is_dir() and second.is_dir()):
        return
    for note, newsletter in _newsletters().items():
        articles, origins, now = newsday.day(first)
        sent = _edition(_printed(rank(articles, Brief(newsletter, origins, (), now)), newsletter), now)
        articles, origins, now = newsday.day(second)
        events = rank(articles, Brief(newsletter, origins, (sent,), now))
        printed = _printed(events, newsletter)
        same = [event for event in printed if not event.update and _carried(event, sent.stories)]
        yield Row(
            "unchanged repeats on the day after", len(same), 0, True, "", len(printed), f"{note}; by pages"
        )
        updates = [event.update for event in printed if event.update]
        yield Row("marked updates on the day after", len(updates), None, False, "", len(printed), note)


def _edition(events: Sequence[Event], created: datetime) -> Edition:
    return newsday.edition(events, created)


def _carried(event: Event, stories: Sequence[Story]) -> bool:
    """Whether a page of an event was named by a story that was sent."""
    named = {reference.url for story in stories for reference in (story.source, *story.also)}
    return any(article.url in named for article in event.articles)


def _article(row: dict[str, Any], data: Data) -> Article:
    return Article(
        url=row["url"],
        title=_plain(row["title"]),
        published=datetime.fromisoformat(row["published"]).astimezone(UTC),
        source=row["source"],
        outlet=data.scorer.domain(row["url"]),
        summary=_plain(row["text"] or ""),
        language=row["lang"],
        position=99,
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(text)).split())
