"""The round: all sources visited together, many hosts at once and each host politely."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from time import monotonic, sleep
from typing import Protocol
from urllib.parse import urlsplit

from digest.models import Condition, Harvest, Offer, Origin, Page
from digest.sources.addresses import opened
from digest.sources.feed import Feed
from digest.sources.fetch import Fetcher
from digest.sources.health import due, ill
from digest.sources.parsing import Parser


class Plug(Protocol):
    """What the round needs of a source."""

    @property
    def origin(self) -> Origin: ...

    @property
    def url(self) -> str: ...

    def harvest(self, condition: Condition, now: datetime) -> Harvest: ...


@dataclass
class Rounds:
    """Visits sources with so many `workers` at once, but one at a time per host, `pause` seconds apart.

    Hosts written as addresses inside the fetcher's `allow_networks` are our own, and need no politeness.
    """

    sources: Sequence[Plug]
    fetcher: Fetcher
    parser: Parser
    workers: int = 16
    pause: float = 0.2
    _turns: dict[str, _Turn] = field(init=False, repr=False, default_factory=dict)

    def visit(self, conditions: Mapping[str, Condition], now: datetime) -> Iterator[Harvest]:
        """Visit every source that is due and yield each harvest as it comes in.

        A source that is retired or pausing is passed over: its stored condition still says why. A plug that
        fails by a bug of its own gives an ill harvest. Ends at once when the caller stops listening.
        """
        tasks, harvests, stop = SimpleQueue[list[Plug]](), SimpleQueue[Harvest](), threading.Event()
        hosts = self._by_host(conditions, now)
        for group in sorted(hosts, key=len, reverse=True):
            tasks.put(group)

        def work() -> None:
            for source in _each(tasks, stop):
                harvests.put(self._harvest(source, conditions, now))

        for _ in range(min(self.workers, len(hosts))):
            # daemons: whoever interrupts the program need not wait for the slowest server
            threading.Thread(target=work, daemon=True, name="visit").start()
        try:
            for _ in range(sum(map(len, hosts))):
                yield harvests.get()
        finally:
            stop.set()

    def page(self, url: str) -> Page:
        """What an article page says, as plain text. Raises SourceIll or Blocked."""
        with self._polite(url):
            response = self.fetcher.get(url)
        return self.parser.page(response.body, response.headers.get("Content-Type", ""))

    def offer(self, url: str, now: datetime) -> Offer:
        """What a feed at this address gives, none of our sources yet. Raises SourceIll or Blocked."""
        with self._polite(url):
            return Feed(Origin("offer", ""), url, self.fetcher, self.parser).offer(now)

    def _by_host(self, conditions: Mapping[str, Condition], now: datetime) -> list[list[Plug]]:
        """The sources that are due, those of one host together; each of our own hosts' alone."""
        groups: dict[str, list[Plug]] = defaultdict(list)
        for source in self.sources:
            condition = conditions.get(source.origin.key, Condition())
            if due(condition, now):
                host = self._host(condition.moved_to or source.url)
                groups[host or f"own {source.origin.key}"].append(source)
        return list(groups.values())

    def _harvest(self, source: Plug, conditions: Mapping[str, Condition], now: datetime) -> Harvest:
        key = source.origin.key
        condition = conditions.get(key, Condition())
        try:
            with self._polite(condition.moved_to or source.url):
                return source.harvest(condition, now)
        except Exception as error:  # noqa: BLE001  (a plug is anybody's code: its bug is its source's illness)
            fault = RuntimeError(f"its plug failed: {type(error).__name__}")
            return Harvest(key, (), ill(condition, now, fault))

    @contextmanager
    def _polite(self, url: str) -> Iterator[None]:
        """Alone with the host, and no sooner than the pause after the last time."""
        host = self._host(url)
        if not host:
            yield
            return
        turn = self._turns.setdefault(host, _Turn())
        with turn.lock:
            sleep(max(turn.ended + self.pause - monotonic(), 0.0))
            try:
                yield
            finally:
                turn.ended = monotonic()

    def _host(self, url: str) -> str:
        """The host to be polite to; empty for one of our own."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return ""
        return "" if opened(host, self.fetcher.allow_networks) else host


@dataclass
class _Turn:
    """One host's queue: who holds the lock speaks with it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: float = float("-inf")


def _each(tasks: SimpleQueue[list[Plug]], stop: threading.Event) -> Iterator[Plug]:
    """The sources of one group after the other, until none is left or someone says stop."""
    while not stop.is_set():
        try:
            group = tasks.get_nowait()
        except Empty:
            return
        for source in group:
            if stop.is_set():
                return
            yield source
