"""The gate between a model and a reader: what it stops of sentences that models wrote and people judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.editorial.data import Data
from benchmarks.editorial.rows import NOON, newsletter
from benchmarks.editorial.table import Row
from digest.models import Article, Event, Newsletter, Story
from digest.summarisers import gate
from digest.summarisers.answer import Answer, Told
from digest.summarisers.failures import Failed
from digest.summarisers.material import SourceLine, material
from digest.writing import sentences, story

CITED = 2  # lines that a sentence may rest on here: the judged sentences name none
PARTS = {"cnndm": "near to its source", "xsum": "freely worded"}
RULE = {"cnndm": "0.04", "xsum": "0.24"}  # recall of "every number, name and quotation stands in the source"


def rows(data: Data) -> list[Row]:
    """What is stopped, and what is lost by it."""
    return [*_judged(data), _let_through(data)]


def _judged(data: Data) -> Iterator[Row]:
    """Sentences of models with their documents: unfaithful ones should be stopped, others need not be."""
    judged = data.rows("qags/faithfulness.jsonl")
    for part, how in PARTS.items():
        stopped: dict[bool, list[bool]] = {True: [], False: []}
        for row in (row for row in judged if row["part"] == part):
            source = sentences(row["document"], "en")
            for one in row["sentences"]:
                stopped[bool(one["faithful"])].append(_stops(one["sentence"], source))
        false, true = stopped[False], stopped[True]
        yield Row(
            f"model sentences, {how}: unfaithful ones stopped",
            sum(false) / len(false),
            baseline=f"{RULE[part]} (rule of numbers, names, quotations)",
            size=len(false),
        )
        yield Row(
            f"model sentences, {how}: faithful ones lost",
            sum(true) / len(true),
            size=len(true),
            note="falls back to extraction",
        )


def _stops(sentence: str, source: Sequence[str]) -> bool:
    """Whether the gate stops a sentence that rests on the lines nearest to it."""
    text = sentence.strip()
    text = text[:1].upper() + text[1:]
    cited: list[str] = []
    for _ in range(CITED):
        cited.append(max(source, key=lambda line: _near(text, [*cited, line])))
    article = _article("", "\n".join(cited))
    return bool(gate.doubts(text, [article])) or gate.nearness(text, [article], "en") < gate.NEAR


def _near(text: str, lines: Sequence[str]) -> float:
    return gate.nearness(text, [_article("", "\n".join(lines))], "en")


def _let_through(data: Data) -> Row:
    """Extracted stories as if a model had copied them: the gate should have nothing against them."""
    paper = newsletter()
    passed = [found for row in data.rows("allsides/summaries.jsonl") for found in _copied(row, paper)]
    return Row(
        "copied sentences, three reports a story: let through",
        sum(passed) / len(passed),
        0.97,
        size=len(passed),
    )


def _copied(row: dict[str, Any], paper: Newsletter) -> Iterator[bool]:
    """Whether the gate lets the extracted story pass, where there is one with a lead."""
    articles = [_article(d.get("title") or "", d["text"], n) for n, d in enumerate(row["documents"])]
    event = Event(tuple(articles), "world", (), 1.0)
    extracted = story(event, paper)
    if extracted is None or not extracted.lead:
        return
    lines = material(event, extracted, paper)
    try:
        gate.require_print(_answer(extracted, lines), lines, event, paper)
    except Failed:
        yield False
    else:
        yield True


def _answer(extracted: Story, lines: Sequence[SourceLine]) -> Answer:
    told = [extracted.headline, *sentences(extracted.lead, "en")]
    headline, *lead = (Told(text, _cites(text, lines)) for text in told)
    return Answer(headline, tuple(lead))


def _cites(text: str, lines: Sequence[SourceLine]) -> tuple[int, ...]:
    nearest = max(range(len(lines)), key=lambda n: _near(text, [lines[n].text]))
    return (nearest + 1,)


def _article(title: str, text: str, number: int = 0) -> Article:
    outlet = f"outlet{number}"
    return Article(
        f"https://{outlet}.example/", title, NOON, outlet, outlet, text, language="en", undated=True
    )
