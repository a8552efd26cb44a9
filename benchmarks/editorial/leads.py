"""Leads and headlines against those of editors: how near, how clean, how quick."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.editorial.data import Data
from benchmarks.editorial.rows import event, form, newsletter
from benchmarks.editorial.table import Row
from digest.models import Event, Newsletter
from digest.writing import headline, lead, story

WIDE = newsletter(form((40, 72), 2))  # as long as the roundups' editors write, 75 words and dashes at most
SHORT = newsletter(form((20, 40), 1))  # one sentence, as an encyclopaedia's editors write
HOUSE = newsletter()
MEASURES = (("R1", "r1_f"), ("R2", "r2_f"), ("RL", "rl_f"))
SINGLE = 50  # full articles that are timed

Labelled = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """What we wrote for one labelled row."""

    row: Labelled
    headline: str
    lead: str


def rows(data: Data) -> list[Row]:
    roundups = [_written(row, WIDE) for row in data.rows("allsides/summaries.jsonl")]
    feeds = [_written(row, SHORT) for row in data.rows("ce2026/summaries.jsonl")]
    articles = [_alone(row) for row in data.rows("cnndm100/summaries.jsonl")]
    return [
        *_near(
            data,
            "lead, roundups of three reports",
            roundups,
            (41, 19, 28.5),
            "40.2 / 18.7 / 28.6 first two sentences of the central report",
        ),
        *_clean(data, "roundups", roundups),
        *_headlines(data, roundups),
        *_near(data, "lead, feed items", feeds, (35, 12, 26), "33.3 / 10.2 / 25.5 centroid"),
        *_clean(data, "feed items", feeds),
        *_near(
            data,
            "lead, one article",
            articles,
            (41.5, 18, 26),
            "41.1 / 17.5 / 25.6 first three, both halves; 41.5 / 17.7 / 25.7 on dev",
            PLAIN,
        ),
        *_speed(data),
    ]


def _written(row: Labelled, paper: Newsletter) -> Written:
    """The story as it would be printed: the lead that goes best with its headline."""
    found = story(event(row), paper)
    return Written(row, found.headline, found.lead) if found else Written(row, "", "")


PLAIN = "lower-cased, tokenised text: marks set and sentences begun with a capital before; names stay lower"


def _alone(row: Labelled) -> Written:
    """A lead in the house form of a top story for a text without title."""
    (document,) = row["documents"]
    told = {**row, "documents": [{**document, "text": restored(document["text"])}]}
    return Written(row, "", lead(event(told, full=True), HOUSE, top=True).text)


def restored(text: str) -> str:
    """A tokenised text with its marks where they belong and a capital at the start of each sentence."""
    for pattern, mark in (
        (r"`` ?", "“"),
        (r" ?''", "”"),
        (r" ([.,!?;:%)\]])", r"\1"),
        (r"([(\[$£]) ", r"\1"),
        (r" (n't|'(?:s|re|ve|ll|d|m)|')(?=\W|$)", r"\1"),
        (r"\bi\b", "I"),
    ):
        text = re.sub(pattern, mark, text)
    return re.sub(r"(^|[.!?]”? )([“(]?)([a-z])", lambda m: m[1] + m[2] + m[3].upper(), text)


def _near(
    data: Data, what: str, written: Sequence[Written], goals: Sequence[float], baseline: str, note: str = ""
) -> list[Row]:
    scored = data.scorer.lead_scores([(one.row["reference"], one.lead) for one in written])
    bare = sum(not one.lead for one in written)
    note = note or (f"{bare} without a lead count as 0" if bare else "")
    return [
        Row(f"{what}, {name}", scored[key], goal, baseline=baseline, size=len(written), note=note)
        for (name, key), goal in zip(MEASURES, goals, strict=True)
    ]


def _clean(data: Data, what: str, written: Sequence[Written]) -> list[Row]:
    """Faults of the leads that are there."""
    told = [one for one in written if one.lead]
    found = data.scorer.lint_many([{"lead": one.lead, "headline": one.headline} for one in told])
    lost = sum(bool(data.scorer.coherence(one.lead, one.row["documents"])) for one in told)
    kinds = ", ".join(sorted(key for key in found["by"] if key in data.scorer.HARD))
    return [
        Row(f"{what}, hard faults, %", found["hard_pct"], 1, most=True, size=len(told), note=kinds),
        Row(f"{what}, coherence failures, %", 100 * lost / len(told), 10, most=True, size=len(told)),
        Row(f"{what}, without a lead", len(written) - len(told), size=len(written)),
    ]


def _headlines(data: Data, written: Sequence[Written]) -> list[Row]:
    """The best headline on its own, and the one that stands over the lead."""
    alone = [
        replace(one, headline=found.text if (found := headline(event(one.row), WIDE)) else "")
        for one in written
    ]
    kinds = (("headline", alone, 46), ("headline over its lead", written, None))
    return [
        Row(f"{what}, {name}", scored[key], goal if name == "R1" else None, baseline=title, size=len(found))
        for what, found, goal in kinds
        for scored in [data.scorer.lead_scores([(one.row["reference_title"], one.headline) for one in found])]
        for (name, key), title in zip(MEASURES, ("42.3 most central title", "", ""), strict=True)
    ]


def _speed(data: Data) -> list[Row]:
    """Milliseconds a story, from full articles as their pages give them."""
    clusters: dict[str, list[Labelled]] = {}
    for row in data.rows("basil/articles.jsonl"):
        clusters.setdefault(row["cluster_id"], []).append(row)
    single = [event({"id": a["id"], "documents": [a]}, full=True) for c in clusters.values() for a in c]
    several = [event({"id": key, "documents": found}, full=True) for key, found in clusters.items()]
    return [
        Row("a story of one full article, ms", _milliseconds(single[:SINGLE]), 10, most=True, size=SINGLE),
        Row("a story of three full articles, ms", _milliseconds(several), 50, most=True, size=len(several)),
    ]


def _milliseconds(events: Sequence[Event], write: Callable[..., object] = story) -> float:
    began = time.perf_counter()
    for one in events:
        write(one, HOUSE, top=True)
    return 1000 * (time.perf_counter() - began) / len(events)
