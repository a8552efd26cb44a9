"""Locks inside PostgreSQL: each lives as long as the session that took it, and its holder may outlive it."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from digest.errors import Busy, StoreError
from digest.store.fences import Fence, count
from subscribers.dialects import reading

# A server that lost one of its processes begins anew without a new start: its statistics tell of it.
AGE = text("""
    SELECT extract(epoch FROM clock_timestamp() - greatest(pg_postmaster_start_time(), stats_reset))
    FROM pg_stat_archiver
""")
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


@dataclass
class Session:
    """A lock inside PostgreSQL: it lives as long as the session that took it.

    One that is `fenced` is counted whenever it is taken.
    """

    engine: Engine
    name: str
    shared: bool
    fenced: bool
    _connection: Connection | None = None
    _fence: Fence | None = None

    def take(self) -> None:
        """Raises Busy at once, naming who holds it, and StoreError, also where it cannot be counted.

        It is counted before anything is done under it: who dies between the two has done nothing.
        """
        with ExitStack() as opened:
            connection = opened.enter_context(self.engine.connect())
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            if not connection.scalar(text(f"SELECT {self._said('pg_try_advisory_lock')}"), self._key):
                holder = _holder(connection, **self._key)
                raise Busy(f"{self.name} is under way in another process ({holder}): wait for it to end")
            opened.callback(connection.invalidate)  # on failure: the lock must not lie in the pool
            if self.fenced:
                self._fence = count(connection, self.name, shared=self.shared)
            self._connection = connection
            opened.pop_all()

    def require(self) -> None:
        """Raises StoreError where the session has ended, and the lock with it."""
        if self._connection is None:
            raise StoreError(f"the database has lost the lock {self.name}")
        try:
            self._connection.execute(text("SELECT 1"))
        except StoreError:
            self._drop()
            raise

    def regain(self) -> bool:
        """Take it again where it is lost; may others have had it since? Raises Busy, StoreError.

        Where it is not `fenced` they may. A time of our own whose answer was lost counts as another's.
        """
        try:
            self.require()
        except StoreError:
            before = self._fence
            self.take()
            return before is None or self._fence is None or self._fence.passed(before, shared=self.shared)
        return False

    def free(self) -> None:
        """Let it go."""
        if self._connection is None:
            return
        try:
            self._connection.execute(text(f"SELECT {self._said('pg_advisory_unlock')}"), self._key)
        except StoreError:
            self._drop()  # the session was the lock, and it is gone
        else:
            self._connection.close()

    def _drop(self) -> None:
        """Never use it again: SQLAlchemy would connect anew, and no lock comes with that."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _said(self, function: str) -> str:
        return f"{function}{'_shared' if self.shared else ''}(:key)"

    @property
    def _key(self) -> dict[str, int]:
        return {"key": key_of(self.name)}


def key_of(name: str) -> int:
    """The number that stands for this name in PostgreSQL."""
    digest = hashlib.sha256(b"morning-digest:" + name.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], signed=True)


def held_keys(engine: Engine) -> frozenset[int]:
    """The keys that somebody holds in this database at this moment."""
    with reading(engine) as connection:
        return frozenset(connection.scalars(HELD))


def age(engine: Engine) -> float:
    """Seconds since the server began, or began anew after a crash."""
    with reading(engine) as connection:
        return float(connection.scalars(AGE).one())


def _holder(connection: Connection, key: int) -> str:
    row = connection.execute(HOLDER, {"key": key}).first()
    return f"{row.application_name or 'server process'}, backend {row.pid}" if row else "just ended"
