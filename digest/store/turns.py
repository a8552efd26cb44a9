"""One turn of the ledger in SQL: outcomes in, claims out.

The statements stand here ready-made: to build one costs more than to run it for ten people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    Update,
    and_,
    bindparam,
    case,
    exists,
    literal_column,
    null,
    select,
    update,
)

from digest.models import Delivery, DeliveryStatus, EditionStatus, Outcome, Wanted
from digest.store.tables import deliveries, editions
from subscribers.dialects import BigKey, rows, rows_of, storable

LONGEST_REPLY = 1000
LAST_ID = 2**63 - 1

# In the order of the noun's fields.
COLUMNS = tuple(deliveries.c[field.name] for field in fields(Delivery))


def said(word: str) -> ColumnElement[str]:
    """A word of ours within a statement: as a parameter it would be bound again for each row."""
    return literal_column(f"'{word}'", Text)


WAITING, SENDING, REFUSED = (
    said(word) for word in (DeliveryStatus.WAITING, DeliveryStatus.SENDING, DeliveryStatus.REFUSED)
)

# Plus nothing, so that a row is found by its id. By edition and status PostgreSQL would find it, too, among
# all that were ever `sending` since the last vacuum.
_this = and_(
    deliveries.c.id == bindparam("this"),
    deliveries.c.edition + 0 == bindparam("of"),
    deliveries.c.status == SENDING,
)
# No parameter is called like a column: SQLAlchemy would set that column, also where no statement says so.
_tried = deliveries.c.attempts + 1
_given_up = _tried >= bindparam("tries", type_=Integer)
_answer: dict[str, Any] = {
    "reply": bindparam("words"),
    "receipt": bindparam("number"),
    "at": bindparam("now"),
}

PASSED_OVER = update(deliveries).where(_this).values(status=bindparam("word"), mailer=said(""), **_answer)
LATER = (
    update(deliveries)
    .where(_this)
    .values(
        status=case((_given_up, REFUSED), else_=WAITING),
        attempts=_tried,
        due=case((_given_up, null()), else_=bindparam("next", type_=deliveries.c.due.type)),
        **_answer,
    )
)
PUT_BACK = update(deliveries).where(_this).values(status=WAITING, mailer=said(""), due=bindparam("next"))


@cache
def _answered(dialect: str) -> Update:
    """Write down all `answers` at once, for by far the most are such."""
    number, word, words, receipt = rows_of(dialect, "answers", (BigKey, Text(), Text(), Text()))
    return (
        update(deliveries)
        .where(
            deliveries.c.id == number,
            deliveries.c.edition + 0 == bindparam("of"),
            deliveries.c.status == SENDING,
        )
        .values(status=word, due=null(), reply=words, receipt=receipt, at=bindparam("now"))
    )


def going() -> ColumnElement[bool]:
    """Nobody holds the edition."""
    return exists().where(editions.c.id == bindparam("of"), editions.c.status != said(EditionStatus.HELD))


def waiting() -> ColumnElement[bool]:
    """They wait. Said twice, for either database's index: SQLite's knows the status, PostgreSQL's `waits`."""
    return and_(deliveries.c.status == WAITING, deliveries.c.waits)


def _claim(*chosen: ColumnElement[bool]) -> Update:
    # A CTE, because PostgreSQL may run a subquery with a LIMIT more than once, and then claims too many.
    first = (
        select(deliveries.c.id)
        .where(
            deliveries.c.edition == bindparam("of"),
            waiting(),
            deliveries.c.attempts == bindparam("tried", type_=Integer),
            deliveries.c.id.between(bindparam("first"), bindparam("last")),
            *chosen,
            going(),
        )
        .order_by(deliveries.c.due, deliveries.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, of=deliveries)
        .cte("chosen")
    )
    return (
        update(deliveries)
        .where(deliveries.c.id.in_(select(first.c.id)))
        .values(status=SENDING, mailer=bindparam("by"))
        .returning(*COLUMNS)
    )


CLAIM_AT_ONCE = _claim(deliveries.c.due.is_(None))
CLAIM_DUE = _claim(deliveries.c.due <= bindparam("now"))


def settle(
    connection: Connection, edition: int, settled: Sequence[Outcome], now: datetime, tries: int
) -> None:
    """Write down what became of these, as far as they are on the wire."""
    kinds: dict[Update | None, list[Outcome]] = {}
    first = {outcome.delivery: outcome for outcome in reversed(settled)}  # the first word on somebody stands
    # in order of id, so that two processes never wait for one another
    for outcome in sorted(first.values(), key=attrgetter("delivery")):
        kinds.setdefault(_statement(outcome), []).append(outcome)
    for statement, each in kinds.items():
        given = {"of": edition, "now": now}
        if statement is None:
            answers = rows([_answer_of(one) for one in each])
            connection.execute(_answered(connection.dialect.name), {**given, "answers": answers})
        else:
            connection.execute(statement, [{**given, "tries": tries, **_parameters(one)} for one in each])


def claim(connection: Connection, edition: int, wanted: Wanted, tries: int) -> list[Delivery]:
    """Mark as `sending`: those tried least first; of them whose moment has come, then the others by id."""
    first, last = wanted.part or (0, LAST_ID)
    given = {"of": edition, "last": last, "by": wanted.mailer, "now": wanted.now}
    found: list[Delivery] = []

    def take(statement: Update, tried: int, since: int) -> None:
        if (most := wanted.most - len(found)) > 0:
            rows = connection.execute(statement, {**given, "tried": tried, "first": since, "most": most})
            found.extend(delivery(row) for row in sorted(rows, key=itemgetter(0)))

    if wanted.put_off:
        take(CLAIM_DUE, 0, first)
    take(CLAIM_AT_ONCE, 0, max(first, wanted.after + 1))
    for tried in range(1, tries):
        take(CLAIM_DUE, tried, first)
        take(CLAIM_AT_ONCE, tried, first)
    return found


def delivery(row: Sequence[Any]) -> Delivery:
    """A row of COLUMNS as the noun."""
    number, edition, subscription, status, *others = row
    return Delivery(number, edition, subscription, DeliveryStatus(status), *others)


def _statement(outcome: Outcome) -> Update | None:
    """What writes down one that is put off or passed over; None for the others."""
    if outcome.status is DeliveryStatus.WAITING:
        return LATER if outcome.reply else PUT_BACK
    return PASSED_OVER if outcome.status is DeliveryStatus.SKIPPED else None


def _answer_of(outcome: Outcome) -> tuple[int, str, str, str]:
    said = storable(outcome.reply[:LONGEST_REPLY])
    return outcome.delivery, outcome.status, said, storable(outcome.receipt)


def _parameters(outcome: Outcome) -> dict[str, Any]:
    return {
        "this": outcome.delivery,
        "word": outcome.status,
        "words": outcome.reply[:LONGEST_REPLY],
        "number": outcome.receipt,
        "next": outcome.due,
    }
