"""What SQLite and PostgreSQL do not say alike, said once: times, text, keys, and "insert if missing"."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

IN_AT_MOST = 1000  # values in one IN list: both databases take more, neither plans it better

T = TypeVar("T")

BigKey = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts up by itself in SQLite


class Moment(TypeDecorator[datetime]):
    """An aware time, stored in UTC: both databases sort and compare it alike. Naive times are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that both databases take: NUL goes, half a surrogate pair becomes a question mark."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """Text that both databases take, as `Words` stores it."""
    whole = text.replace("\0", "")
    return whole if whole.isascii() else whole.encode("utf-8", "replace").decode("utf-8")


def insert_missing(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that leaves alone the rows that are there; its `rowcount` are those that were not."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def unnested(dialect: str, name: str) -> ColumnElement[int]:
    """The numbers of the parameter `name`, bound by `numbers`, as the rows of a SELECT."""
    if dialect == "postgresql":
        return func.unnest(cast(bindparam(name, type_=Text), postgresql.ARRAY(BigInteger)))
    return cast(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value, Integer)


def numbers(dialect: str, given: Sequence[int]) -> str:
    """These numbers as one parameter: a statement is then the same for any count of them.

    As text, because psycopg takes 40 microseconds for each number of a list.
    """
    written = ",".join(map(str, given))
    return f"{{{written}}}" if dialect == "postgresql" else f"[{written}]"


def rows_of(dialect: str, name: str, kinds: Sequence[TypeEngine[Any]]) -> list[ColumnElement[Any]]:
    """The columns, of these kinds, of the rows in the parameter `name`, bound by `rows`.

    One parameter for any number of rows: bound one by one each costs three times as much.
    """
    given = bindparam(name, type_=Text)
    if dialect == "postgresql":
        each = func.json_array_elements(cast(given, postgresql.JSON)).table_valued("value").c.value
        return [cast(each.op("->>")(literal_column(str(n))), kind) for n, kind in enumerate(kinds)]
    each = func.json_each(given).table_valued("value").c.value
    return [func.json_extract(each, literal_column(f"'$[{n}]'"), type_=kind) for n, kind in enumerate(kinds)]


def rows(given: Sequence[Sequence[int | str]]) -> str:
    """These rows as one parameter; texts must be `storable`."""
    return json.dumps(given)


def reading(engine: Engine) -> Connection:
    """A connection that only reads: it never waits for a writer, and no writer waits for it.

    On PostgreSQL each statement sees what was stored by then, without the two journeys of a transaction.
    """
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    return engine.connect().execution_options(reads=True)


def chunks(values: Sequence[T], size: int = IN_AT_MOST) -> Iterator[Sequence[T]]:
    """These values in slices of at most `size`."""
    stream = iter(values)
    while chunk := list(islice(stream, size)):
        yield chunk
