"""One process at a time for one piece of work: the system itself frees the lock when the process dies."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from digest.errors import Busy, StoreError
from subscribers.dialects import reading

HOLDER = text("""
    SELECT activity.application_name, activity.pid FROM pg_locks AS held
    JOIN pg_stat_activity AS activity ON activity.pid = held.pid
    WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
      AND (held.classid::bigint << 32 | held.objid::bigint) = :key
""")


HELD = text("""
    SELECT (classid::bigint << 32 | objid::bigint) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")


@dataclass(frozen=True, slots=True)
class Locks:
    """Locks beside the database: files next to SQLite's, advisory locks inside PostgreSQL."""

    engine: Engine

    def hold(self, name: str, *, shared: bool = False) -> AbstractContextManager[None]:
        """Hold the lock of this name, or raise Busy at once, naming who holds it.

        Any number may hold it `shared`, and nobody else meanwhile.
        """
        if self.engine.dialect.name == "postgresql":
            return _held_in_postgresql(self.engine, name, shared)
        return _held_beside(_beside(self.engine, name), name, shared)

    def held(self, names: Iterable[str]) -> frozenset[str]:
        """Of these names, those that somebody holds at this moment."""
        if self.engine.dialect.name != "postgresql":
            return frozenset(name for name in names if _is_locked(_beside(self.engine, name)))
        with reading(self.engine) as connection:
            held = set(connection.scalars(HELD))
        return frozenset(name for name in names if _key(name) in held)


def _beside(engine: Engine, name: str) -> Path:
    """The lock's file, next to the database."""
    database = Path(str(engine.url.database))
    plain = re.sub(r"[^A-Za-z0-9-]", "_", name)[:80]
    mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return database.with_name(f"{database.name}.{plain}-{mark}.lock")


def _is_locked(path: Path) -> bool:
    """Does anybody hold this file? Who asks for it in the same instant may be told that it is busy."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False  # nobody can hold what is not there
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


@contextmanager
def _held_beside(path: Path, name: str, shared: bool) -> Iterator[None]:
    file = _locked(path, name, shared)
    try:
        os.truncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        yield
    finally:
        if not shared:  # others may hold it still: it is cleared away by the next who holds it alone
            path.unlink(missing_ok=True)
        os.close(file)


def _locked(path: Path, name: str, shared: bool) -> int:
    """The open lock file. Whoever held it last removed it: a lock on a removed file is none."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    while True:
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as failure:
            if failure.errno == errno.ELOOP:
                raise StoreError(f"the lock {path} is a symbolic link: remove it") from failure
            raise StoreError(
                f"cannot make the lock {path}: {failure.strerror}; check its folder"
            ) from failure
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 20).decode("ascii", "replace") or "unknown"
            os.close(file)
            raise Busy(f"{name} is under way in another process (pid {holder}): wait for it to end") from None
        if _still_there(path, file):
            return file
        os.close(file)


def _still_there(path: Path, file: int) -> bool:
    try:
        return path.lstat().st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


@contextmanager
def _held_in_postgresql(engine: Engine, name: str, shared: bool) -> Iterator[None]:
    kind, key = "_shared" if shared else "", _key(name)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock{kind}(:key)"), {"key": key}):
            raise Busy(
                f"{name} is under way in another process ({_holder(connection, key)}): wait for it to end"
            )
        try:
            yield
        finally:
            _free(connection, key, kind)


def _key(name: str) -> int:
    digest = hashlib.sha256(b"morning-digest:" + name.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], signed=True)


def _free(connection: Connection, key: int, kind: str) -> None:
    try:
        connection.execute(text(f"SELECT pg_advisory_unlock{kind}(:key)"), {"key": key})
    except StoreError:
        connection.invalidate()  # the session was the lock, and it is gone


def _holder(connection: Connection, key: int) -> str:
    row = connection.execute(HOLDER, {"key": key}).first()
    return f"{row.application_name or 'server process'}, backend {row.pid}" if row else "just ended"
