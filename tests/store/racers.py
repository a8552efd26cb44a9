"""What the processes of the race tests do: each opens the database by its URL, as a real one would."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from digest.errors import Busy
from digest.models import DeliveryStatus, Edition, Outcome
from digest.store.articles import Archive
from digest.store.database import open_database
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from digest.store.migrations import migrate
from tests.store.rooms import TODAY, article, edition, harvest, want


def add_edition(url: str, subject: str, start: float) -> tuple[int | None, str]:
    with opened(url, start) as engine:
        there = Editions(engine).add(edition(subject=subject))
        return there.id, there.subject


def open_list(url: str, people: int, start: float) -> int:
    with opened(url, start) as engine:
        return Ledger(engine).open(found(engine), range(1, people + 1))


def send_all(url: str, claim: int, start: float) -> list[int]:
    """Claim and settle until nobody waits: the subscriptions this process sent to."""
    sent: list[int] = []
    with opened(url, start) as engine:
        ledger, this, settled = Ledger(engine), found(engine), list[Outcome]()
        while claimed := ledger.turn(this, settled, want(claim)):
            sent += [one.subscription for one in claimed]
            settled = [Outcome(one.id, DeliveryStatus.SENT, "250 ok") for one in claimed]
        ledger.turn(this, settled, want(0))
    return sent


def send_slowly(url: str, claim: int) -> None:
    """Claim and settle for ever, saying each claim on a line of its own before it is settled."""
    with opened(url, 0) as engine:
        ledger, this, settled = Ledger(engine), found(engine), list[Outcome]()
        while claimed := ledger.turn(this, settled, want(claim)):
            print(*[one.subscription for one in claimed], flush=True)
            time.sleep(0.002)
            settled = [Outcome(one.id, DeliveryStatus.SENT, "250 ok") for one in claimed]


def hold_lock(url: str, name: str) -> None:
    """Hold a lock until killed, saying the process's number once it is held."""
    with opened(url, 0) as engine, Locks(engine).hold(name):
        print(os.getpid(), flush=True)
        time.sleep(60)


def try_lock(url: str, name: str, start: float) -> bool:
    """Was the lock ours? Whoever gets it keeps it until all have asked."""
    with opened(url, start) as engine:
        try:
            with Locks(engine).hold(name):
                time.sleep(0.3)
        except Busy:
            return False
        return True


def first_run(url: str, start: float) -> None:
    wait_until(start)
    engine = open_database(url)
    migrate(engine)
    engine.dispose()


def keep_articles(url: str, number: int, start: float) -> int:
    with opened(url, start) as engine:
        return Archive(engine).keep(harvest(*[article(n) for n in range(number)]))


@contextmanager
def opened(url: str, start: float) -> Iterator[Engine]:
    engine = open_database(url)
    wait_until(start)
    yield engine
    engine.dispose()


def found(engine: Engine) -> Edition:
    there = Editions(engine).find("morning", TODAY)
    assert there
    return there


def wait_until(start: float) -> None:
    time.sleep(max(0, start - time.time()))
