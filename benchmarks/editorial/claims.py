"""Whether grounding sees what was changed in a true lead, and leaves a true one alone.

Leads are taken from labelled stories by the house's own extraction, then one thing is changed in each: see
`changes.py`. Every lead is looked up in all reports of its story, which is harder than in its own alone.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.editorial.changes import CHANGES, Given
from benchmarks.editorial.data import Data
from benchmarks.editorial.rows import NOON, newsletter
from benchmarks.editorial.table import Row
from digest.models import Article, Event, Form
from digest.writing import doubts, lead
from digest.writing.cleaning import clean_sentences

FORM = Form(lead_words=(20, 75), lead_characters=2000, lead_sentences=2)
PAPER = newsletter(FORM)
SENTENCES = 3  # of each report, besides its lead: most leads hold no negation
GOALS = {
    "a number changed at random": (98, "100"),
    "a number swapped for another of the sources": (85, "82"),
    "a name from another story": (80, "77"),
    "a name swapped for another of the sources": (60, "50"),
    "a word of a quotation altered": (98, "97"),
    "a negation inserted": (80, "6"),
    "a negation removed": (80, ""),
    "a sentence of another story added": (None, "100"),
}


@dataclass(frozen=True)
class Lead:
    """A clean lead and the reports it is looked up in."""

    text: str
    articles: tuple[Article, ...]


def rows(data: Data) -> list[Row]:
    """A row for each kind of change, the false alarms, the time, and people's votes on models' text."""
    stories = [*_basil(data), *_allsides(data)]
    leads = [one for story in stories for one in _leads(story)]
    false = sum(bool(doubts(one.text, one.articles)) for one in leads)
    found = [
        Row("clean leads doubted, %", 100 * false / len(leads), 0, most=True, baseline="0", size=len(leads))
    ]
    found += _changed(leads, data)
    return [*found, _speed(leads), *_judged_by_people(data)]


def _basil(data: Data) -> list[tuple[Article, ...]]:
    stories: dict[str, list[Article]] = {}
    for row in data.rows("basil/articles.jsonl"):
        stories.setdefault(row["cluster_id"], []).append(_article(row["url"], row))
    return [tuple(articles) for articles in stories.values()]


def _allsides(data: Data) -> list[tuple[Article, ...]]:
    return [
        tuple(
            _article(f"https://outlet{i}.example/{row['id']}", one) for i, one in enumerate(row["documents"])
        )
        for row in data.rows("allsides/summaries.jsonl")
    ]


def _article(url: str, row: dict[str, Any]) -> Article:
    source = row.get("source") or "source"
    return Article(
        url, row.get("title") or "", NOON, source, source, body=row["text"], language="en", undated=True
    )


def _leads(articles: tuple[Article, ...]) -> Iterator[Lead]:
    """The lead of each report, and its first clean sentences."""
    for article in articles:
        written = lead(Event((article,), "world", (), 1.0), PAPER, top=False).text
        texts = [written, *(one.text for one in clean_sentences(article, 0, "en")[:SENTENCES])]
        yield from (Lead(text, articles) for text in dict.fromkeys(texts) if text)


def _changed(leads: Sequence[Lead], data: Data) -> Iterator[Row]:
    told = {one.articles: " ".join(f"{a.title}. {a.body}" for a in one.articles) for one in leads}
    for name, change in CHANGES.items():
        draw = random.Random(name)
        caught = tried = 0
        for one in leads:
            other = draw.choice(leads)
            given = Given(one.text, told[one.articles], told[other.articles], data.scorer)
            if other.articles is not one.articles and (changed := change(given, draw)):
                tried += 1
                caught += bool(doubts(changed, one.articles))
        goal, baseline = GOALS[name]
        yield Row(f"{name}: caught, %", 100 * caught / max(1, tried), goal, baseline=baseline, size=tried)


def _speed(leads: Sequence[Lead]) -> Row:
    """Milliseconds a lead that is not word for word in its source: one word is taken out of each."""
    shortened = [
        (" ".join(one.text.split()[:-3] + one.text.split()[-2:]), one.articles) for one in leads[:300]
    ]
    for text, articles in shortened:
        doubts(text.split(" ", 1)[1], articles)  # prepares the event
    began = time.perf_counter()
    for text, articles in shortened:
        doubts(text, articles)
    return Row(
        "ms a lead, event prepared", 1000 * (time.perf_counter() - began) / len(shortened), 2, most=True
    )


def _judged_by_people(data: Data) -> Iterator[Row]:
    """Sentences of summarising models with people's votes: how often a doubt is right, and what is seen."""
    for part, (precision, recall) in {"cnndm": ("", ".04"), "xsum": (".89", ".24")}.items():
        rows = [row for row in data.rows("qags/faithfulness.jsonl") if row["part"] == part]
        votes = [vote for row in rows for vote in _votes(row)]
        doubted = [true for true, doubt in votes if doubt]
        untrue = [doubt for true, doubt in votes if not true]
        right = doubted.count(False) / max(1, len(doubted))
        seen = untrue.count(True) / max(1, len(untrue))
        what = f"model sentences ({part})"
        yield Row(f"{what}: a doubt is right", right, baseline=precision, size=len(doubted))
        yield Row(f"{what}: untrue ones seen", seen, baseline=recall, size=len(untrue))


def _votes(row: dict[str, Any]) -> Iterator[tuple[bool, bool]]:
    """For each sentence of a summary: whether people found it true, and whether we doubt it."""
    article = (_article("https://outlet.example/1", {"text": _mended(row["document"])}),)
    for one in row["sentences"]:
        yield bool(one["faithful"]), bool(doubts(_mended(one["sentence"]), article))


def _mended(text: str) -> str:
    """The set's text as it was before it was cut into tokens: `1, 600` and `` `` `` are no news texts."""
    text = re.sub(r"(?<=\d), (?=\d{3}(?!\d))", ",", text)
    return re.sub(r"``|''", '"', re.sub(r"([$£€]) (?=\d)", r"\1", text))
