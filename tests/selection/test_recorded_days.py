"""On recorded days and labelled sets the selection keeps what was measured, where they are at hand."""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from digest.models import Article, Event, Interest
from digest.selection import Brief, rank
from digest.selection.events import gathered
from tests.selection import newsday
from tests.shared import shared

DAYS = ("2023-04-28", "2023-11-24", "2026-08-13")
FOREVER = math.inf
# The sets and how many hours two articles of one event may be apart: only two are streams of dated news.
SETS = {
    "allsides": FOREVER,
    "allsides2021": 72.0,
    "ecbplus": FOREVER,
    "basil": 168.0,
    "g5w1h": FOREVER,
    "wikinews_events": FOREVER,
}
NOON = datetime(2031, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize("day", DAYS)
def test_no_known_event_is_there_twice_and_none_is_mixed(day: str) -> None:
    events = _day(day)[:20]
    labels = [label for event in events if (label := _label(event, day))]
    assert max(Counter(labels).values()) == 1


@cache
def _day(day: str) -> tuple[Event, ...]:
    articles, origins, now = newsday.day(shared("newsday", "days", day))
    return rank(articles, Brief(newsday.newsletter(), origins, (), now))


def _label(event: Event, day: str) -> str:
    """The known event that most of the labelled reports of an event are of; two at once is a failure."""
    lines = (
        shared("newsday", "days", day, "labels", "events_silver.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    names = {one["url"]: known["event"] for known in map(json.loads, lines) for one in known["articles"]}
    found = Counter(names[one.url] for one in event.articles if one.url in names)
    strong = [name for name, count in found.items() if count >= 0.25 * len(event.articles)]
    assert len(strong) < 2, (event.articles[0].title, found)
    return strong[0] if strong else ""


@pytest.mark.parametrize("day", DAYS)
def test_at_least_nine_of_the_ten_biggest_events_are_among_twenty(day: str) -> None:
    """For a newsletter without sections and interests, whatever kind of news they are."""
    lines = (
        shared("newsday", "days", day, "labels", "events_silver.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    biggest = sorted(map(json.loads, lines), key=lambda known: -known["outlets"])[:10]
    about = json.loads(shared("newsday", "days", day, "day.json").read_text(encoding="utf-8"))
    articles, origins, _ = newsday.day(shared("newsday", "days", day), whole=True)
    plain = newsday.newsletter(sections=(), interest=Interest(), window_hours=42)
    end = datetime.fromisoformat(about["window"][1]).astimezone(UTC)
    events = rank(articles, Brief(plain, origins, (), end))[:20]
    labels = {_label(event, day) for event in events}
    assert len([known for known in biggest if known["event"] in labels]) >= 9


def test_clustering_of_the_english_sets_reaches_ninety_one_and_a_half() -> None:
    """One setting for texts of every length, with dates and without."""
    scores = {name: _bcubed(name, apart) for name, apart in SETS.items()}
    assert sum(scores.values()) / len(scores) >= 0.915, scores


@pytest.mark.parametrize(("language", "least"), [("en", 0.85), ("pl", 0.92)])
def test_judged_pairs_of_headlines_are_told_as_a_reader_told_them(language: str, least: float) -> None:
    """Headlines alone, clustered among those of their days: F1 of "the same event"."""
    articles = [_labelled(row, language) for row in _rows("gnews2026", f"articles.{language}.jsonl")]
    event = {one.url: number for number, group in enumerate(gathered(articles)) for one in group}
    pairs = _rows("gnews2026", f"adjudicated_pairs.{language}.jsonl")
    counts = Counter((bool(pair["same"]), event[pair["a"]] == event[pair["b"]]) for pair in pairs)
    right = 2 * counts[True, True]
    assert right / (right + counts[True, False] + counts[False, True]) >= least


def _bcubed(name: str, apart: float) -> float:
    """BCubed F1 of our events against the labels of a set."""
    rows = _rows(name, "articles.jsonl")
    label = {row["id"]: str(row["cluster_id"]) for row in rows}
    groups = gathered([_labelled(row) for row in rows], apart)
    both = [Counter(label[one.url] for one in group) for group in groups]
    sizes = Counter(label.values())
    precision = sum(count * count / group.total() for group in both for count in group.values()) / len(rows)
    recall = sum(count * count / sizes[name] for group in both for name, count in group.items()) / len(rows)
    return 2 * precision * recall / (precision + recall)


def _rows(*parts: str) -> list[dict[str, Any]]:
    lines = shared("editorial", "dev", *parts).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _labelled(row: dict[str, Any], language: str = "en") -> Article:
    published = datetime.fromisoformat(row["published"]) if row.get("published") else NOON
    moment = published if published.tzinfo else published.replace(tzinfo=UTC)
    return Article(row["id"], row["title"], moment, "", "", summary=row["text"] or "", language=language)


def test_the_next_day_brings_no_unchanged_repeat_and_each_update_once() -> None:
    """Read by eye: what comes back of the edition of the 13th has news of its own."""
    sent = newsday.edition(_day("2026-08-13")[:20], datetime(2026, 8, 13, 10, 30, tzinfo=UTC))
    articles, origins, now = newsday.day(shared("newsday", "days", "2026-08-14"))
    events = rank(articles, Brief(newsday.newsletter(), origins, (sent,), now))
    addresses = {story.source.url for story in sent.stories}
    for event in events:
        assert event.update or not addresses & {one.url for one in event.articles}
        if event.update:
            assert event.articles[0].published > sent.created - timedelta(seconds=1)
    titles = " / ".join(event.articles[0].title for event in events[:20])
    assert "Binface" in titles
    assert "Ebola" in titles
    assert "settler siege" not in titles
