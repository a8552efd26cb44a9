"""Learns how much each feature of a lead or title counts: `python -m benchmarks.train_leads` writes weights.

Needs the folder `shared` beside the checkout and the extra `bench`. The weights hold no text. Learned of:

- events of several reports: roundups of three reports against what their editors wrote (the training
  stories; nothing else of that set is looked at);
- events of one report: full articles against how other outlets begin on the same event, and for short leads
  also the single reports of the roundups;
- titles: those of the roundups against the headline of their editors.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.editorial.data import Data
from benchmarks.editorial.rouge import likeness, tokens
from benchmarks.editorial.rows import event, newsletter
from benchmarks.fitting import Example, fitted, told
from digest.models import Event
from digest.writing.drafts import Judge, Limits
from digest.writing.features import Features
from digest.writing.headline import headlines
from digest.writing.ranker import FORM, SHIPPED, Ranker, headline_case, lead_case
from digest.writing.reading import Reading
from digest.writing.sentences import sentences, size
from digest.writing.titles import cleaned
from digest.writing.titling import Titling

LONG = (Limits((40, 75), 2, 2000), Limits((40, 110), 3, 2000))
SHORT = (Limits((20, 40), 1, 2000), Limits((20, 40), 2, 250))
OPENING = 42  # words: what of a reference a short lead is set against, by whole sentences
BEGINNING = 80  # words of another report that a long lead of one report is set against
ARTICLES = ("basil", "g5w1h", "wikinews_events")  # clusters of full articles
OF_CLUSTER = 4  # articles that are looked at
STIFFNESS = {True: 300.0, False: 1000.0}  # by whether there are several reports: fewer examples, stiffer

Rows = Sequence[dict[str, Any]]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--to", type=Path, default=SHIPPED)
    path = options.parse_args().to
    data, cases = Data(), {}
    for reports, limits in ((3, LONG), (3, SHORT), (1, LONG), (1, SHORT)):
        case, stiffness = lead_case(reports, limits[0].words[1]), STIFFNESS[reports > 1]
        examples = list(_examples(data, reports, limits))
        cases[case] = fitted(examples, stiffness)
        print(f"{case}: {told(examples, stiffness)}", flush=True)
    titles = list(_titles(data))
    cases[headline_case(3)] = fitted(titles, STIFFNESS[True])
    print(f"{headline_case(3)}: {told(titles, STIFFNESS[True])}", flush=True)
    path.write_text(json.dumps({"form": FORM, "cases": cases}, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


def _examples(data: Data, reports: int, limits: Sequence[Limits]) -> Iterator[Example]:
    """Every event of a case, at each of its lengths."""
    roundups = data.rows("allsides/summaries.train.jsonl")
    for limit in limits:
        if reports > 1:
            yield from _roundups(roundups, limit)
        else:
            for name in ARTICLES:
                yield from _articles(data.rows(f"{name}/articles.jsonl"), limit)
            if limit in SHORT:
                yield from _roundups(_apart(roundups), limit)


def _titles(data: Data) -> Iterator[Example]:
    """The titles of each roundup, the best by the rules first, against what its editors wrote above it."""
    for row in data.rows("allsides/summaries.train.jsonl"):
        one, wanted = event(row), tokens(row["reference_title"])
        texts = [cleaned(article, one.articles) for article in one.articles]
        titling = Titling(texts, one.articles, "en")
        ranked = [texts.index(found.text) for found in headlines(one, newsletter(), Ranker({}))]
        if len(ranked) > 1:
            near = [likeness(wanted, tokens(texts[i])) for i in ranked]
            yield Example(row["id"], [titling.of(i) for i in ranked], near)


def _roundups(rows: Iterable[dict[str, Any]], limit: Limits) -> Iterator[Example]:
    """Roundups against what their editors wrote, or the beginning of it for a short lead."""
    for row in rows:
        wanted = row["reference"] if limit in LONG else _begun(row["reference"], _room(limit))
        yield from _example(event(row), limit, [wanted], row["id"])


def _apart(rows: Rows) -> Iterator[dict[str, Any]]:
    """Each report of each roundup as a roundup of its own."""
    return ({**row, "documents": [document]} for row in rows for document in row["documents"])


def _articles(rows: Rows, limit: Limits) -> Iterator[Example]:
    """Full articles, with and without their title, against the beginnings of the others of their cluster."""
    clusters: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        clusters.setdefault(row["cluster_id"], []).append(row)
    for key, cluster in clusters.items():
        for row in cluster[:OF_CLUSTER]:
            wanted = [_begun(o["text"], _room(limit)) for o in cluster[:OF_CLUSTER] if o is not row]
            for title in ("", row["title"]) if wanted else ():
                alone = {"id": row["id"], "documents": [{"title": title, "text": row["text"]}]}
                yield from _example(event(alone, full=True), limit, wanted, key)


def _room(limit: Limits) -> int:
    return BEGINNING if limit in LONG else OPENING if limit.sentences > 1 else 0


def _begun(text: str, words: int) -> str:
    """The first sentence, and the next ones as long as they fit."""
    begun, *others = sentences(text, "en") or ("",)
    for sentence in others:
        if size(begun) + size(sentence) > words:
            break
        begun = f"{begun} {sentence}"
    return begun


def _example(one: Event, limit: Limits, wanted: Sequence[str], group: str) -> Iterator[Example]:
    """All drafts of an event, the best by the rules first, where there is something to choose."""
    judge = Judge(Reading(one.articles, "en"), limit, Ranker({}))
    runs = judge.by_rule()
    if len(runs) < 2:
        return
    features = Features(judge.reading)
    near = [
        sum(likeness(tokens(text), [t for s in run for t in tokens(s.text)]) for text in wanted) / len(wanted)
        for run in runs
    ]
    yield Example(group, [features.of(run) for run in runs], near)


if __name__ == "__main__":
    main()
