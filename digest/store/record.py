"""The record of an edition: who did what to it, and what it said afterwards."""

from __future__ import annotations

import zlib
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from digest.errors import StoreError
from digest.models import Action, Deed, Doorway, Edition, Revision, Role
from digest.store.content import FORM
from digest.store.tables import revisions

LEVEL = 3  # of compression: a sixth more than by 6, in less than half the time

_TOLD = [column for column in revisions.c if column is not revisions.c.content]
_ENTRIES = select(*_TOLD).where(revisions.c.edition == bindparam("of")).order_by(revisions.c.number)


def enter(connection: Connection, edition: Edition, deed: Deed, content: str | None) -> None:
    """Add a deed to the record, under the edition's revision; `content` where the deed changed it."""
    connection.execute(
        insert(revisions).values(
            edition=edition.id,
            number=edition.revision,
            by=deed.hand.name,
            role=deed.hand.signed_as or "",
            door=deed.hand.door,
            at=deed.hand.at,
            action=deed.action,
            about=deed.about,
            status=edition.status,
            fingerprint=edition.fingerprint(),
            undoes=deed.undoes,
            form=None if content is None else FORM,
            content=None if content is None else zlib.compress(content.encode(), LEVEL),
        )
    )


def entries(connection: Connection, edition: Edition) -> list[Revision]:
    """All entries, oldest first."""
    return [_revision(row) for row in connection.execute(_ENTRIES, {"of": edition.id})]


def since(connection: Connection, edition: Edition, number: int) -> list[Revision]:
    """The entries after this one, oldest first."""
    found = _ENTRIES.where(revisions.c.number > number)
    return [_revision(row) for row in connection.execute(found, {"of": edition.id})]


def content(connection: Connection, edition: Edition, number: int) -> tuple[int, str]:
    """The form and the text of what the edition said after this entry."""
    found = (
        select(revisions.c.form, revisions.c.content)
        .where(
            revisions.c.edition == edition.id, revisions.c.number <= number, revisions.c.content.is_not(None)
        )
        .order_by(revisions.c.number.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    if row is None or not 1 <= number <= edition.revision:
        raise StoreError(f"edition {edition.key} has no version {number}")
    return row.form, zlib.decompress(row.content).decode()


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        number=row.number,
        by=row.by,
        at=row.at,
        action=Action(row.action),
        about=row.about,
        status=row.status,
        fingerprint=row.fingerprint,
        changes=row.form is not None,
        undoes=row.undoes,
        role=Role(row.role) if row.door and row.role else None,
        door=Doorway(row.door) if row.door else None,
    )
