"""Several processes at once, and processes that are killed: nobody twice, nobody lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from digest.errors import Busy
from digest.models import DeliveryStatus, Tally
from digest.store.articles import Archive
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from tests.databases import url_of
from tests.store import racers
from tests.store.rooms import NOW, edition

CHECKOUT = Path(__file__).resolve().parents[2]


def together(pool: ProcessPoolExecutor, what: Callable[..., Any], *given: object) -> list[Any]:
    """What four processes answer that do this at the same moment."""
    start = time.time() + 0.15
    return [each.result(60) for each in [pool.submit(what, *given, start) for _ in range(4)]]


def test_four_processes_that_add_the_same_edition_get_the_same_one(
    database: Engine, processes: ProcessPoolExecutor
) -> None:
    start = time.time() + 0.15
    wishes = [processes.submit(racers.add_edition, url_of(database), f"from {n}", start) for n in range(4)]
    assert len({wish.result(60) for wish in wishes}) == 1
    assert len(Editions(database).all("morning")) == 1


def test_four_processes_that_open_the_list_freeze_it_once(
    database: Engine, processes: ProcessPoolExecutor
) -> None:
    this = Editions(database).add(edition())
    assert together(processes, racers.open_list, url_of(database), 3000) == [3000] * 4
    assert Ledger(database).tally(this) == Tally(waiting=3000)


@pytest.mark.parametrize("claim", [1, 7])
def test_four_processes_that_send_reach_each_person_once(
    database: Engine, processes: ProcessPoolExecutor, claim: int
) -> None:
    this = Editions(database).add(edition())
    Ledger(database).open(this, range(1, 201))
    sent = together(processes, racers.send_all, url_of(database), claim)
    assert sorted(one for each in sent for one in each) == list(range(1, 201))
    assert Ledger(database).tally(this) == Tally(sent=200)


def test_four_processes_that_keep_the_same_harvest_keep_each_article_once(
    database: Engine, processes: ProcessPoolExecutor
) -> None:
    assert sum(together(processes, racers.keep_articles, url_of(database), 50)) == 50
    assert len(Archive(database).articles(["courier"], NOW.replace(year=2000))) == 50


def test_a_first_run_of_four_processes_makes_one_database(
    database_url: str, processes: ProcessPoolExecutor
) -> None:
    assert together(processes, racers.first_run, database_url) == [None] * 4
    assert racers.add_edition(database_url, "It works", 0) == (1, "It works")


def test_of_four_processes_one_gets_the_lock(database: Engine, processes: ProcessPoolExecutor) -> None:
    assert sorted(together(processes, racers.try_lock, url_of(database), "publish")) == [
        False,
        False,
        False,
        True,
    ]


def test_a_process_killed_while_sending_leaves_at_most_its_claim_uncertain(database: Engine) -> None:
    this, ledger = Editions(database).add(edition()), Ledger(database)
    ledger.open(this, range(1, 1001))
    claimed: list[int] = []
    for claim in (1, 5):
        child = started("send_slowly", url_of(database), claim)
        claimed += [int(word) for _ in range(10) for word in child.stdout.readline().split()]
        child.kill()
        claimed += [int(word) for word in child.communicate()[0].split()]
        assert ledger.strand(this, NOW) <= claim
    assert len(claimed) == len(set(claimed))
    tally = ledger.tally(this)
    assert tally.sending == 0
    assert tally.listed == 1000
    # What the child claimed is sent or uncertain; a claim may be stored and its saying cut off.
    reached = {one.subscription for status in ("sent", "uncertain") for one in ledger.listing(this, status)}
    assert set(claimed) <= reached
    assert len(reached) - len(claimed) <= 6
    assert ledger.release(this) == tally.uncertain
    assert ledger.tally(this) == Tally(waiting=1000 - tally.sent, sent=tally.sent)
    assert {one.status for one in ledger.listing(this, "sent")} <= {DeliveryStatus.SENT}


def test_the_lock_of_a_killed_process_is_free(database: Engine) -> None:
    locks = Locks(database)
    child = started("hold_lock", url_of(database), "publish morning/2026-08-13")
    pid = child.stdout.readline().strip().decode()
    with pytest.raises(Busy, match=f"publish morning/2026-08-13 is under way in another process .*{pid}"):
        locks.hold("publish morning/2026-08-13").__enter__()
    with locks.hold("another work"):
        pass
    child.send_signal(signal.SIGKILL)
    child.communicate()
    deadline = time.monotonic() + 10
    while True:
        try:
            with locks.hold("publish morning/2026-08-13"):
                return
        except Busy:  # PostgreSQL's server takes a moment to see that its client is gone
            assert time.monotonic() < deadline
            time.sleep(0.02)


def started(what: str, *given: object) -> subprocess.Popen[bytes]:
    """A process of its own that does this until it is killed."""
    said = f"from tests.store import racers; racers.{what}(*{given!r})"
    return subprocess.Popen([sys.executable, "-c", said], stdout=subprocess.PIPE, cwd=CHECKOUT)
