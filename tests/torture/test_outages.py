"""The database gone and disks full in the middle of a send: nothing known is lost, nobody is mailed twice."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.databases import programs, server
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
from tests.torture.processes import Nursery, Sink

PEOPLE = 3000
SECONDS = 0.5


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
