"""The database gone and disks full in the middle of a send: nothing known is lost, nobody is mailed twice."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from digest.cli.clock import SystemClock
from digest.errors import Busy, StoreError
from digest.models import DeliveryStatus, Message, Outcome, Tally
from digest.pipeline import open_list, parts, publish
from tests.databases import programs, server
from tests.mailers.fake import FakeMailer
from tests.mailers.process import Serving
from tests.nursery import PATIENCE, Nursery
from tests.pipeline.room import heard
from tests.torture.conftest import Staging
from tests.torture.harness import Setting, Stage, Verdict
from tests.torture.outages import (
    BEGUN,
    IMPATIENT,
    KEPT,
    awaited,
    crashed,
    disk,
    full,
    locked,
    outage,
    underway,
)
from tests.torture.processes import Sink

PEOPLE = 3000
SECONDS = 0.5


@dataclass
class Patient:
    """A mailer that holds four messages, and has no answer for them until it is told."""

    name: str = "patient"
    at_once: int = 4
    full: threading.Event = field(default_factory=threading.Event)
    answers: threading.Event = field(default_factory=threading.Event)
    came: list[str] = field(default_factory=list)

    def __enter__(self) -> Patient:
        return self

    def __exit__(self, *failure: object) -> None: ...

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        held: list[Message] = []
        for message in feed:
            if message:
                held.append(message)
                self.came.append(message.recipient)
            if len(held) == self.at_once:
                self.full.set()
            if self.answers.is_set() and not message:
                yield from (Outcome(one.delivery, DeliveryStatus.SENT, "250 ok") for one in held)
                held.clear()
            elif not message:
                time.sleep(0.02)

    def check(self) -> None: ...

    @contextmanager
    def answered_at_last(self) -> Iterator[None]:
        """Whatever happens within: nobody waits for it afterwards."""
        try:
            yield
        finally:
            self.answers.set()


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of sixteen megabytes, mounted for this test."""
    mounted = disk(tmp_path / "disk", "16m")
    try:
        with mounted as folder:
            yield folder
    except PermissionError as failure:
        pytest.skip(f"no disk can be mounted by this user ({failure}): full disks were not tried")


def require_nothing_forgotten(verdict: Verdict) -> None:
    """Whoever has it is known to have it, and nobody is in doubt."""
    assert not verdict.uncertain
    assert verdict.tally.sent == len(verdict.copies) > BEGUN
    assert not verdict.tally.sending


def test_a_locked_sqlite_file_costs_nobody_anything(staging: Staging) -> None:
    """Locked for longer than its patience: the outcomes are kept until it is free, and then it ends."""
    stage = staging(Setting(people=PEOPLE, connections=4))
    verdict = outage(stage, locked(stage.file), SECONDS, constants=IMPATIENT)
    require_nothing_forgotten(verdict)

    stage.publish_until_done()
    stage.verdict().require_finished()


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not on this machine: its outage was not tried")
def test_a_postgresql_server_that_crashes_costs_nobody_anything(
    nursery: Nursery, sink: Sink, tmp_path: Path
) -> None:
    """Killed and started again: its lock is taken anew, and claims whose answer was lost are given back."""
    with server(durable=True) as cluster:
        stage = Stage(Setting("postgresql", people=PEOPLE, connections=4), tmp_path, nursery, sink, cluster)
        verdict = outage(stage, crashed(cluster), SECONDS)
        require_nothing_forgotten(verdict)

        stage.publish_until_done()
        stage.verdict().require_finished()


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not on this machine: its restart was not tried")
def test_a_restarted_postgresql_server_leaves_a_send_to_the_process_that_is_at_it(
    nursery: Nursery, serving: Serving, sink: Sink, tmp_path: Path
) -> None:
    """Its lock is free for a moment, and another publisher comes: nobody is called uncertain who is not."""
    with server(durable=True) as cluster:
        stage = Stage(Setting("postgresql", people=150, connections=2), tmp_path, nursery, sink, cluster)
        stage.begin(serving("dot=slow:4@100,101"))
        process = underway(stage, 99)
        with crashed(cluster):
            pass
        other = stage.publish(constants={"digest.store.locks.DOUBT_SECONDS": 300})

        assert process.ended() == 1, process.said()
        assert "what was sent is stored, and `digest publish` goes on" in process.said()
        assert other.ended() in (0, 1), other.said()
        stage.publish_until_done()
        verdict = stage.verdict()
        verdict.require_finished()
        assert verdict.tally.sent == 150


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not on this machine: its restart was not tried")
def test_a_part_is_not_taken_from_a_worker_that_lost_its_lock_with_the_server(
    nursery: Nursery, sink: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers, one part: the second waits until the first has its lock again, and lets the part go."""
    monkeypatch.setattr("digest.store.locks.DOUBT_SECONDS", 300.0)
    mailer, quick = Patient(), FakeMailer()
    with server(durable=True) as cluster, ThreadPoolExecutor() as threads:
        stage = Stage(Setting("postgresql", people=20), tmp_path, nursery, sink, cluster)
        stage.begin()
        with stage.room() as room, stage.room() as others, mailer.answered_at_last():
            edition = open_list(room, stage.edition(room), SystemClock())
            first, _ = parts(room, edition, 10)
            one, two = replace(room, mailers=(mailer,)), replace(others, mailers=(quick,))
            sending = threads.submit(publish, one, edition, SystemClock(), heard, first)
            assert mailer.full.wait(PATIENCE)
            with crashed(cluster):
                pass
            with pytest.raises(Busy):
                publish(two, edition, SystemClock(), heard, first)
            assert two.ledger.tally(edition, first) == Tally(waiting=2, sending=8)
            mailer.answers.set()
            with pytest.raises(StoreError, match="goes on"):
                sending.result(PATIENCE)

            assert two.ledger.tally(edition, first) == Tally(sent=4, waiting=6)
            assert publish(two, edition, SystemClock(), heard, first) == Tally(sent=10)
    assert len({*mailer.came, *quick.recipients}) == len(mailer.came) + len(quick.sent) == 10


def test_a_send_that_is_stopped_while_its_database_is_away_leaves_the_rest_in_doubt(staging: Staging) -> None:
    """It waits for nothing: what it could not store is uncertain, and nobody is mailed twice."""
    stage = staging(Setting(people=PEOPLE, connections=4))
    stage.begin()
    process = underway(stage, BEGUN, constants=IMPATIENT)
    with locked(stage.file):
        awaited(process, lambda: KEPT in process.said())
        process.tell(signal.SIGTERM)
        assert process.ended() == 1, process.said()
    stage.publish_until_done()
    verdict = stage.verdict()
    verdict.require_finished()
    assert len(verdict.uncertain) <= 4 * stage.setting.connections


def test_a_full_disk_under_the_database_costs_nobody_anything(
    nursery: Nursery, sink: Sink, tmp_path: Path, small_disk: Path
) -> None:
    """What cannot be written is kept until there is room."""
    stage = Stage(Setting(people=PEOPLE, connections=4), tmp_path, nursery, sink, disk=small_disk)
    require_nothing_forgotten(outage(stage, full(small_disk), SECONDS))

    stage.publish_until_done()
    stage.verdict().require_finished()


def test_a_full_disk_under_the_folder_of_mails_stops_the_send(
    nursery: Nursery, sink: Sink, tmp_path: Path, small_disk: Path
) -> None:
    """The folder takes no more: exit code 4, no half message, and the rest goes out when there is room."""
    stage = Stage(Setting(people=200, folder=True), tmp_path, nursery, sink, disk=small_disk)
    stage.begin()
    with full(small_disk, but=60 * 16 * 1024):
        process = stage.publish()
        assert process.ended() == 4, process.said()
        assert "takes no mail: No space left on device" in process.said()
        verdict = stage.verdict()
        verdict.require()
        assert 0 < verdict.tally.sent < 200
        assert not verdict.uncertain

    stage.publish_until_done()
    stage.verdict().require_finished()
