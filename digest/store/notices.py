"""What the newsroom was told, so that it is told once, and again to whom it did not reach."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, and_, select, update

from digest.errors import StoreError
from digest.models import Notice, NoticeKind
from digest.store.tables import notices
from subscribers.dialects import insert_missing, reading


@dataclass(frozen=True, slots=True)
class Notices:
    """Notices in one database, unique per (newsletter, day, kind, about)."""

    engine: Engine

    def add(self, notice: Notice) -> Notice:
        """Store it, or return the one of its kind and day about the same: what was said first stands."""
        named = {name: getattr(notice, name) for name in ("newsletter", "day", "kind", "about")}
        said = {"subject": notice.subject, "text": notice.text, "url": notice.url}
        row = named | {
            "at": notice.at,
            "said": json.dumps(said | {"headlines": notice.headlines}),
            "left": json.dumps(notice.left),
            "tries": 0,
        }
        this = and_(*(notices.c[name] == value for name, value in named.items()))
        with self.engine.begin() as connection:
            connection.execute(insert_missing(connection, notices).values(row))
            return _notice(connection.execute(select(notices).where(this)).one())

    def save(self, notice: Notice) -> None:
        """Store to whom it is still to be told, and how often that failed."""
        if notice.id is None:
            raise StoreError("a notice that was never stored cannot be changed")
        left = {"left": json.dumps(notice.left), "tries": notice.tries}
        with self.engine.begin() as connection:
            connection.execute(update(notices).where(notices.c.id == notice.id).values(left))

    def of(self, newsletter: str, day: date) -> list[Notice]:
        """What there was to tell on this day, oldest first."""
        this = and_(notices.c.newsletter == newsletter, notices.c.day == day)
        with reading(self.engine) as connection:
            rows = connection.execute(select(notices).where(this).order_by(notices.c.id)).all()
        return [_notice(row) for row in rows]


def _notice(row: Row[Any]) -> Notice:
    said = json.loads(row.said)
    return Notice(
        newsletter=row.newsletter,
        day=row.day,
        kind=NoticeKind(row.kind),
        at=row.at,
        subject=said["subject"],
        text=said["text"],
        url=said["url"],
        headlines=tuple(said["headlines"]),
        left=tuple(json.loads(row.left)),
        tries=row.tries,
        about=row.about,
        id=row.id,
    )
