"""How fast one leaves in a rush: `python -m benchmarks.leaving [--people N]`, on SQLite.

`digest serve` as it is run, a second process that opens, claims and settles deliveries in the same file
without a pause, and mailbox providers that all post their one click at once, each on a connection of its
own. Prints how long they waited, and what the ledger did before and during the rush. Exit code 1 unless
everyone was answered 200 within a provider's patience, and left.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from urllib.parse import urlsplit

from digest.models import DeliveryStatus, Edition, Outcome
from digest.settings import load, shipped_config
from digest.store.database import open_database
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.migrations import migrate
from digest.wiring.keys import token_keys
from subscribers.models import Consent, Registration
from subscribers.store import People
from subscribers.tokens import Signer

NOW = datetime(2026, 8, 13, 4, 30, tzinfo=UTC)
PATIENCE = 10.0  # seconds that a mailbox provider waits
QUIET = 3.0  # seconds of the ledger alone, for comparison
LISTED = 20_000  # people on the list of each edition that the ledger sends meanwhile
CLAIM = 100
SPAWN = multiprocessing.get_context("spawn")
BODY = b"List-Unsubscribe=One-Click"


@dataclass(frozen=True, slots=True)
class Click:
    """One provider's click: when it came, how long it took, and the status that answered."""

    at: float
    seconds: float
    status: int


def main() -> int:
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--people", type=int, default=500)
    given = wish.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url, signer = installed(folder, max(given.people, LISTED))
        turns: Synchronized[int] = SPAWN.Value("L", 0)
        with sending(url, turns), serving(folder) as address:
            quiet = rate(turns)
            before = turns.value
            start = time.perf_counter()
            clicks = asyncio.run(rush(address, [signer.token("leave", n + 1) for n in range(given.people)]))
            took = time.perf_counter() - start
            busy = (turns.value - before) / took
        report(clicks, took, quiet, busy)
        left = count_left(url, given.people)
    print(f"  left in the database: {left:,} of {given.people:,}")
    patient = all(click.status == 200 and click.seconds <= PATIENCE for click in clicks)
    return 0 if patient and left == given.people else 1


def installed(folder: Path, people: int) -> tuple[str, Signer]:
    """A folder as `digest init` leaves it, with this many readers."""
    (folder / "config.toml").write_text(shipped_config().read_text("utf-8"), encoding="utf-8")
    settings = load(folder / "config.toml")
    keys = token_keys(settings)
    engine = open_database(settings.database)
    migrate(engine)
    key = settings.newsletter.key
    People(engine, keys[-1]).enter([Registration(f"r{n}@example.org", key) for n in range(people)], NOW)
    engine.dispose()
    return settings.database, Signer(keys)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`digest serve` in a process of its own; its address."""
    command = [sys.executable, "-m", "digest", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield next(word for word in server.stdout.readline().split() if word.startswith("http://"))
        server.send_signal(signal.SIGTERM)


@contextmanager
def sending(url: str, turns: Synchronized[int]) -> Iterator[None]:
    """A ledger at work in a process of its own, until the end of the block."""
    writer = SPAWN.Process(target=send, args=(url, turns), daemon=True)
    writer.start()
    while not turns.value:
        time.sleep(0.05)
    yield
    writer.terminate()
    writer.join()


def send(url: str, turns: Synchronized[int]) -> None:
    """Claim and settle, edition after edition, as fast as the disk allows."""
    engine = open_database(url)
    ledger, editions = Ledger(engine), Editions(engine)
    for day in range(10_000):
        edition = editions.add(Edition("bench", NOW.date() + timedelta(days=day), "s", "p", (), NOW))
        ledger.open(edition, range(1, LISTED + 1))
        settled: list[Outcome] = []
        while claimed := ledger.turn(edition, settled, CLAIM):
            settled = [Outcome(one.id, DeliveryStatus.SENT, "250 ok") for one in claimed]
            turns.value += 1


def rate(turns: Synchronized[int]) -> float:
    """Turns a second of the ledger alone."""
    before = turns.value
    time.sleep(QUIET)
    return (turns.value - before) / QUIET


async def rush(address: str, tokens: list[str]) -> list[Click]:
    return await asyncio.gather(*(click(address, token) for token in tokens))


async def click(address: str, token: str) -> Click:
    """Post the one click as RFC 8058 has it, and wait for the whole answer."""
    place = urlsplit(address)
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    head = (
        f"POST /leave/{token} HTTP/1.1\r\nHost: news.example.org\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    writer.write(head.encode() + BODY)
    answer = await reader.read()
    writer.close()
    end = time.perf_counter()
    return Click(end, end - start, int(answer.split(b" ", 2)[1]) if answer else 0)


def report(clicks: list[Click], took: float, quiet: float, busy: float) -> None:
    seconds = sorted(click.seconds for click in clicks)
    cuts = statistics.quantiles(seconds, n=100)
    answers = ", ".join(f"{many:,} x {status}" for status, many in Counter(c.status for c in clicks).items())
    print(f"{len(clicks):,} providers at once: {answers}")
    print(f"  waited: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, at most {seconds[-1]:.2f} s")
    print(f"  {len(clicks) / took:,.0f} answers/s; patience {PATIENCE:g} s")
    print(f"  the ledger's turns of {CLAIM}: {quiet:,.0f}/s alone, {busy:,.0f}/s during the rush")


def count_left(url: str, people: int) -> int:
    engine = open_database(url)
    there = People(engine, b"only for marks of the erased")
    left = sum(one.consent is Consent.LEFT for one in there.subscriptions(range(1, people + 1)).values())
    engine.dispose()
    return left


if __name__ == "__main__":
    sys.exit(main())
