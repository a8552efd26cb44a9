"""The frozen list of an edition in SQL: how it is written, and where it stands among the ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, func, literal, select, true

from digest.models import DeliveryStatus, Part
from digest.store.tables import deliveries, editions
from subscribers.dialects import insert_missing, numbers, unnested

CHUNK = 10_000
EMPTY: Part = (1, 0)


def freeze(connection: Connection, edition: int, subscriptions: Iterable[int]) -> int:
    """Write one waiting delivery for each; how many there are."""
    return sum(_listed(connection, edition, some) for some in _chunks(subscriptions))


def column(edition: int, wanted: ColumnElement[Any]) -> Select[Any]:
    """One column of the edition, which nobody else changes until this transaction ends."""
    return select(wanted).where(editions.c.id == edition).with_for_update()


def span(connection: Connection, edition: int) -> Part:
    """The first and the last id of the edition's list; EMPTY where nobody is on it."""
    # Plus nothing: PostgreSQL would look for the first id from the oldest edition on.
    ends = select(func.min(deliveries.c.id + 0), func.max(deliveries.c.id + 0))
    first, last = connection.execute(ends.where(deliveries.c.edition == edition)).one()
    return (first, last) if first is not None else EMPTY


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    stream = iter(ids)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _listed(connection: Connection, edition: int, subscriptions: list[int]) -> int:
    """Insert one waiting row per subscription, in one statement; how many were new."""
    dialect = connection.dialect.name
    rows = select(
        literal(edition, BigInteger),
        unnested(dialect, "these"),
        literal(DeliveryStatus.WAITING.value),
        literal(0),
        literal(""),
        literal(""),
        literal(""),
    ).where(true())  # SQLite would take ON CONFLICT for a JOIN's condition
    names = ["edition", "subscription", "status", "attempts", "reply", "receipt", "mailer"]
    new = insert_missing(connection, deliveries).from_select(names, rows)
    return connection.execute(new, {"these": numbers(dialect, subscriptions)}).rowcount
