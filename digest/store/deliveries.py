"""The ledger: one row per person and edition, claimed before the first byte goes out, settled after the last.

    waiting --turn--> sending --turn--> sent | refused | skipped | uncertain | waiting (later)
    waiting --give_up--> skipped
                      sending --strand--> uncertain --release--> waiting

Every row of the frozen list is in exactly one status, always: sent + refused + skipped + uncertain +
waiting + sending = the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    bindparam,
    func,
    select,
    update,
)

from digest.errors import StoreError
from digest.models import Delivery, DeliveryStatus, Edition, Outcome, Part, Tally, Wanted
from digest.store import lists, turns
from digest.store.tables import deliveries, editions
from subscribers.dialects import chunks, reading

PAGE = 1000

WAITING, SENDING = DeliveryStatus.WAITING, DeliveryStatus.SENDING
SKIPPED, UNCERTAIN = DeliveryStatus.SKIPPED, DeliveryStatus.UNCERTAIN

_COUNTED = select(deliveries.c.status, func.count()).group_by(deliveries.c.status)
_ALL_COUNTED = _COUNTED.where(deliveries.c.edition == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Deliveries in one database. Each person is tried `tries` times at the most.

    A `part` is a stretch of ids: where one is named, nothing outside it is touched or counted.
    """

    engine: Engine
    tries: int = 4
    _spans: dict[int, Part] = field(default_factory=dict, init=False, repr=False, compare=False)

    def open(self, edition: Edition, subscriptions: Iterable[int]) -> int:
        """Freeze the list of the day, once: a second call adds nobody. The number of deliveries."""
        this = _id(edition)
        with self.engine.begin() as connection:
            row = connection.execute(lists.column(this, editions.c.listed)).one_or_none()
            if row is None:
                raise StoreError(f"edition {edition.key} is not in the database: it was never added")
            if row.listed is not None:
                return int(row.listed)
            listed = lists.freeze(connection, this, subscriptions)
            connection.execute(update(editions).where(editions.c.id == this).values(listed=listed))
            return listed

    def turn(self, edition: Edition, settled: Sequence[Outcome], wanted: Wanted) -> list[Delivery]:
        """Settle these and claim what is wanted, marked `sending`, in one transaction.

        Only rows in `sending` are settled. WAITING with a reply counts as a try, and the last try is a
        refusal; WAITING without a reply says that nothing was tried, and counts for nothing. Claimed are
        first those tried least, whose moment has come or who have none, in order of id; no two processes
        ever claim the same row. Nothing is claimed of an edition that somebody holds.
        """
        this = _id(edition)
        with self.engine.begin() as connection:
            turns.settle(connection, this, settled, wanted.now, self.tries)
            return turns.claim(connection, this, wanted, self.tries) if wanted.most > 0 else []

    def next_due(self, edition: Edition, part: Part | None = None) -> datetime | None:
        """The earliest moment at which somebody who was put off may be tried; None where nobody was."""
        this = _id(edition)
        due = deliveries.c.due.is_not(None)
        found = select(deliveries.c.due).where(_of(this, part), turns.waiting(), due)
        with reading(self.engine) as connection:
            each = [
                connection.scalar(
                    found.where(deliveries.c.attempts == tried, turns.going())
                    .order_by(deliveries.c.due)
                    .limit(1),
                    {"of": this},
                )
                for tried in range(self.tries)
            ]
        return min(filter(None, each), default=None)

    def strand(self, edition: Edition, now: datetime, part: Part | None = None) -> int:
        """Mark what a dead process left in `sending` as uncertain. Only under the lock of edition or part."""
        to = {"status": UNCERTAIN, "reply": "the process that sent it died", "at": now}
        return self._move(_in(_id(edition), SENDING, part), to)

    def release(self, edition: Edition, part: Part | None = None) -> int:
        """Let uncertain deliveries wait again, each as one try more, while any is left to them."""
        tried = deliveries.c.attempts + 1
        left = and_(_in(_id(edition), UNCERTAIN, part), tried < self.tries)
        return self._move(left, {"status": WAITING, "attempts": tried, "due": None})

    def give_up(self, edition: Edition, reply: str, now: datetime, part: Part | None = None) -> int:
        """Skip everyone who still waits, with this reason; how many."""
        to = {"status": SKIPPED, "reply": reply, "due": None, "at": now}
        return self._move(and_(_of(_id(edition), part), turns.waiting()), to)

    def limit(self, edition: Edition, most: int, reply: str, now: datetime) -> int:
        """Skip whoever waits behind the first `most` of the list, with this reason; how many."""
        this = _id(edition)
        beyond = select(deliveries.c.id).where(deliveries.c.edition == this).order_by(deliveries.c.id)
        with reading(self.engine) as connection:
            first = connection.scalar(beyond.offset(most).limit(1))
        return self.give_up(edition, reply, now, (first, turns.LAST_ID)) if first is not None else 0

    def parts(self, edition: Edition, size: int = 0) -> list[Part]:
        """The frozen list cut into stretches of `size` ids: the first size asked for stands for good.

        Empty where nothing is listed, or where no size was ever asked for.
        """
        this = _id(edition)
        with self.engine.begin() as connection:
            stands = connection.scalar(lists.column(this, editions.c.part_size))
            if not stands and size > 0:
                connection.execute(update(editions).where(editions.c.id == this).values(part_size=size))
            size = stands or size
            if size <= 0:
                return []
            first, last = self._span(connection, this)
        return [(start, min(start + size - 1, last)) for start in range(first, last + 1, size)]

    def tally(self, edition: Edition, part: Part | None = None) -> Tally:
        """The deliveries of the edition, counted by status."""
        this = _id(edition)
        counted = _ALL_COUNTED if part is None else _COUNTED.where(_of(this, part))
        with reading(self.engine) as connection:
            rows = connection.execute(counted, {"of": this} if part is None else {})
            return Tally(**{row[0]: row[1] for row in rows})

    def standings(self, edition: Edition) -> dict[Part, Tally]:
        """Each of the edition's parts, in order, and how it stands; empty where it was never cut in parts."""
        parts = self.parts(edition)
        if not parts:
            return {}
        first, size = parts[0][0], parts[0][1] - parts[0][0] + 1
        place = (deliveries.c.id - first) // size
        counted = (
            select(place, deliveries.c.status, func.count())
            .where(deliveries.c.edition == _id(edition))
            .group_by(place, deliveries.c.status)
        )
        found: dict[int, dict[str, int]] = {}
        with reading(self.engine) as connection:
            for number, status, count in connection.execute(counted):
                found.setdefault(number, {})[status] = count
        return {part: Tally(**found.get(number, {})) for number, part in enumerate(parts)}

    def listing(
        self, edition: Edition, status: str = "", subscription: int | None = None
    ) -> Iterator[Delivery]:
        """The deliveries of the edition, in this status or of this person, in order of id, page by page."""
        this = _id(edition)
        # Plus nothing, so that the page is read along the ids and not sorted out of the whole edition.
        wanted = [deliveries.c.edition + 0 == this]
        if subscription is not None:
            wanted = [deliveries.c.edition == this, deliveries.c.subscription == subscription]
        if status:
            wanted.append(deliveries.c.status == status)
        with reading(self.engine) as connection:
            after, last = self._span(connection, this)
        after -= 1
        while after < last:
            page = select(*turns.COLUMNS).where(*wanted, deliveries.c.id > after, deliveries.c.id <= last)
            with reading(self.engine) as connection:
                rows = connection.execute(page.order_by(deliveries.c.id).limit(PAGE)).all()
            yield from map(turns.delivery, rows)
            after = rows[-1].id if len(rows) == PAGE else last

    def carried(self, edition: Edition) -> dict[str, int]:
        """How many messages each mailer took, the one that took the last of them at the end."""
        counted = (
            select(deliveries.c.mailer, func.count())
            .where(_in(_id(edition), DeliveryStatus.SENT, None))
            .group_by(deliveries.c.mailer)
            .order_by(func.max(deliveries.c.at))
        )
        with reading(self.engine) as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}

    def numbered(self, number: int) -> Delivery | None:
        """The delivery with this id, of whatever edition."""
        with reading(self.engine) as connection:
            found = select(*turns.COLUMNS).where(deliveries.c.id == number)
            row = connection.execute(found).one_or_none()
        return turns.delivery(row) if row else None

    def forget(self, subscriptions: Sequence[int]) -> None:
        """Blank what servers said of erased people, address and all; the count of each day stays."""
        every = deliveries.c.edition.in_(select(editions.c.id))  # PostgreSQL finds a person by edition alone
        with self.engine.begin() as connection:
            for some in chunks(subscriptions):
                theirs = update(deliveries).where(deliveries.c.subscription.in_(some), every)
                connection.execute(theirs.values(reply="", receipt=""))

    def _span(self, connection: Connection, edition: int) -> Part:
        """The first and the last id of the edition's list; (1, 0) where it is empty.

        It costs a look at all of them, and a frozen list keeps it: it is looked for once.
        """
        if edition not in self._spans:
            found = lists.span(connection, edition)
            if found == lists.EMPTY:
                return found
            self._spans[edition] = found
        return self._spans[edition]

    def _move(self, wanted: ColumnElement[bool], to: dict[str, Any]) -> int:
        with self.engine.begin() as connection:
            return connection.execute(update(deliveries).where(wanted).values(to)).rowcount


def _id(edition: Edition) -> int:
    if edition.id is None:
        raise StoreError(f"edition {edition.key} is not in the database: it was never added")
    return edition.id


def _of(edition: int, part: Part | None) -> ColumnElement[bool]:
    if part is None:
        return deliveries.c.edition == edition
    # Plus nothing: the ids of the part lead to its rows, where the edition would lead to all.
    return and_(deliveries.c.edition + 0 == edition, deliveries.c.id.between(*part))


def _in(edition: int, status: str, part: Part | None) -> ColumnElement[bool]:
    return and_(_of(edition, part), deliveries.c.status == status)
