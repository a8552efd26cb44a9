"""The child process: what it says, and how it dies without anybody else noticing."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.errors import SourceIll
from digest.sources.parsing import Parser
from tests.sources.feeds import JSON, RSS, rss

# Feedparser needs minutes for so many attributes: https://github.com/kurtmckee/feedparser, tried in 2026.
BOMB = b"<rss><channel><item " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b"><title>t</item>"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


@pytest.fixture
def hasty() -> Iterator[Parser]:
    with Parser(seconds=1, children=1) as parser:
        yield parser


def test_entries_come_back_as_they_were_read(parser: Parser) -> None:
    reading = parser.feed(RSS, "application/rss+xml")
    assert (reading.title, reading.language) == ("The Slate", "en")
    assert reading.entries[0].title == "Quarry at Eastmoor to close & be flooded"
    assert reading.entries[0].published is not None
    assert reading.entries[0].published.isoformat() == "2031-05-06T05:30:00+00:00"
    assert parser.feed(JSON).entries[1].published is None


def test_a_page_comes_back_as_text(parser: Parser) -> None:
    paragraphs = "".join(
        f"<p>Sentence number {n} of the story about the quarry at Eastmoor.</p>" for n in range(9)
    )
    page = f"<html><body><nav>Home</nav><article><h1>Quarry</h1>{paragraphs}</article></body></html>"
    said = parser.page(page.encode(), "text/html; charset=utf-8")
    assert said.title == "Quarry"
    assert said.text.splitlines()[0] == "Sentence number 0 of the story about the quarry at Eastmoor."
    assert "Home" not in said.text


def test_what_is_no_feed_says_why(parser: Parser) -> None:
    with pytest.raises(SourceIll, match="is a web page, not a feed"):
        parser.feed(b"<!DOCTYPE html><p>Hello")
    with pytest.raises(SourceIll, match="page has no article text"):
        parser.page(b"<html></html>")


def test_a_feed_that_takes_too_long_is_stopped_and_the_next_is_read(hasty: Parser) -> None:
    with pytest.raises(SourceIll, match="needed more than 1 s to read"):
        hasty.feed(BOMB)
    assert len(hasty.feed(RSS).entries) == 2


def test_a_feed_that_needs_too_much_memory_is_stopped_and_the_next_is_read() -> None:
    with Parser(memory=120 * 2**20, children=1) as parser:
        with pytest.raises(SourceIll, match="needed more than 120 MB to read"):
            parser.feed(b'{"items": [' + b'{"a": 1},' * 500_000 + b"{}]}")
        assert len(parser.feed(RSS).entries) == 2


def test_a_child_that_dies_is_that_feeds_illness_alone(hasty: Parser) -> None:
    hasty.feed(RSS)
    os.kill(hasty._idle[0]._process.pid, signal.SIGSEGV)
    with pytest.raises(SourceIll, match="it broke the parser"):
        hasty.feed(RSS)
    assert len(hasty.feed(RSS).entries) == 2


def test_a_child_serves_many_feeds(hasty: Parser) -> None:
    hasty.feed(RSS)
    first = hasty._idle[0]._process.pid
    for _ in range(20):
        hasty.feed(RSS)
    assert hasty._idle[0]._process.pid == first


def test_a_child_of_a_big_process_serves_many_feeds_too(hasty: Parser) -> None:
    """Linux hands the size of the parent on to its children's account."""
    ballast = bytearray(400 * 2**20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    hasty.feed(RSS)
    del ballast
    assert len(hasty._idle) == 1


def test_time_is_counted_for_each_feed_anew() -> None:
    heavy = rss(*[f"<title>{n}</title><title>again</title>" for n in range(1500)])
    with Parser(seconds=2, children=1) as parser:
        for _ in range(12):
            assert parser.feed(heavy).entries


def test_threads_share_the_children(parser: Parser) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(parser.feed(RSS).entries))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 12
    assert len(parser._idle) <= parser.children


def test_the_child_knows_none_of_our_secrets(hasty: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "canary")
    hasty.feed(RSS)
    environment = Path(f"/proc/{hasty._idle[0]._process.pid}/environ")
    if not environment.exists():
        pytest.skip("this system does not show the environment of a process")
    assert b"canary" not in environment.read_bytes()


def test_a_closed_parser_starts_anew(hasty: Parser) -> None:
    hasty.feed(RSS)
    child = hasty._idle[0]._process
    hasty.close()
    assert child.poll() is not None
    assert len(hasty.feed(RSS).entries) == 2
