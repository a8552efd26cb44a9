"""Turns at SQLite's one write lock: whoever comes back for it lines up behind those who wait already."""

from __future__ import annotations

import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ASK_AGAIN = (0.001, 0.004)  # seconds between two questions


@contextmanager
def at_the_head(path: Path, patience: float = 5.0) -> Iterator[None]:
    """Be the one who asks for the write lock next, among all processes and threads, until the block ends.

    SQLite gives its lock to whoever asks in the right instant. A ledger at work lets go of it for a fraction
    of a millisecond and asks again, so that others would seldom find it free: here it waits behind them.
    Only politeness hangs on this file: where the system refuses it, or `patience` seconds have passed,
    the block runs nevertheless.
    """
    file = _opened(path)
    deadline = time.monotonic() + patience
    try:
        while file is not None and not _locked(file) and time.monotonic() < deadline:
            pause()
        yield
    finally:
        if file is not None:
            os.close(file)


def pause() -> None:
    """Wait a moment before asking again, of no fixed length: it keeps two from keeping step."""
    time.sleep(random.uniform(*ASK_AGAIN))  # noqa: S311  (no secret)


def _opened(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        return None


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: nobody lines up there
    return True
