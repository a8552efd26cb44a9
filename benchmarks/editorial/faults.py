"""What ROUGE cannot see: how often a lead breaks a rule of style, or leans on what nobody told its reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from benchmarks.editorial.data import SHARED, Data
from benchmarks.editorial.recorded import Written, chosen, written
from benchmarks.editorial.rows import NOON, newsletter
from benchmarks.editorial.table import Row
from digest.models import Article, Event, Form, Story
from digest.writing import faults, size
from digest.writing.style import LONGEST_SENTENCE

MOST_WORDS = 110  # of the top form
DAYS = ("2023-04-28", "2023-11-24", "2026-08-13")
# Where each language was recorded. The scorer knows pronouns and first persons of English alone.
LANGUAGES = {
    "fr": "2023-04-28",
    "de": "2023-04-28",
    "es": "2024-06-19",
    "pl": "2023-04-28",
    "ru": "2026-02-28",
    "ar": "2026-02-28",
    "zh": "2026-02-28",
    "it": "2023-04-28",
    "nl": "2023-04-28",
    "fa": "2026-02-28",
    "he": "2026-02-28",
}
BASELINES = {"hard": "raw feed text 36, TextRank 57, filtered centroid 2, people 2", "any": "53, 74, 34, 3"}


def rows(data: Data) -> list[Row]:
    """Hard and other faults on every set, coherence, false alarms, and a line for each language."""
    sets: dict[str, Callable[[], list[Written]]] = {
        "allsides": partial(_roundups, data, "allsides", Form(lead_words=(40, 75), lead_characters=2000)),
        "ce2026": partial(_roundups, data, "ce2026", Form(lead_sentences=1, lead_characters=2000)),
        "BASIL, short form": partial(_basil, data, top=False),
        "BASIL, top form": partial(_basil, data, top=True),
        "pages": partial(_pages, data, "en"),
        **{f"recorded day {day}": partial(_day, day, "en") for day in DAYS},
    }
    found: list[Row] = []
    for name, make in sets.items():
        texts = make()
        found += _linted(data, name, texts, goal=1.0)
        found += _coherent(data, name, texts)
    for language, day in LANGUAGES.items():
        found += _linted(data, f"{language}, {day}", _day(day, language), language=language)
    found += _linted(data, "de, pages", _pages(data, "de"), language="de")
    return [*found, _false_alarms(data)]


def _linted(
    data: Data, name: str, texts: list[Written], *, goal: float | None = None, language: str = "en"
) -> Iterator[Row]:
    leads = [one.story for one in texts if one.story and one.story.lead]
    yield Row(f"{name}: stories with a lead, %", _percent(len(leads), len(texts)), size=len(texts))
    if not leads:
        return
    found = [_violations(data, story, language) for story in leads]
    hard = sum(bool(rules & data.scorer.HARD) for rules in found)
    commonest = Counter(rule for rules in found for rule in rules).most_common(4)
    note = ", ".join(f"{rule} {_percent(count, len(leads))}" for rule, count in commonest)
    yield Row(
        f"{name}: hard faults, %",
        _percent(hard, len(leads)),
        goal,
        most=True,
        baseline=BASELINES["hard"],
        size=len(leads),
    )
    share = _percent(sum(map(bool, found)), len(leads))
    yield Row(f"{name}: any fault, %", share, baseline=BASELINES["any"], size=len(leads), note=note)


def _violations(data: Data, story: Story, language: str) -> set[str]:
    """What the scorer finds; its limit of 75 words is not ours, a sentence of 50 words is."""
    found: set[str] = data.scorer.lint(story.lead, story.headline, lang=language)
    longest = max(map(size, data.scorer.split_sents(story.lead)), default=0)
    return found if longest > LONGEST_SENTENCE or size(story.lead) > MOST_WORDS else found - {"too_long"}


def _coherent(data: Data, name: str, texts: list[Written]) -> Iterator[Row]:
    """People not introduced, and openings from the middle of the story."""
    with_lead = [(one.story.lead, one.sources) for one in texts if one.story and one.story.lead]
    lost = [rules for lead, sources in with_lead if (rules := data.scorer.coherence(lead, sources))]
    baseline = "14 (two sentences of the most central report), 21 (its clean ones)" if "BASIL" in name else ""
    yield Row(
        f"{name}: coherence failures, %",
        _percent(len(lost), len(with_lead)),
        10.0,
        most=True,
        baseline=baseline,
        size=len(with_lead),
    )


def _false_alarms(data: Data) -> Row:
    """How often our own hard rules reject a sentence that an encyclopaedia's editors wrote."""
    texts = [row["text"] for row in data.rows("ce_leads/items.jsonl.gz")][:2000]
    refused = sum(any(fault.hard for fault in faults(text)) for text in texts)
    return Row(
        "our hard rules on people's own leads: refused, %",
        _percent(refused, len(texts)),
        baseline="2 (the scorer's)",
        size=len(texts),
    )


def _day(day: str, language: str) -> list[Written]:
    """Every event of a recorded day's shortlist."""
    events, paper = chosen(SHARED / "newsday" / "days" / day, language)
    return written(events, paper)


def _roundups(data: Data, name: str, form: Form) -> list[Written]:
    events = (
        Event(
            tuple(
                _article(f"{row['id']}-{i}", document, row.get("lang", "en"))
                for i, document in enumerate(row["documents"])
            ),
            "world",
            (),
            1.0,
        )
        for row in data.rows(f"{name}/summaries.jsonl")
    )
    return written(tuple(events), newsletter(form))


def _basil(data: Data, *, top: bool) -> list[Written]:
    """Three whole articles to every event."""
    articles = sorted(data.rows("basil/articles.jsonl"), key=lambda row: str(row["cluster_id"]))
    groups = (list(group) for _, group in groupby(articles, key=lambda row: str(row["cluster_id"])))
    return written(tuple(_event(group) for group in groups), newsletter(), top=top)


def _pages(data: Data, language: str) -> list[Written]:
    """An event of one report for every page in this language, from its text alone."""
    pages = (row for name in ("extract_zyte", "extract_fundus") for row in data.rows(f"{name}/pages.jsonl"))
    events = (_event([page], language) for page in pages if page["lang"] == language and page.get("text"))
    return written(tuple(events), newsletter())


def _event(documents: Iterable[dict[str, Any]], language: str = "en") -> Event:
    reports = tuple(_article(one["id"], one, language, body=True) for one in documents)
    return Event(reports, "world", (), 1.0)


def _article(key: str, document: dict[str, Any], language: str, *, body: bool = False) -> Article:
    text, source = document["text"], document.get("source") or key
    return Article(
        url=document.get("url") or f"https://bench.example/{key}",
        title=document.get("title") or " ".join(text.split()[:10]),
        published=NOON,
        source=source,
        outlet=source,
        summary="" if body else text,
        body=text if body else "",
        language=language,
        undated=True,
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)
