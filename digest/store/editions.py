"""The editions, one per newsletter and day; what another hand did meanwhile is never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, bindparam, func, or_, select, update

from digest.errors import Conflict, IllegalChange, StoreError
from digest.models import Action, Deed, Edition, EditionStatus, Revision, Sanction, machine, overtaken
from digest.store import record
from digest.store.content import FORM, Content, packed, unpacked
from digest.store.tables import editions
from subscribers.dialects import insert_missing, reading

OPEN_TO_CHANGE = (EditionStatus.DRAFT, EditionStatus.HELD)

_OF_DAY = select(editions).where(
    editions.c.newsletter == bindparam("paper"), editions.c.day == bindparam("of_day")
)
"""Asked by every page of the desk, and so made once."""


@dataclass(frozen=True, slots=True)
class Editions:
    """Editions in one database. With a `stamp`, what is entered in a record has its hour, and no other."""

    engine: Engine
    stamp: Callable[[], datetime] | None = None

    def find(self, newsletter: str, day: date) -> Edition | None:
        """The edition of this day, if there is one."""
        with reading(self.engine) as connection:
            row = connection.execute(_OF_DAY, {"paper": newsletter, "of_day": day}).one_or_none()
        return None if row is None else _edition(row)

    def latest(self, newsletter: str) -> Edition | None:
        """The newsletter's edition of the latest day, whatever its status."""
        return next(iter(self._where(editions.c.newsletter == newsletter, most=1)), None)

    def numbered(self, number: int) -> Edition | None:
        """The edition with this id, of whatever newsletter."""
        return next(iter(self._where(editions.c.id == number)), None)

    def all(self, newsletter: str, most: int | None = None, skip: int = 0) -> list[Edition]:
        """Every edition of the newsletter, latest first; or so many, behind so many."""
        return self._where(editions.c.newsletter == newsletter, most, skip)

    def before(self, newsletter: str, day: date, days: int) -> list[Edition]:
        """The editions of the `days` before this one that reached anybody, latest first."""
        of_late = and_(editions.c.day < day, editions.c.day >= day - timedelta(days=days))
        return self._where(and_(editions.c.newsletter == newsletter, of_late, _reached()))

    def outings(self, newsletter: str, day: date, since: date | None = None) -> int:
        """On how many days before this one, and not before `since`, an edition reached anybody."""
        earlier = and_(editions.c.day < day, editions.c.day >= (since or date.min))
        counted = select(func.count()).where(editions.c.newsletter == newsletter, earlier, _reached())
        with reading(self.engine) as connection:
            return connection.scalar(counted) or 0

    def add(self, edition: Edition) -> Edition:
        """Store the edition, or return the one that is there: two processes get the same edition."""
        with self.engine.begin() as connection:
            row = {"newsletter": edition.newsletter, "day": edition.day, "revision": 0} | _columns(edition)
            fresh = connection.execute(insert_missing(connection, editions).values(row)).rowcount
            stands = _edition(
                connection.execute(select(editions).where(_of(edition.newsletter, edition.day))).one()
            )
            return self._recorded(connection, stands) if fresh else stands

    def save(self, edition: Edition) -> Edition:
        """Store a change of content or status as far as the stored edition allows it; what now stands there.

        Raises IllegalChange, and stores nothing, where another hand was first: see `succeeded`.
        """
        with self.engine.begin() as connection:
            stored = _locked(connection, edition)
            stands = replace(succeeded(stored, edition), revision=stored.revision)
            connection.execute(update(editions).where(editions.c.id == stands.id).values(_columns(stands)))
            return stands

    def revise(self, seen: Edition, changed: Edition, deed: Deed) -> Edition:
        """Store a change that a hand made to the edition they saw, and enter it in its record.

        A change of content needs that nothing of it was changed since they saw it, and takes an approval
        back; a change of status alone follows `succeeded`. Raises Conflict, which says who was first, or
        IllegalChange; then nothing is stored.
        """
        with self.engine.begin() as connection:
            stored = self._recorded(connection, _locked(connection, seen))
            later = record.since(connection, stored, seen.revision)
            stands = revised(stored, seen, changed, overtaken(later, deed.hand.name))
            if stands == stored:
                return stored
            stands = replace(stands, revision=stored.revision + 1)
            columns = _columns(stands) | {"revision": stands.revision}
            connection.execute(update(editions).where(editions.c.id == stored.id).values(columns))
            rewritten = Content.of(stands) != Content.of(stored)
            self._enter(connection, stands, deed, columns["content"] if rewritten else None)
            return stands

    def enter(self, edition: Edition, deed: Deed) -> Edition:
        """Enter in the record a deed that changes nothing of the edition; what stands there."""
        with self.engine.begin() as connection:
            stored = self._recorded(connection, _locked(connection, edition))
            stands = replace(stored, revision=stored.revision + 1)
            found = update(editions).where(editions.c.id == stored.id)
            connection.execute(found.values(revision=stands.revision))
            self._enter(connection, stands, deed, None)
            return stands

    def history(self, edition: Edition) -> list[Revision]:
        """The record of the edition, oldest first."""
        with reading(self.engine) as connection:
            return record.entries(connection, edition)

    def at(self, edition: Edition, number: int) -> Edition:
        """The edition with the content it had after this entry. Raises StoreError where there is none."""
        with reading(self.engine) as connection:
            form, text = record.content(connection, edition, number)
        return unpacked(form, text, edition.key).filled_into(edition)

    def _recorded(self, connection: Connection, edition: Edition) -> Edition:
        """The edition with a record: where there is none, what it says was drafted by the machine."""
        if edition.revision:
            return edition
        first = replace(edition, revision=1)
        connection.execute(update(editions).where(editions.c.id == edition.id).values(revision=1))
        drafted = Deed(machine(edition.created), Action.DRAFTED, edition.subject)
        self._enter(connection, first, drafted, packed(first))
        return first

    def _enter(self, connection: Connection, edition: Edition, deed: Deed, content: str | None) -> None:
        if self.stamp:
            deed = replace(deed, hand=replace(deed.hand, at=self.stamp()))
        record.enter(connection, edition, deed, content)

    def _where(self, wanted: ColumnElement[bool], most: int | None = None, skip: int = 0) -> list[Edition]:
        found = select(editions).where(wanted).order_by(editions.c.day.desc()).limit(most)
        found = found.offset(skip) if skip else found
        with reading(self.engine) as connection:
            rows = connection.execute(found).all()
        return [_edition(row) for row in rows]


def succeeded(stored: Edition, edition: Edition) -> Edition:
    """What stands after `edition` is saved over `stored`, or IllegalChange.

    The status follows EDITION_CHANGES from the stored one. Content changes only on the way to a draft
    and within `held`: whatever is approved or sent is exactly what is stored. A hold always succeeds
    and takes nothing but the status. Whoever changes what was approved must have seen that approval;
    of two approvals of the same content the first stands.
    """
    if edition.status is not stored.status:
        stored.moved(edition.status)
    if edition.status is EditionStatus.HELD and stored.status is not EditionStatus.HELD:
        return replace(stored, status=EditionStatus.HELD)
    approves = edition.status is EditionStatus.APPROVED
    if stored.sanction and edition.sanction != stored.sanction and not approves:
        raise IllegalChange(
            f"edition {stored.key} was approved by {stored.sanction.by} meanwhile: load it again"
        )
    if edition.status in OPEN_TO_CHANGE:
        sanction = stored.sanction if edition.status is EditionStatus.HELD else None
        return replace(edition, id=stored.id, sanction=sanction)
    if edition.fingerprint() != stored.fingerprint():
        raise IllegalChange(
            f"edition {stored.key} was changed meanwhile, in status {stored.status}: load it again"
        )
    if edition.status is stored.status:
        return stored
    return replace(stored, status=edition.status, sanction=edition.sanction)


def revised(stored: Edition, seen: Edition, changed: Edition, met: Conflict) -> Edition:
    """What stands after a hand changed the edition it saw, or `met` is raised: see `Editions.revise`."""
    rewrites = Content.of(changed) != Content.of(seen)
    outdated = stored.revision != seen.revision and Content.of(stored) != Content.of(seen)
    held_since = stored.status is EditionStatus.HELD and seen.status is not EditionStatus.HELD
    if (outdated and rewrites) or ((outdated or held_since) and changed.status is EditionStatus.APPROVED):
        raise met
    if not rewrites:
        return succeeded(stored, Content.of(stored).filled_into(changed))
    if stored.status is EditionStatus.HELD:
        return replace(changed, id=stored.id, status=EditionStatus.HELD, sanction=stored.sanction)
    if stored.status is not EditionStatus.DRAFT:
        stored.moved(EditionStatus.DRAFT)
    return replace(changed, id=stored.id, status=EditionStatus.DRAFT, sanction=None)


def _reached() -> ColumnElement[bool]:
    return or_(
        editions.c.status.in_((EditionStatus.SENDING, EditionStatus.SENT)),
        and_(editions.c.status == EditionStatus.HELD, editions.c.listed > 0),
    )


def _of(newsletter: str, day: date) -> ColumnElement[bool]:
    return and_(editions.c.newsletter == newsletter, editions.c.day == day)


def _locked(connection: Connection, edition: Edition) -> Edition:
    found = select(editions).where(_of(edition.newsletter, edition.day)).with_for_update()
    row = connection.execute(found).one_or_none()
    if row is None:
        raise StoreError(f"edition {edition.key} is not in the database: it was never added")
    return _edition(row)


def _columns(edition: Edition) -> dict[str, Any]:
    sanction = edition.sanction
    return {
        "status": edition.status,
        "created": edition.created,
        "form": FORM,
        "content": packed(edition),
        "sanctioned_by": sanction and sanction.by,
        "sanctioned_at": sanction and sanction.at,
        "sanctioned_fingerprint": sanction and sanction.fingerprint,
    }


def _edition(row: Row[Any]) -> Edition:
    sanction = None
    if row.sanctioned_by is not None:
        sanction = Sanction(row.sanctioned_by, row.sanctioned_at, row.sanctioned_fingerprint)
    bare = Edition(
        newsletter=row.newsletter,
        day=row.day,
        subject="",
        preheader="",
        stories=(),
        created=row.created,
        status=EditionStatus(row.status),
        sanction=sanction,
        id=row.id,
        revision=row.revision,
    )
    return unpacked(row.form, row.content, bare.key).filled_into(bare)
