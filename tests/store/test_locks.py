"""Locks: one process at a time, Busy at once, and nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from digest.errors import Busy, StoreError
from digest.store.database import open_database
from digest.store.locks import DOUBT_SECONDS, Locks
from digest.store.migrations import migrate
from tests.databases import Cluster, programs, server, url_of
from tests.store.rooms import Stores


def test_a_held_lock_is_busy_at_once_and_says_what_is_under_way(stores: Stores) -> None:
    with stores.locks.hold("publish-morning"):
        with pytest.raises(Busy, match="publish-morning is under way in another process"):
            stores.locks.hold("publish-morning").__enter__()
        with stores.locks.hold("run-morning"):
            pass


def test_a_lock_is_free_after_its_work_whether_it_failed_or_not(stores: Stores) -> None:
    with pytest.raises(ZeroDivisionError), stores.locks.hold("work"):
        raise ZeroDivisionError
    for _ in range(3):
        with stores.locks.hold("work"):
            pass


def test_asking_which_locks_are_held_takes_none(stores: Stores) -> None:
    names = ["work", "shared work", "no work"]
    with stores.locks.hold("work"), stores.locks.hold("shared work", shared=True):
        for _ in range(2):
            assert stores.locks.held(names) == {"work", "shared work"}
        with stores.locks.hold("shared work", shared=True):
            pass
    assert stores.locks.held(names) == frozenset()


def test_a_lock_that_went_with_its_session_is_missed_and_taken_again(cluster: Cluster) -> None:
    """The server ends the session, its holder lives: until it is taken again anybody may have it."""
    locks = Locks(open_database(cluster.emptied()))
    with locks.hold("work") as held:
        held.require()
        _end_sessions(locks.engine)
        for _ in range(2):
            with pytest.raises(StoreError):
                held.require()
        with locks.hold("work"), pytest.raises(Busy):
            held.regain()
        held.regain()
        held.require()
        with pytest.raises(Busy):
            locks.hold("work").__enter__()
    assert locks.held(["work"]) == frozenset()
    locks.engine.dispose()


@pytest.mark.parametrize(
    ("ours_shared", "theirs_shared", "told"),
    [(False, False, True), (False, True, True), (True, False, True), (True, True, False)],
)
def test_who_regains_a_fenced_lock_is_told_whether_others_had_it(
    cluster: Cluster, ours_shared: bool, theirs_shared: bool, told: bool
) -> None:
    """Also where they are gone by then. Who shares a lock minds only those who had it alone."""
    locks = Locks(open_database(cluster.emptied()))
    with locks.hold("work", shared=ours_shared, fenced=True) as held:
        assert not held.regain()
        for _ in range(2):
            _end_sessions(locks.engine)
            assert not held.regain()  # nobody had it meanwhile
        _end_sessions(locks.engine)
        with locks.hold("work", shared=theirs_shared, fenced=True):
            pass
        assert held.regain() is told
        assert not held.regain()
    locks.engine.dispose()


def test_who_was_told_busy_by_its_own_dead_session_is_not_told_of_others(cluster: Cluster) -> None:
    """The server has not noticed yet that the line is cut: it keeps the lock for one who cannot use it."""
    locks = Locks(open_database(cluster.emptied()))
    with locks.hold("work", fenced=True) as held:
        dead = held._connection
        held._connection = None
        with pytest.raises(Busy):
            held.regain()
        dead.invalidate()
        dead.close()
        _until(lambda: not locks.held(["work"]))
        assert not held.regain()
    locks.engine.dispose()


def test_of_a_lock_without_a_fence_no_row_is_kept_and_nothing_is_known(cluster: Cluster) -> None:
    locks = Locks(open_database(cluster.emptied()))
    with locks.hold("work") as held:
        assert not held.regain()
        _end_sessions(locks.engine)
        assert held.regain()
    with locks.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM fences")) == 0
    locks.engine.dispose()


def test_a_lock_that_cannot_be_counted_is_not_held(cluster: Cluster) -> None:
    """As on a server that is read-only or full: it is said, and nobody is kept out."""
    url = cluster.create()
    engine = open_database(url)
    migrate(engine)
    cluster.tell(f"ALTER DATABASE {engine.url.database} SET default_transaction_read_only = on")
    engine.dispose()
    locks = Locks(engine)
    with pytest.raises(StoreError, match="read-only"), locks.hold("work", fenced=True):
        pass
    _until(lambda: not locks.held(["work"]))
    with locks.hold("work") as held:
        held.require()
    engine.dispose()


def test_all_who_share_a_lock_regain_it_after_a_restart_and_none_is_an_other() -> None:
    """Workers, each with a part of its own: the server begins anew, and each takes its locks again."""
    if programs() is None:
        pytest.skip("PostgreSQL is not on this machine: its restart was not tried")
    with server(durable=False) as running, ExitStack() as opened:
        engines = [open_database(running.create())]
        migrate(engines[0])
        engines += [open_database(url_of(engines[0])) for _ in range(2)]
        holds = []
        for number, engine in enumerate(engines):
            opened.callback(engine.dispose)
            locks = Locks(engine)
            holds.append(opened.enter_context(locks.hold("edition", shared=True, fenced=True)))
            holds.append(opened.enter_context(locks.hold(f"part {number}", fenced=True)))
        running.stop()
        running.start()

        for held in holds:
            with pytest.raises(StoreError):
                held.require()
        assert [held.regain() for held in holds] == [False] * 6
        for held in holds:
            held.require()


def test_a_lock_that_was_lost_is_let_go_without_a_word(cluster: Cluster) -> None:
    locks = Locks(open_database(cluster.emptied()))
    with locks.hold("work"):
        _end_sessions(locks.engine)
    with locks.hold("work"):
        pass
    locks.engine.dispose()


def test_free_locks_are_in_doubt_after_a_start_and_after_a_crash_of_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A backend that is killed takes all sessions with it, and their locks."""
    if programs() is None:
        pytest.skip("PostgreSQL is not on this machine: its crash was not tried")
    with server(durable=False) as running:
        locks = Locks(open_database(running.create()))
        assert 0 < locks.in_doubt() <= DOUBT_SECONDS
        monkeypatch.setattr("digest.store.locks.DOUBT_SECONDS", 0.5)
        _until(lambda: not locks.in_doubt())
        with locks.engine.connect() as connection:
            backend = connection.scalar(text("SELECT pg_backend_pid()"))
            monkeypatch.setattr("digest.store.locks.DOUBT_SECONDS", 300.0)
            before = locks.in_doubt()
            os.kill(backend, signal.SIGKILL)
            connection.invalidate()
        _until(lambda: locks.in_doubt() > before)
        locks.engine.dispose()


def test_files_are_never_in_doubt(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'digest.db'}")
    with Locks(engine).hold("work", fenced=True) as held:
        held.require()
        assert not held.regain()
    assert not Locks(engine).in_doubt()
    engine.dispose()


def test_many_hold_a_lock_shared_and_keep_out_whoever_wants_it_alone(stores: Stores) -> None:
    with stores.locks.hold("publish", shared=True):
        with stores.locks.hold("publish", shared=True), pytest.raises(Busy, match="publish is under way"):
            stores.locks.hold("publish").__enter__()
        with pytest.raises(Busy):  # one of two has left
            stores.locks.hold("publish").__enter__()
    with stores.locks.hold("publish"), pytest.raises(Busy):
        stores.locks.hold("publish", shared=True).__enter__()
    with stores.locks.hold("publish", shared=True):
        pass


def test_any_name_will_do(stores: Stores) -> None:
    names = ["../../etc/passwd", "a/b", "a_b", "ünïcode \udc80", "x" * 5000, ""]
    for name in names:
        with stores.locks.hold(name):
            for other in names:
                if other != name:
                    with stores.locks.hold(other):
                        pass


def test_lock_files_lie_beside_the_database_and_are_cleared_away(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/digest.db")
    with Locks(engine).hold("work"):
        assert len(list(tmp_path.glob("digest.db.work-*.lock"))) == 1
    assert not list(tmp_path.glob("*.lock"))
    with Locks(engine).hold("work", shared=True):
        pass
    with Locks(engine).hold("work"):  # who holds it alone clears away what the others left
        pass
    assert not list(tmp_path.glob("*.lock"))
    engine.dispose()


def test_a_full_disk_keeps_nobody_from_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who holds it is not known then, and it is held all the same."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.pwrite", full)
    engine = open_database(f"sqlite:///{tmp_path / 'digest.db'}")
    locks = Locks(engine)
    with locks.hold("publish"), pytest.raises(Busy, match="pid unknown"):
        locks.hold("publish").__enter__()
    engine.dispose()


def test_a_file_system_without_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some network disks: nothing is done without a lock."""

    def unlockable(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    engine = open_database(f"sqlite:///{tmp_path / 'digest.db'}")
    monkeypatch.setattr("fcntl.flock", unlockable)
    with pytest.raises(StoreError, match="cannot lock .*: No locks available; .* use a local disk"):
        Locks(engine).hold("publish").__enter__()
    engine.dispose()


def test_a_folder_in_which_no_lock_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    engine = open_database(f"sqlite:///{tmp_path}/in/digest.db")
    engine.dispose()
    (tmp_path / "in").rename(tmp_path / "out")
    with pytest.raises(StoreError, match=r"cannot make the lock .*/in/digest.db.*check its folder"):
        Locks(engine).hold("work").__enter__()


def test_a_link_in_place_of_the_lock_is_refused_and_its_target_left_alone(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/digest.db")
    with Locks(engine).hold("work"):
        [lock] = tmp_path.glob("*.lock")
    kept = tmp_path / "kept.txt"
    kept.write_text("dear words")
    lock.symlink_to(kept)
    with pytest.raises(StoreError, match="is a symbolic link"), Locks(engine).hold("work"):
        pass
    engine.dispose()
    assert kept.read_text() == "dear words"


def _end_sessions(engine: Engine) -> None:
    """As an operator may, or a server that goes down."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid, 10000) " + others))


def _until(true: Callable[[], bool]) -> None:
    """Look until it is so, also while there is no server to ask."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(StoreError):
            if true():
                return
        time.sleep(0.05)
    raise AssertionError("waited in vain")
