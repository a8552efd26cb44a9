"""Fences: how often a lock was taken inside PostgreSQL. Who lost it learns whether others had it since."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from digest.store.tables import fences


@dataclass(frozen=True, slots=True)
class Fence:
    """How often a lock has been taken alone, and how often shared, its holder's own time included."""

    alone: int
    shared: int

    def passed(self, before: Fence, *, shared: bool) -> bool:
        """Has anybody taken it between `before` and this time, both of one holder, `shared` or alone?

        For one who shares it only those count who took it alone: the others were never kept out.
        """
        if shared:
            return self.alone != before.alone
        return (self.alone, self.shared) != (before.alone + 1, before.shared)


def count(connection: Connection, lock: str, *, shared: bool) -> Fence:
    """Count that this lock was taken. Only over the session that holds it: none is stored after its end."""
    taken = insert(fences).values(lock=lock, alone=int(not shared), shared=int(shared))
    more = {
        "alone": fences.c.alone + taken.excluded.alone,
        "shared": fences.c.shared + taken.excluded.shared,
    }
    counted = taken.on_conflict_do_update(index_elements=[fences.c.lock], set_=more)
    return Fence(*connection.execute(counted.returning(fences.c.alone, fences.c.shared)).one())
