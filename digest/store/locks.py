"""One process at a time for one piece of work: the system itself frees the lock when the process dies."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from digest.errors import Busy, StoreError
from digest.store.sessions import Session, age, held_keys, key_of

DOUBT_SECONDS = 15.0  # whoever lost a lock with the server has noticed by then, and taken it again


@dataclass(frozen=True, slots=True)
class Locks:
    """Locks beside the database: files next to SQLite's, advisory locks inside PostgreSQL."""

    engine: Engine

    def hold(
        self, name: str, *, shared: bool = False, fenced: bool = False
    ) -> AbstractContextManager[Session | _File]:
        """Hold the lock of this name, or raise Busy at once, naming who holds it.

        Any number may hold it `shared`, and nobody else meanwhile. Who holds it `fenced` learns, where it is
        lost and regained, whether others held it fenced meanwhile; PostgreSQL writes a row for that.
        """
        if self.engine.dialect.name == "postgresql":
            return _held_inside(Session(self.engine, name, shared, fenced))
        return _held_beside(_beside(self.engine, name), name, shared)

    def in_doubt(self) -> float:
        """Seconds for which a free lock may still be taken back by one who lost it alive.

        Files are never in doubt. All locks of PostgreSQL end when its server does.
        """
        if self.engine.dialect.name != "postgresql":
            return 0.0
        return max(DOUBT_SECONDS - age(self.engine), 0.0)

    def held(self, names: Iterable[str]) -> frozenset[str]:
        """Of these names, those that somebody holds at this moment."""
        if self.engine.dialect.name != "postgresql":
            return frozenset(name for name in names if _is_locked(_beside(self.engine, name)))
        held = held_keys(self.engine)
        return frozenset(name for name in names if key_of(name) in held)


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


class _File:
    """A locked file: as long as the process lives nothing takes it away."""

    def require(self) -> None: ...

    def regain(self) -> bool:
        return False


@contextmanager
def _held_beside(path: Path, name: str, shared: bool) -> Iterator[_File]:
    file = _locked(path, name, shared)
    try:
        with suppress(OSError):  # a full disk: who holds it is a courtesy, the lock is what counts
            os.truncate(file, 0)
            os.pwrite(file, str(os.getpid()).encode(), 0)
        yield _File()
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
        except OSError as failure:
            os.close(file)
            raise StoreError(
                f"cannot lock {path}: {failure.strerror}; its file system has no locks: use a local disk"
            ) from failure
        if _still_there(path, file):
            return file
        os.close(file)


def _still_there(path: Path, file: int) -> bool:
    try:
        return path.lstat().st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


@contextmanager
def _held_inside(session: Session) -> Iterator[Session]:
    session.take()
    try:
        yield session
    finally:
        session.free()
