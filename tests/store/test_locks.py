"""Locks: one process at a time, Busy at once, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import Busy, StoreError
from digest.store.database import open_database
from digest.store.locks import Locks
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
