"""What the benchmarks of delivery share: databases, a newsroom, and a mailer that costs nothing."""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select

from digest.models import DeliveryStatus, Edition, Message, Outcome, Rules
from digest.newsroom import Newsroom, Progress
from digest.store.database import open_database
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from digest.store.migrations import migrate
from subscribers.store import People
from subscribers.tables import subscribers, subscriptions
from subscribers.tokens import Signer
from tests.databases import programs, server
from tests.rendering.editions import NEWSLETTER, edition

STORIES = 24  # a message of about 20 kB
CHUNK = 10_000
KEY = b"a benchmark's key of 32 bytes or"


class Clock:
    """The machine's clock; nobody asks to stop, and nothing is waited for."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        raise AssertionError(f"the send waits {seconds} s")

    def stopping(self) -> bool:
        return False


@dataclass
class Null:
    """Takes everything at once, for nothing."""

    name: str = "null"
    at_once: int = 10
    taken: int = 0

    def __enter__(self) -> Null:
        return self

    def __exit__(self, *failure: object) -> None: ...

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        for message in feed:
            if message is not None:
                self.taken += 1
                yield Outcome(message.delivery, DeliveryStatus.SENT, "250 ok", f"null-{message.delivery}")

    def check(self) -> None: ...


@contextmanager
def databases() -> Iterator[Iterator[tuple[str, str]]]:
    """(name, URL) of an empty SQLite file, and of a durable PostgreSQL where its server is on the machine."""
    with tempfile.TemporaryDirectory() as folder:

        def each() -> Iterator[tuple[str, str]]:
            yield "SQLite", f"sqlite:///{folder}/digest.db"
            if programs() is None:
                print("PostgreSQL is not on this machine: not measured", file=sys.stderr)
                return
            with server(durable=True) as running:
                yield "PostgreSQL", running.create()

        yield each()


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """The database of this URL, brought to shape."""
    engine = open_database(url)
    migrate(engine)
    yield engine
    engine.dispose()


def newsroom(engine: Engine, mailer: Any) -> Newsroom:
    """As much of a newsroom as it takes to send."""
    nobody: Any = None
    return Newsroom(
        newsletter=NEWSLETTER,
        rules=Rules(),
        origins={},
        collector=nobody,
        summariser=nobody,
        mailers=(mailer,),
        archive=nobody,
        editions=Editions(engine),
        ledger=Ledger(engine),
        people=People(engine, KEY),
        locks=Locks(engine),
        signer=Signer([KEY]),
        corrections=nobody,
        notices=nobody,
        configuration=nobody,
    )


def approved(room: Newsroom) -> Edition:
    """Today's edition of an ordinary day, approved."""
    now = datetime.now(UTC)
    last = room.editions.latest(NEWSLETTER.key)
    day = last.day.replace(year=last.day.year + 1) if last else now.date()
    there = room.editions.add(_made(day, now))
    return room.editions.save(there.approved("benchmark", now))


def _made(day: date, now: datetime) -> Edition:
    return replace(edition(STORIES), newsletter=NEWSLETTER.key, day=day, created=now)


def people(engine: Engine, number: int) -> None:
    """So many subscribers, more quickly than by the door; those that are there count."""
    with engine.begin() as connection:
        there = connection.scalar(select(func.count()).select_from(subscribers))
        for start in range(there + 1, number + 1, CHUNK):
            ids = range(start, min(start + CHUNK, number + 1))
            connection.execute(insert(subscribers), [_person(n) for n in ids])
            connection.execute(insert(subscriptions), [_subscription(n) for n in ids])


def _person(number: int) -> dict[str, Any]:
    address = f"reader{number}@inbox{number % 50}.example.org"
    return {
        "id": number,
        "address": address,
        "folded": address,
        "name": "",
        "health": "good",
        "membership": "none",
        "created": datetime.now(UTC),
    }


def _subscription(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "subscriber": number,
        "newsletter": NEWSLETTER.key,
        "consent": "given",
        "consented": datetime.now(UTC),
        "evidence": "a benchmark",
        "format": "full",
        "zone": "",
        "language": "",
    }


def heard(_: Progress) -> None:
    """Progress that nobody watches."""


def memory() -> float:
    """The most resident memory of this process so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 if sys.platform != "darwin" else 1024 * 1024)
