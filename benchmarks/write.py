"""How fast stories are written, and how good they are on labelled data: `python -m benchmarks.write`.

The first part needs nothing: invented events, stories a second. The second part needs the folder `shared`
beside the checkout, and `rouge-score`, `nltk` and `numpy` for its scorer; it says so when they are missing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from digest.models import Article, Event, Form, Newsletter
from digest.writing import headline, lead, story

SHARED = Path(__file__).resolve().parents[2] / "shared" / "editorial"
NOON = datetime(2026, 8, 13, 12, 0, tzinfo=UTC)
WHO = (
    "The coast guard",
    "A court in Port Sorrow",
    "The mayor of Eastmere",
    "Parliament",
    "The harbour union",
)
DID = ("ordered an inquiry into", "voted on", "warned of", "published figures on", "called a strike over")
WHAT = ("the sinking of a ferry", "the price of timber", "the storm of Sunday", "a bridge that closed in May")
REST = (
    "after a night of debate that divided the town",
    "which cost 40 people their homes",
    "until the end of the year",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=300)
    chosen = options.parse_args()
    speed(chosen.stories)
    for name, sentences, words in (("allsides", 2, (40, 75)), ("ce2026", 1, (20, 40))):
        quality(name, sentences, words)


def speed(count: int) -> None:
    """Print stories a second for events of one and of five reports."""
    for reports in (1, 5):
        events = [invented(seed, reports) for seed in range(count)]
        start = time.perf_counter()
        written = sum(story(event, newsletter(Form())) is not None for event in events)
        seconds = time.perf_counter() - start
        print(f"{reports} reports an event: {written} stories, {1000 * seconds / count:.1f} ms each")


def invented(seed: int, reports: int) -> Event:
    """An event of the same matter in several outlets' words, with longer text."""
    draw = random.Random(seed)
    who, did, what = draw.choice(WHO), draw.choice(DID), draw.choice(WHAT)
    articles = []
    for i in range(reports):
        text = " ".join(
            f"{who} {did} {what} {draw.choice(REST)}, paper {i} said on Thursday." for _ in range(12)
        )
        url = f"https://paper{i}.example/{seed}"
        articles.append(
            Article(url, f"{who} {did} {what}", NOON, f"p{i}", f"Paper {i}", text[:240], text, "en")
        )
    return Event(tuple(articles), "world", (), 1.0)


def quality(name: str, sentences: int, words: tuple[int, int]) -> None:
    """Print ROUGE of leads and headlines, and the share of leads with a hard fault, on one labelled set."""
    rows_file = SHARED / "dev" / name / "summaries.jsonl"
    scorer = _scorer()
    if scorer is None or not rows_file.exists():
        print(f"{name}: skipped, the labelled data or its scorer is not on this machine")
        return
    rows = [json.loads(line) for line in rows_file.read_text(encoding="utf-8").splitlines()]
    paper = newsletter(Form(lead_words=words, lead_characters=2000, lead_sentences=sentences))
    written = [_written(row, paper) for row in rows]
    pairs = list(zip(rows, written, strict=True))
    leads = scorer.lead_scores([(r["reference"], w["lead"]) for r, w in pairs])
    heads = scorer.lead_scores([(r["reference_title"], w["headline"]) for r, w in pairs])
    lint = scorer.lint_many([w for w in written if w["lead"]])
    lost = sum(bool(scorer.coherence(text["lead"], row["documents"])) for row, text in pairs)
    print(
        f"{name}: lead R1/R2/RL {leads['r1_f']}/{leads['r2_f']}/{leads['rl_f']}, "
        f"headline R1 {heads['r1_f']}, "
        f"{sum(not w['lead'] for w in written)} of {len(rows)} without a lead; of the others hard lint "
        f"{lint['hard_pct']} %, any lint {lint['any_pct']} %; coherence {100 * lost / len(rows):.1f} %"
    )


def _scorer() -> ModuleType | None:
    spec = importlib.util.spec_from_file_location("editorial_eval", SHARED / "eval.py")
    if spec is None or spec.loader is None or not (SHARED / "eval.py").exists():
        return None
    if any(importlib.util.find_spec(needed) is None for needed in ("rouge_score", "nltk", "numpy")):
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _written(row: dict[str, Any], paper: Newsletter) -> dict[str, str]:
    articles = tuple(
        Article(
            url=document.get("url") or f"https://outlet{i}.example/{row['id']}",
            title=document.get("title") or "",
            published=NOON,
            source=document.get("source") or f"outlet{i}",
            outlet=document.get("source") or f"outlet{i}",
            summary=document["text"],
            language=row.get("lang", "en"),
            undated=True,
        )
        for i, document in enumerate(row["documents"])
    )
    event = Event(articles, "world", (), 1.0)
    found = headline(event, paper)
    title = found.text if found else ""
    return {"headline": title, "lead": lead(event, paper, top=False, headline=title).text}


def newsletter(form: Form) -> Newsletter:
    return Newsletter(
        "bench", "Bench", "desk@bench.example", "https://bench.example", "1 Quay Street", form=form
    )


if __name__ == "__main__":
    main()
