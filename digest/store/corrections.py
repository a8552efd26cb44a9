"""What sent editions got wrong, and which later editions printed and mailed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, and_, bindparam, insert, select, update

from digest.errors import StoreError
from digest.models import Correction, EditionStatus
from digest.store.tables import corrections, editions
from subscribers.dialects import reading

UNDER_WAY = (EditionStatus.APPROVED, EditionStatus.SENDING)

_WAITING = (
    select(corrections)
    .where(corrections.c.newsletter == bindparam("paper"), corrections.c.carried.is_(None))
    .order_by(corrections.c.id)
)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections in one database, each said once."""

    engine: Engine

    def add(self, correction: Correction) -> Correction:
        """Store it, or return the one of this story that says the same."""
        said = {name: getattr(correction, name) for name in ("newsletter", "day", "story", "text")}
        same = and_(*(corrections.c[name] == value for name, value in said.items()))
        told = {name: getattr(correction, name) for name in ("headline", "by", "at")}
        with self.engine.begin() as connection:
            row = connection.execute(select(corrections).where(same)).first()
            if row is None:
                number = connection.execute(insert(corrections).values(said | told)).inserted_primary_key
                row = connection.execute(
                    select(corrections).where(corrections.c.id == (number and number[0]))
                ).one()
        return _correction(row)

    def of(self, newsletter: str, day: date) -> list[Correction]:
        """What was corrected in the edition of this day, oldest first."""
        return self._where(and_(corrections.c.newsletter == newsletter, corrections.c.day == day))

    def waiting(self, newsletter: str) -> list[Correction]:
        """Those for which no edition is known to have dealt with them, oldest first."""
        with reading(self.engine) as connection:
            return [_correction(row) for row in connection.execute(_WAITING, {"paper": newsletter})]

    def carried(self, correction: Correction, edition: int) -> None:
        """The edition with this id dealt with it, first or again: it waits no more."""
        self._mark(correction, corrections.c.carried, edition)

    def carriers(self, newsletter: str, day: date) -> dict[int, int]:
        """The corrections of this day's edition by id, each with the edition that dealt with it last."""
        of_day = and_(corrections.c.newsletter == newsletter, corrections.c.day == day)
        found = select(corrections.c.id, corrections.c.carried).where(
            of_day, corrections.c.carried.is_not(None)
        )
        with reading(self.engine) as connection:
            return {row.id: row.carried for row in connection.execute(found)}

    def mailed(self, correction: Correction, edition: int) -> None:
        """The edition with this id is its own mail."""
        self._mark(correction, corrections.c.mailed, edition)

    def unsent(self, newsletter: str) -> list[int]:
        """The editions by id that are the mail of a correction, let out and not at their end."""
        found = (
            select(corrections.c.mailed)
            .join(editions, editions.c.id == corrections.c.mailed)
            .where(corrections.c.newsletter == newsletter, editions.c.status.in_(UNDER_WAY))
            .order_by(corrections.c.mailed)
        )
        with reading(self.engine) as connection:
            return list(connection.scalars(found))

    def _where(self, wanted: ColumnElement[bool]) -> list[Correction]:
        with reading(self.engine) as connection:
            rows = connection.execute(select(corrections).where(wanted).order_by(corrections.c.id)).all()
        return [_correction(row) for row in rows]

    def _mark(self, correction: Correction, column: Any, edition: int) -> None:
        if correction.id is None:
            raise StoreError("a correction that was never stored cannot be marked")
        with self.engine.begin() as connection:
            this = corrections.c.id == correction.id
            connection.execute(update(corrections).where(this).values({column: edition}))


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        newsletter=row.newsletter,
        day=row.day,
        story=row.story,
        headline=row.headline,
        text=row.text,
        by=row.by,
        at=row.at,
        id=row.id,
    )
