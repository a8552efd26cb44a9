"""The database or the disk away in the middle of a send: what is known is kept in memory until it is back."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.databases import Cluster
from tests.nursery import PATIENCE, Process
from tests.torture.harness import Stage, Verdict

IMPATIENT = {"digest.store.database.BUSY_SECONDS": 0.2}  # how long a locked SQLite file is waited for
BEGUN = 300  # people who have their copy before anything happens
KEPT = "people is kept"


def outage(stage: Stage, away: AbstractContextManager[None], seconds: float, **changes: Any) -> Verdict:
    """A send whose database is away for so long, beginning in the middle; what is known when it has ended."""
    stage.begin()
    process = underway(stage, BEGUN, **changes)
    with away:
        awaited(process, lambda: KEPT in process.said())
        process.ended(seconds)
    code = process.ended()
    assert code == 1, (code, process.said())
    assert "what was sent is stored, and `digest publish` goes on" in process.said()
    verdict = stage.verdict()
    verdict.require()
    return verdict


def underway(stage: Stage, accepted: int, **changes: Any) -> Process:
    """A send that has reached so many people."""
    process = stage.publish(**changes)
    awaited(process, lambda: stage.accepted() >= accepted)
    return process


def awaited(process: Process, sign: Callable[[], bool]) -> None:
    """Wait for this sign, while the process lives."""
    deadline = time.monotonic() + PATIENCE
    while not sign():
        code = process.ended(0.005)
        assert code is None, (code, process.said())
        assert time.monotonic() < deadline, process.said()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """SQLite's write lock in another process's hands."""
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@contextmanager
def crashed(cluster: Cluster) -> Iterator[None]:
    """PostgreSQL's server killed, and started again."""
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A small disk at this folder. Raises OSError where this user may not mount one."""
    folder.mkdir(exist_ok=True)
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "none", str(folder)]
    try:
        subprocess.run(mounted, check=True, capture_output=True)
    except subprocess.CalledProcessError as failure:
        raise PermissionError(failure.stderr.decode().strip()) from failure
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path, but: int = 0) -> Iterator[None]:
    """The disk of this folder filled to its last byte, or `but` so many."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while file.write(bytes(4096)):
                pass
        file.truncate(file.tell() - but)
    try:
        yield
    finally:
        filler.unlink()
