"""One event, one story: our events against labelled ones, of texts and of headlines, and on recorded days."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.editorial.data import SHARED, Data
from benchmarks.editorial.table import Row
from digest.models import Article, Event
from digest.selection import Brief, rank
from digest.selection.events import APART_HOURS, gathered
from digest.selection.nonstories import no_news

# How many hours two articles of one event may be apart (only two of the sets are streams of dated news),
# and what average-link clustering of plain tf-idf reaches on the held-out half.
SETS: Mapping[str, tuple[float, str]] = {
    "allsides2021": (APART_HOURS, "86.7"),
    "ecbplus": (math.inf, "90.2"),
    "basil": (168.0, "98.9"),
    "g5w1h": (math.inf, "91.0"),
    "wikinews_events": (math.inf, "85.6"),
    "allsides": (math.inf, "83.7"),
}
PAIRS = {"en": (0.85, "0.81 at its best threshold"), "pl": (0.92, "0.91 at its best threshold")}
LIKENESSES = tuple(round(0.12 + 0.01 * step, 2) for step in range(10))
DAYS = ("2023-04-28", "2023-11-24", "2026-08-13")
PRINTED = 20
MIXED = 0.25
NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)

Groups = Sequence[Sequence[Article]]


def rows(data: Data) -> list[Row]:
    """The figures of the sets, of the judged pairs of headlines, and of the recorded days."""
    return [*_sets(data), *(row for language in PAIRS for row in _pairs(data, language)), *_days()]


def article(row: Mapping[str, Any], language: str = "en") -> Article:
    """A row of a labelled set as an article; its address is its id, and noon is when it has no date."""
    published = datetime.fromisoformat(row["published"]) if row.get("published") else NOON
    moment = published if published.tzinfo else published.replace(tzinfo=UTC)
    return Article(row["id"], row["title"], moment, "", "", summary=row["text"] or "", language=language)


def _sets(data: Data) -> Iterator[Row]:
    scores: list[tuple[float, float]] = []
    for name, (apart, baseline) in SETS.items():
        labelled = data.rows(f"{name}/articles.jsonl")
        scores.append(_score(data, labelled, gathered([article(row) for row in labelled], apart)))
        yield Row(f"events of {name}, BCubed F1", scores[-1][0], baseline=baseline, size=len(labelled))
    mean = sum(score for score, _ in scores) / len(scores)
    yield Row("events, mean of six sets, BCubed F1", mean, 90.5, baseline="89.4", note="aim 92")
    pairwise = sum(score for _, score in scores) / len(scores)
    yield Row("events, mean of six sets, pairwise F1", pairwise, baseline="79.6", note="aim 83")
    yield Row("the same with the likeness chosen on the other five, BCubed F1", _left_out(data), 90.5)


def _score(data: Data, labelled: Sequence[Mapping[str, Any]], groups: Groups) -> tuple[float, float]:
    """BCubed and pairwise F1 of these groups, in hundredths."""
    event = {one.url: number for number, group in enumerate(groups) for one in group}
    gold, found = [row["cluster_id"] for row in labelled], [event[row["id"]] for row in labelled]
    return 100 * data.scorer.bcubed(gold, found)[2], 100 * data.scorer.pairwise(gold, found)[2]


def _left_out(data: Data) -> float:
    """The mean score of the sets when each is clustered with what suits the others best."""
    table: dict[str, list[float]] = {}
    for name, (apart, _) in SETS.items():
        labelled = data.rows(f"{name}/articles.jsonl")
        articles = [article(row) for row in labelled]
        table[name] = [_score(data, labelled, gathered(articles, apart, least))[0] for least in LIKENESSES]
    sums = [sum(column) for column in zip(*table.values(), strict=True)]
    chosen = [
        scores[max(range(len(sums)), key=lambda at, scores=scores: sums[at] - scores[at])]
        for scores in table.values()
    ]
    return sum(chosen) / len(chosen)


def _pairs(data: Data, language: str) -> Iterator[Row]:
    """Same event or not, for pairs of headlines that a reader judged, clustered among all of their days."""
    goal, baseline = PAIRS[language]
    what = f"judged pairs of headlines, {language}, F1"
    if not data.path(f"gnews2026/adjudicated_pairs.{language}.jsonl").exists():
        yield Row(what, math.nan, note="no judged pairs in this half")
        return
    pairs = data.rows(f"gnews2026/adjudicated_pairs.{language}.jsonl")
    articles = [article(row, language) for row in data.rows(f"gnews2026/articles.{language}.jsonl")]
    yield Row(what, _agreement(pairs, gathered(articles)), goal, baseline=baseline, size=len(pairs))
    news = [one for one in articles if not no_news(one)]
    kept = {one.url for one in news}
    left = [pair for pair in pairs if pair["a"] in kept and pair["b"] in kept]
    told = [*gathered(news), *([one] for one in articles if one.url not in kept)]
    yield Row(f"{what}, both of them news", _agreement(left, told), goal, size=len(left))
    note = "a live blog, a result or pictures of an event count as another"
    yield Row(f"{what}, what is no news left out", _agreement(pairs, told), size=len(pairs), note=note)


def _agreement(pairs: Iterable[Mapping[str, Any]], groups: Groups) -> float:
    event = {one.url: number for number, group in enumerate(groups) for one in group}
    counts = Counter((bool(pair["same"]), event[pair["a"]] == event[pair["b"]]) for pair in pairs)
    right, wrong = counts[True, True], counts[True, False] + counts[False, True]
    return 2 * right / (2 * right + wrong) if right else 0.0


def _days() -> Iterator[Row]:
    """How often an edition tells a known event again, and how many of its stories mix two known events."""
    folder = SHARED / "newsday" / "days"
    for day in DAYS:
        if not (folder / day).is_dir():
            yield Row(f"edition of {day}", math.nan, note="the recorded day is not on this machine")
            continue
        stories, known = _edition(day), _known(day)
        labels = [_labels(story, known) for story in stories]
        first = Counter(found[0] for found in labels if found)
        twice = sum(count - 1 for count in first.values())
        note = f"{len(first)} known events among them"
        yield Row(f"edition of {day}, known events told again", twice, 0, True, size=len(stories), note=note)
        mixed = sum(len(found) > 1 for found in labels)
        yield Row(f"edition of {day}, stories of two known events", mixed, 0, True, size=len(stories))


def _edition(day: str) -> Sequence[Event]:
    from tests.selection import newsday

    articles, origins, now = newsday.day(SHARED / "newsday" / "days" / day)
    return rank(articles, Brief(newsday.newsletter(), origins, (), now))[:PRINTED]


def _known(day: str) -> Mapping[str, str]:
    """The known event of each address."""
    path = SHARED / "newsday" / "days" / day / "labels" / "events_silver.jsonl"
    events = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {one["url"]: event["event"] for event in events for one in event["articles"]}


def _labels(story: Event, known: Mapping[str, str]) -> list[str]:
    """The known events that at least a quarter of a story's reports are of, the commonest first."""
    found = Counter(known[one.url] for one in story.articles if one.url in known)
    return [name for name, count in found.most_common() if count >= MIXED * len(story.articles)]
