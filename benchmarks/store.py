"""How fast the store is: `python -m benchmarks.store [URL] [--people N]`; without a URL on SQLite.

Opens the deliveries of an edition for a million people, then turns them over one by one and by the
hundred. Prints seconds, rates, and the most memory that was used.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from digest.models import DeliveryStatus, Edition, Outcome
from digest.store.database import open_database
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.migrations import migrate
from subscribers.models import Registration
from subscribers.store import People

NOW = datetime(2026, 8, 13, 4, 30, tzinfo=UTC)
CHUNK = 5000


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("url", nargs="?")
    wish.add_argument("--people", type=int, default=1_000_000)
    wish.add_argument("--seconds", type=float, default=5, help="how long each kind of turn is measured")
    given = wish.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.url or f"sqlite:///{folder}/digest.db", given.people, given.seconds)


def measure(url: str, number: int, seconds: float) -> None:
    engine = open_database(url)
    migrate(engine)
    print(f"{engine.dialect.name}, {number:,} people", flush=True)
    people, ledger = People(engine, b"benchmark key of 32 bytes length"), Ledger(engine)
    with measured(f"enter {number:,} people, {CHUNK:,} to a transaction", number):
        for start in range(0, number, CHUNK):
            numbers = range(start, min(start + CHUNK, number))
            people.enter([Registration(f"reader{n}@example.org", "bench") for n in numbers], NOW)
    edition = Editions(engine).add(Edition("bench", date(2026, 8, 13), "s", "p", (), NOW))
    with measured("read who is mailable", number):
        assert sum(1 for _ in people.mailable("bench")) == number
    with measured("open the deliveries (reading who is mailable included)", number):
        assert ledger.open(edition, people.mailable("bench")) == number
    tomorrow = Editions(engine).add(Edition("bench", NOW.date() + timedelta(days=1), "s", "p", (), NOW))
    with measured("open the deliveries (ids from memory)", number):
        assert ledger.open(tomorrow, iter(range(1, number + 1))) == number
    with measured("tally", number):
        ledger.tally(edition)
    for claim in (1, 100):
        turn(ledger, edition, claim, seconds)
    engine.dispose()


def turn(ledger: Ledger, edition: Edition, claim: int, seconds: float) -> None:
    """Claim and settle for this long; the rate in deliveries, each settled durably before it counts."""
    settled: list[Outcome] = []
    done, turns, start = 0, 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        claimed = ledger.turn(edition, settled, claim)
        done, turns = done + len(settled), turns + 1
        settled = [Outcome(one.id, DeliveryStatus.SENT, "250 ok") for one in claimed]
        if not claimed:
            break
    ledger.turn(edition, settled, 0)
    took = time.perf_counter() - start
    print(
        f"  turn, claim={claim}: {turns / took:,.0f} turns/s, {done / took:,.0f} deliveries/s; {memory()}",
        flush=True,
    )


@contextmanager
def measured(what: str, number: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    took = time.perf_counter() - start
    print(f"  {what}: {took:.1f} s, {number / took:,.0f}/s; {memory()}", flush=True)


def memory() -> str:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"at most {most / (1024 if sys.platform != 'darwin' else 1024 * 1024):.0f} MB"


if __name__ == "__main__":
    main()
