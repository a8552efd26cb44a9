"""The ledger: one row per person and edition, claimed before the first byte goes out, settled after the last.

    waiting --turn--> sending --turn--> sent | refused | skipped | uncertain | waiting (later)
                      sending --strand--> uncertain --release--> waiting

Every row of the frozen list is in exactly one status, always: sent + refused + skipped + uncertain +
waiting + sending = the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from digest.errors import StoreError
from digest.models import Delivery, DeliveryStatus, Edition, EditionStatus, Outcome, Tally
from digest.store.tables import deliveries, editions
from subscribers.dialects import chunks, insert_missing, reading

CHUNK = 10_000
LONGEST_REPLY = 1000

WAITING, SENDING, REFUSED, UNCERTAIN = (
    DeliveryStatus.WAITING,
    DeliveryStatus.SENDING,
    DeliveryStatus.REFUSED,
    DeliveryStatus.UNCERTAIN,
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Deliveries in one database. Each person is tried `tries` times at the most."""

    engine: Engine
    tries: int = 4

    def open(self, edition: Edition, subscriptions: Iterable[int]) -> int:
        """Freeze the list of the day, once: a second call adds nobody. The number of deliveries."""
        this = _id(edition)
        with self.engine.begin() as connection:
            row = connection.execute(_edition(this).with_for_update()).one_or_none()
            if row is None:
                raise StoreError(f"edition {edition.key} is not in the database: it was never added")
            if row.listed is not None:
                return int(row.listed)
            listed = sum(_listed(connection, this, some) for some in _in_chunks(subscriptions))
            connection.execute(update(editions).where(editions.c.id == this).values(listed=listed))
            return listed

    def turn(self, edition: Edition, settled: Sequence[Outcome], claim: int) -> list[Delivery]:
        """Settle these and claim up to `claim` waiting deliveries, marked `sending`, in one transaction.

        Only rows in `sending` are settled. WAITING with a reply counts as a try, and the last try is a
        refusal; WAITING without a reply says that nothing was tried, and counts for nothing. Claimed
        are first those tried least, in order of id; no two processes ever claim the same row. Nothing
        is claimed of an edition that somebody holds.
        """
        with self.engine.begin() as connection:
            self._settle(connection, _id(edition), settled)
            return self._claim(connection, _id(edition), claim)

    def strand(self, edition: Edition) -> int:
        """Mark what a dead process left in `sending` as uncertain. Only under the edition's lock."""
        return self._move(edition, SENDING, {"status": UNCERTAIN})

    def release(self, edition: Edition) -> int:
        """Let uncertain deliveries wait again, each as one try more, while any is left to them."""
        tried = deliveries.c.attempts + 1
        return self._move(edition, UNCERTAIN, {"status": WAITING, "attempts": tried}, tried < self.tries)

    def tally(self, edition: Edition) -> Tally:
        """The deliveries of the edition, counted by status."""
        counted = (
            select(deliveries.c.status, func.count())
            .where(deliveries.c.edition == _id(edition))
            .group_by(deliveries.c.status)
        )
        with reading(self.engine) as connection:
            return Tally(**{row[0]: row[1] for row in connection.execute(counted)})

    def listing(self, edition: Edition, status: str) -> list[Delivery]:
        """The deliveries of the edition in this status, in order of id."""
        found = select(deliveries).where(_in(_id(edition), status)).order_by(deliveries.c.id)
        with reading(self.engine) as connection:
            return [_delivery(row) for row in connection.execute(found)]

    def numbered(self, number: int) -> Delivery | None:
        """The delivery with this id, of whatever edition."""
        with reading(self.engine) as connection:
            row = connection.execute(select(deliveries).where(deliveries.c.id == number)).one_or_none()
        return _delivery(row) if row else None

    def forget(self, subscriptions: Sequence[int]) -> None:
        """Blank what servers said of erased people, address and all; the count of each day stays."""
        with self.engine.begin() as connection:
            for some in chunks(subscriptions):
                theirs = update(deliveries).where(deliveries.c.subscription.in_(some))
                connection.execute(theirs.values(reply="", receipt=""))

    def _settle(self, connection: Connection, edition: int, settled: Sequence[Outcome]) -> None:
        if not settled:
            return
        failed = deliveries.c.attempts + bindparam("failed", type_=Integer)
        word = bindparam("word", type_=deliveries.c.status.type)
        given_up = and_(word == WAITING, failed >= self.tries)
        connection.execute(
            update(deliveries)
            .where(deliveries.c.id == bindparam("this"), _in(edition, SENDING))
            .values(
                status=case((given_up, REFUSED), else_=word),
                attempts=failed,
                reply=bindparam("said"),
                receipt=bindparam("number"),
            ),
            [_settlement(outcome) for outcome in sorted(settled, key=lambda outcome: outcome.delivery)],
        )

    def _claim(self, connection: Connection, edition: int, claim: int) -> list[Delivery]:
        if claim <= 0:
            return []
        going = exists().where(editions.c.id == edition, editions.c.status != EditionStatus.HELD)
        least_tried = (
            select(deliveries)
            .where(_in(edition, WAITING), deliveries.c.attempts < self.tries, going)
            .order_by(deliveries.c.attempts, deliveries.c.id)
            .limit(claim)
            .with_for_update(skip_locked=True)
        )
        rows = connection.execute(least_tried).all()
        for some in chunks([row.id for row in rows]):
            connection.execute(update(deliveries).where(deliveries.c.id.in_(some)).values(status=SENDING))
        return [_delivery(row, SENDING) for row in rows]

    def _move(self, edition: Edition, status: str, values: dict[str, Any], *only: ColumnElement[bool]) -> int:
        moved = update(deliveries).where(_in(_id(edition), status), *only).values(values)
        with self.engine.begin() as connection:
            return connection.execute(moved).rowcount


def _id(edition: Edition) -> int:
    if edition.id is None:
        raise StoreError(f"edition {edition.key} is not in the database: it was never added")
    return edition.id


def _edition(edition: int) -> Select[Any]:
    return select(editions.c.listed).where(editions.c.id == edition)


def _in(edition: int, status: str) -> ColumnElement[bool]:
    return and_(deliveries.c.edition == edition, deliveries.c.status == status)


def _in_chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    stream = iter(ids)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _listed(connection: Connection, edition: int, subscriptions: list[int]) -> int:
    """Insert one waiting row per subscription, in one statement; how many were new."""
    rows = select(
        literal(edition, BigInteger),
        _unnested(connection, subscriptions),
        literal(WAITING.value),
        literal(0),
        literal(""),
        literal(""),
    ).where(true())  # SQLite would take ON CONFLICT for a JOIN's condition
    names = ["edition", "subscription", "status", "attempts", "reply", "receipt"]
    return connection.execute(insert_missing(connection, deliveries).from_select(names, rows)).rowcount


def _unnested(connection: Connection, ids: list[int]) -> ColumnElement[int]:
    """These numbers as the rows of a SELECT: a hundred times fewer statements than one each."""
    if connection.dialect.name == "postgresql":
        return func.unnest(cast(ids, ARRAY(BigInteger)))
    return cast(func.json_each(json.dumps(ids)).table_valued("value").c.value, Integer)


def _settlement(outcome: Outcome) -> dict[str, Any]:
    return {
        "this": outcome.delivery,
        "word": outcome.status,
        "failed": 1 if outcome.status is WAITING and outcome.reply else 0,
        "said": outcome.reply[:LONGEST_REPLY],
        "number": outcome.receipt,
    }


def _delivery(row: Row[Any], status: str = "") -> Delivery:
    return Delivery(
        id=row.id,
        edition=row.edition,
        subscription=row.subscription,
        status=DeliveryStatus(status or row.status),
        attempts=row.attempts,
        reply=row.reply,
    )
