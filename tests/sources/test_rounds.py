"""The round: together, politely, and without one source disturbing another."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from digest.errors import Blocked, SourceIll
from digest.models import Condition, Harvest, Origin
from digest.sources.feed import Feed
from digest.sources.health import well
from digest.sources.parsing import Parser
from digest.sources.rounds import Rounds
from tests.sources.contract import NOW
from tests.sources.fake import FakeSource
from tests.sources.feeds import RSS
from tests.sources.web import Reply, Web, drip, fetcher


def rounds(*sources: Any, **options: Any) -> Rounds:
    return Rounds(sources, fetcher(), Parser(), **{"pause": 0.0, **options})


def source(key: str, url: str = "", **options: Any) -> FakeSource:
    return FakeSource(Origin(key, key.title()), url or f"https://{key}.example/feed", **options)


@dataclass
class Slow:
    """A source that takes its time, and notes when it was asked."""

    origin: Origin
    url: str
    diary: list[tuple[str, float, float]]
    seconds: float = 0.05

    def harvest(self, condition: Condition, now: datetime) -> Harvest:
        began = time.monotonic()
        time.sleep(self.seconds)
        self.diary.append((self.url, began, time.monotonic()))
        return Harvest(self.origin.key, (), well(condition, now))


def slow(diary: list[tuple[str, float, float]], *urls: str) -> list[Slow]:
    return [Slow(Origin(f"{n}", f"{n}"), url, diary) for n, url in enumerate(urls)]


def overlap(diary: list[tuple[str, float, float]]) -> bool:
    visits = sorted(diary, key=lambda visit: visit[1])
    return any(later[1] < earlier[2] for earlier, later in pairwise(visits))


def test_every_source_is_visited_once() -> None:
    sources = [source(f"outlet{n}") for n in range(40)]
    harvests = list(rounds(*sources).visit({}, NOW))
    assert sorted(harvest.source for harvest in harvests) == sorted(one.origin.key for one in sources)
    assert {one.visits for one in sources} == {1}


def test_an_ill_source_disturbs_no_other() -> None:
    harvests = list(
        rounds(source("a"), source("b", failure=SourceIll("answered 500")), source("c")).visit({}, NOW)
    )
    assert {harvest.source: harvest.condition.ill for harvest in harvests} == {
        "a": "",
        "b": "answered 500",
        "c": "",
    }


def test_a_bug_in_a_plug_is_its_sources_illness() -> None:
    (harvest,) = rounds(source("a", failure=TypeError("canary"))).visit({"a": Condition(failures=2)}, NOW)
    assert harvest.condition.ill == "its plug failed: TypeError"
    assert harvest.condition.failures == 3


def test_retired_and_resting_sources_are_passed_over() -> None:
    conditions = {
        "gone": Condition(retired=True),
        "resting": Condition(not_before=NOW + timedelta(minutes=1)),
        "rested": Condition(not_before=NOW - timedelta(minutes=1)),
    }
    harvests = rounds(source("gone"), source("resting"), source("rested"), source("new")).visit(
        conditions, NOW
    )
    assert sorted(harvest.source for harvest in harvests) == ["new", "rested"]


def test_the_stored_condition_reaches_its_source() -> None:
    (harvest,) = rounds(source("a")).visit({"a": Condition(etag="x")}, NOW)
    assert harvest.condition.etag == "x"


def test_no_sources_is_an_empty_round() -> None:
    assert list(rounds().visit({}, NOW)) == []


def test_hosts_are_visited_together() -> None:
    diary: list[tuple[str, float, float]] = []
    list(rounds(*slow(diary, *[f"https://{n}.example/" for n in range(8)])).visit({}, NOW))
    assert overlap(diary)


def test_one_host_is_visited_one_at_a_time_with_a_pause() -> None:
    diary: list[tuple[str, float, float]] = []
    urls = [f"https://slate.example/{n}" for n in range(4)]
    list(rounds(*slow(diary, *urls), pause=0.05).visit({}, NOW))
    visits = sorted(diary, key=lambda visit: visit[1])
    assert all(later[1] - earlier[2] >= 0.045 for earlier, later in pairwise(visits))


def test_a_moved_source_counts_for_the_host_it_moved_to() -> None:
    diary: list[tuple[str, float, float]] = []
    sources = slow(diary, "https://a.example/", "https://b.example/")
    conditions = {
        one.origin.key: Condition(moved_to=f"https://c.example/{one.origin.key}") for one in sources
    }
    list(rounds(*sources).visit(conditions, NOW))
    assert not overlap(diary)


def test_our_own_hosts_need_no_politeness() -> None:
    diary: list[tuple[str, float, float]] = []
    list(rounds(*slow(diary, *[f"http://127.0.0.1/{n}" for n in range(8)]), pause=60).visit({}, NOW))
    assert overlap(diary)


def test_no_more_workers_than_asked_for() -> None:
    diary: list[tuple[str, float, float]] = []
    list(rounds(*slow(diary, *[f"https://{n}.example/" for n in range(4)]), workers=1).visit({}, NOW))
    assert not overlap(diary)


def test_harvests_come_as_they_are_brought_in() -> None:
    quick, late = slow([], "https://a.example/", "https://b.example/")
    quick.seconds, late.seconds = 0.0, 20.0
    began = time.monotonic()
    visit = rounds(late, quick).visit({}, NOW)
    assert next(visit).source == quick.origin.key
    assert time.monotonic() - began < 15
    visit.close()


def test_who_stops_listening_ends_the_round() -> None:
    diary: list[tuple[str, float, float]] = []
    visit = rounds(*slow(diary, *[f"https://{n}.example/" for n in range(50)]), workers=2).visit({}, NOW)
    next(visit)
    visit.close()
    time.sleep(0.2)
    assert len(diary) < 10


def test_an_interrupt_ends_the_program_at_once() -> None:
    program = """
import os, signal, threading, time
from datetime import UTC, datetime
from digest.models import Origin
from digest.sources.rounds import Rounds
class Stuck:
    origin, url = Origin("a", "A"), "https://a.example/"
    def harvest(self, condition, now):
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        time.sleep(60)
class Client:
    allow_networks = ()
try:
    list(Rounds([Stuck()], Client(), None).visit({}, datetime.now(UTC)))
except KeyboardInterrupt:
    print("interrupted")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20)
    assert ended.stdout == "interrupted\n"


# ------------------------------------------------------------------ the real thing


@dataclass
class Peak:
    """How many were at it at once, at the most."""

    most: int = 0
    now: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.now -= 1


def test_good_slow_and_hostile_feeds_together(web: Web) -> None:
    bomb = (
        b"<rss><channel><item "
        + b" ".join(b'a%d="x"' % n for n in range(60_000))
        + b"><title>t</title></item>"
    )
    web.pages |= {f"/{n}": Reply(RSS) for n in range(20)}
    web.pages |= {"/slow": drip(b"HTTP/1.1 200 OK\r\n\r\n", b"<"), "/bomb": Reply(bomb)}
    # Limits a good feed keeps on a busy machine too: the slow one never ends, the bomb takes twenty seconds.
    with fetcher(deadline=5) as client, Parser(seconds=3) as parser:
        sources = [Feed(Origin(path, path), web.url(path), client, parser) for path in web.pages]
        harvests = {harvest.source: harvest for harvest in Rounds(sources, client, parser).visit({}, NOW)}
    assert harvests.pop("/slow").condition.ill == "timed out after 5 s"
    assert harvests.pop("/bomb").condition.ill == "needed more than 3 s to read"
    assert [len(harvest.articles) for harvest in harvests.values()] == [2] * 20


def test_a_page_is_fetched_and_read(web: Web) -> None:
    text = "".join(
        f"<p>Sentence {n} about the quarry, which closes on Friday after all.</p>" for n in range(9)
    )
    web.pages["/story"] = Reply(f"<article><h1>Quarry</h1>{text}</article>".encode())
    web.pages["/empty"] = Reply(b"<html></html>")
    with fetcher() as client, Parser() as parser:
        one = Rounds([], client, parser)
        assert one.page(web.url("/story")).text.count("quarry") == 9
        with pytest.raises(SourceIll, match="page has no article text"):
            one.page(web.url("/empty"))
        with pytest.raises(SourceIll, match="answered 404"):
            one.page(web.url("/lost"))
        with pytest.raises(Blocked):
            one.page("http://10.0.0.1/")


def test_pages_of_one_host_are_fetched_one_at_a_time() -> None:
    peak = Peak()

    class Client:
        allow_networks = ()

        def get(self, url: str) -> Any:
            with peak:
                time.sleep(0.02)
                raise SourceIll("answered 404")

    one: Any = Rounds([], Client(), Parser(), pause=0.0)  # type: ignore[arg-type]  # a client that only counts

    def ask(n: int) -> None:
        with pytest.raises(SourceIll):
            one.page(f"https://slate.example/{n}")

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert peak.most == 1
