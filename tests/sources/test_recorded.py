"""Recorded feeds and pages of the world outside: nothing raises, nothing is lost."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean
from typing import Any

import feedparser
import pytest

from digest.errors import SourceIll
from digest.sources.parsing import Parser
from tests.shared import shared


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def count(parser: Parser, body: bytes) -> int:
    try:
        return len(parser.feed(body).entries)
    except SourceIll as error:
        return -1 if "could not be read" in str(error) else 0


def test_every_feed_of_the_collections_is_read_without_loss(parser: Parser) -> None:
    folder = shared("corpora", "feeds")
    expected = lines(folder / "expected.jsonl")
    found = both(lambda one: count(parser, (folder / one["file"]).read_bytes()), expected)
    lost = [
        one["file"]
        for one, entries in zip(expected, found, strict=True)
        if entries < (one["feedparser_entries"] or 0)
    ]
    assert len(expected) > 1000
    assert lost == []


def test_every_odd_feed_is_read_without_loss(parser: Parser) -> None:
    files = sorted(shared("newsday", "days", "odd-feeds", "raw").glob("*.gz"))
    bodies = [gzip.decompress(file.read_bytes()) for file in files]
    found = both(lambda body: count(parser, body), bodies)
    alone = [len(feedparser.parse(io.BytesIO(body)).entries) for body in bodies]
    assert len(files) > 100
    assert [file.name for file, ours, theirs in zip(files, found, alone, strict=True) if ours < theirs] == []


def test_pages_are_read_nearly_as_people_read_them(parser: Parser) -> None:
    folder = shared("newsday", "days", "pages")
    pages = [page for page in lines(folder / "pages.jsonl") if page.get("gold", {}).get("text")]

    def score(page: dict[str, Any]) -> float:
        try:
            text = parser.page(
                gzip.decompress((folder / page["file"]).read_bytes()), page["content_type"] or ""
            ).text
        except SourceIll:
            return 0.0
        return agreement(text, "\n".join(page["gold"]["text"]))

    scores = both(score, pages)
    assert len(scores) > 100
    assert mean(scores) >= 0.94


def both(work: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
    """The work on every task, in their order, done by both children at once."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, tasks))


def agreement(text: str, reference: str) -> float:
    """F1 of the words that both have, as often as they have them."""
    ours, theirs = (Counter(re.findall(r"\w+", said.lower())) for said in (text, reference))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)
