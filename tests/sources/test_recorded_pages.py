"""Recorded article pages over a recorded server: the text, headline, trail and rights of real pages."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from digest.errors import SourceIll
from digest.models import Page
from digest.sources.page import read
from digest.sources.parsing import Parser
from digest.sources.rounds import Rounds
from tests.shared import shared
from tests.sources.web import fetcher


@contextmanager
def replay(day: str, *options: str) -> Iterator[str]:
    """The address of a recorded day, served on loopback."""
    command = [sys.executable, str(shared("newsday", "replay.py")), "--day", day, "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        yield server.stdout.readline().split(" on ")[-1].strip().removesuffix("/feeds.txt")
    finally:
        server.kill()
        server.communicate()


def recorded(day: str) -> list[dict[str, Any]]:
    lines = shared("newsday", "days", day, "pages.jsonl").read_text(encoding="utf-8").split("\n")
    return [page for page in map(json.loads, filter(None, lines)) if page["kind"] == "recorded"]


def visited(day: str, pages: list[dict[str, Any]], *options: str) -> list[Page | SourceIll]:
    """What the collector makes of each page, in their order."""

    def visit(page: dict[str, Any]) -> Page | SourceIll:
        try:
            return rounds.page(f"{base}/{page['url'].split('://', 1)[1]}")
        except SourceIll as illness:
            return illness

    with replay(day, *options) as base, fetcher(deadline=10) as client, Parser() as parser:
        rounds = Rounds([], client, parser)
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(visit, pages))


def test_real_pages_over_the_web_give_text_headline_and_trail() -> None:
    """Of two hundred hosts' pages nearly all have a text, most their headline and most a trail."""
    pages = recorded("pages")[::3]
    found = [page if isinstance(page, Page) else Page("") for page in visited("pages", pages)]
    pairs = [
        (one["gold"]["title"], said.title) for one, said in zip(pages, found, strict=True) if _titled(one)
    ]
    alike = [SequenceMatcher(None, gold, ours).ratio() > 0.8 for gold, ours in pairs]
    assert sum(bool(page.text) for page in found) >= 0.95 * len(pages)
    assert sum(alike) >= 0.85 * len(alike)
    assert sum(bool(page.trail) for page in found) >= 0.6 * len(pages)
    assert all(len(page.rights) <= 300 for page in found)


def test_pages_of_a_recorded_morning_are_read_beside_broken_servers() -> None:
    """Slow, cut and refused pages are ill in words; the others are read."""
    pages = recorded("2023-04-28")
    found = visited("2023-04-28", pages, "--faults", "--fault-share", "0.8", "--slow", "1", "--hang", "12")
    ill = [said for said in found if isinstance(said, SourceIll)]
    read_ = [said for said in found if isinstance(said, Page)]
    assert all(str(illness).isprintable() for illness in ill)
    assert len(read_) >= 0.6 * len(pages)
    assert all(len(said.text) > 200 and said.title for said in read_)


def test_the_page_this_project_was_asked_for_from() -> None:
    """Section, headline, clean text and rights line, without the boxes below."""
    parts = _parts(shared("seed") / "000_fed4af3ad0d4e17b.txt")
    crumbs = [line.split(". ", 1)[1] for line in parts[0].split("\n")]
    steps = "".join(
        f'<li><a href="/{"/".join(crumbs[1 : at + 1]).lower()}">{c}</a></li>' for at, c in enumerate(crumbs)
    )
    title, story, notice, *boxes = (html.escape(part) for part in parts[1:])
    page = (
        f"<html><head><title>The New Humanitarian | {title}</title></head><body><main><ol>{steps}</ol>"
        f"<h1>{title}</h1><div><p>{story}</p></div><div><p><em>{notice}</em></p></div><h3>{boxes[0]}</h3>"
        f"<div><h2>{boxes[1]}</h2>{''.join(f'<p>{box}</p>' for box in boxes[2:])}</div></main></body></html>"
    )
    said = read(page.encode(), "text/html; charset=utf-8")
    assert said["trail"] == crumbs == ["Home", "Asia", "Kazakhstan"]
    assert said["title"] == parts[1]
    assert said["text"] == parts[2]
    assert said["rights"] == parts[3]


def _titled(page: dict[str, Any]) -> bool:
    return bool((page.get("gold") or {}).get("title"))


def _parts(file: Path) -> list[str]:
    """The parts of a page's text, which empty lines part."""
    text = "\n".join(line.strip() for line in file.read_text(encoding="utf-8").split("\n"))
    return [part for part in text.strip().split("\n\n") if part]
