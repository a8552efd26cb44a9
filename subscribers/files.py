"""Lists of people in and out as CSV: every good row gets in, and every bad one is named with its line."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

from subscribers import facts
from subscribers.addresses import folded, normal
from subscribers.errors import BadAddress, BadFile
from subscribers.models import Entry, Registration, Result, Subscription
from subscribers.sheets import BadRow, guarded, sheet

CHUNK = 1000

# What each column may be called, best name first, in lower case and with single spaces.
COLUMNS: dict[str, tuple[str, ...]] = {
    "address": ("email", "e mail", "email address", "e mail address", "mail", "address"),
    "name": ("name", "full name"),
    "format": ("format",),
    "zone": ("time zone", "timezone", "zone", "tz"),
    "language": ("language", "lang"),
    "membership": ("membership", "member"),
    "consent": ("consent", "status"),
    "consented": ("consented", "consented at", "consent date", "optin time"),
    "evidence": ("evidence", "consent evidence"),
    "health": ("health",),
}
HEADER = (
    *("email", "name", "format", "time zone", "language"),
    *("membership", "consent", "consented", "evidence", "health"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A good row: its line, and what it says of a person. The newsletter is the importer's to say."""

    line: int
    said: Registration


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a file, read as they are asked for, and the columns that mean nothing to us."""

    rows: Iterator[Row | BadRow]
    ignored: tuple[str, ...]

    def __iter__(self) -> Iterator[Row | BadRow]:
        return self.rows


@dataclass(frozen=True, slots=True)
class Intake:
    """What an import adds to every row: for which newsletter, on whose word, and when."""

    newsletter: str
    evidence: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every row. `left` and `erased` were kept out, as these people asked."""

    added: int
    changed: int
    unchanged: int
    left: int
    erased: int
    bad: tuple[BadRow, ...]


class Register(Protocol):
    """Where registrations are entered: the people in their database."""

    def enter(self, registrations: Sequence[Registration], at: datetime) -> list[Entry]: ...


def read(source: Path | BinaryIO) -> Reading:
    """The rows of a CSV file with a header, good and bad, in its order. Raises BadFile.

    UTF-8 and UTF-16, separated by comma, semicolon or tab; the file is never held in memory.
    """
    table = sheet(source)
    table.head(lambda header: len(_places(header)))
    places = _places(table.header)
    if "address" not in places:
        raise BadFile(
            f"{table.name}, line 1: no column is called email; the first line names the columns: "
            f"{', '.join(HEADER)}"
        )
    used = set(places.values())
    ignored = tuple(column for place, column in enumerate(table.header) if place not in used and column)
    return Reading(table.read(lambda line, cells: _row(line, cells, places)), ignored)


def import_rows(people: Register, rows: Iterable[Row | BadRow], intake: Intake) -> ImportReport:
    """Enter every good row, a thousand to a transaction. Again, it changes nothing.

    What was entered before a failure stays; importing the file again completes it.
    """
    bad: list[BadRow] = []
    counted: Counter[Result] = Counter()
    good = _once(rows, bad)
    while some := list(islice(good, CHUNK)):
        said = [_taken_in(row.said, intake) for row in some]
        counted.update(entry.result for entry in people.enter(said, intake.at))
    return ImportReport(
        added=counted[Result.ADDED],
        changed=counted[Result.CHANGED],
        unchanged=counted[Result.UNCHANGED],
        left=counted[Result.LEFT],
        erased=counted[Result.ERASED],
        bad=tuple(bad),
    )


def export_rows(subscriptions: Iterable[Subscription], stream: TextIO) -> int:
    """Write everyone as CSV that `read` restores exactly and no spreadsheet runs; how many.

    The stream must be opened with newline="" and a Unicode encoding.
    """
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    count = 0
    for count, subscription in enumerate(subscriptions, start=1):  # noqa: B007  (the last count is the result)
        writer.writerow(guarded(cell) for cell in _written(subscription))
    return count


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where each of our columns stands in this header, as far as it does."""
    plain = [re.sub(r"[\s_-]+", " ", column.strip().casefold()) for column in header]
    found = {
        column: next((name for name in names if name in plain), None) for column, names in COLUMNS.items()
    }
    return {column: plain.index(name) for column, name in found.items() if name is not None}


def _row(line: int, cells: Mapping[int, str], places: Mapping[str, int]) -> Row:
    def cell(column: str) -> str:
        return cells[places[column]] if column in places else ""

    try:
        address = normal(cell("address"))
    except BadAddress as fault:
        raise ValueError(str(fault)) from None
    said = Registration(
        address=address,
        newsletter="",
        name=facts.name(cell("name")),
        format=facts.format(cell("format")),
        zone=facts.zone(cell("zone")),
        language=facts.language(cell("language")),
        membership=facts.membership(cell("membership")),
        consent=facts.consent(cell("consent")),
        consented=facts.moment(cell("consented")),
        evidence=facts.evidence(cell("evidence")),
        health=facts.health(cell("health")),
    )
    return Row(line, said)


def _once(rows: Iterable[Row | BadRow], bad: list[BadRow]) -> Iterator[Row]:
    """The good rows, each person once; bad ones and repetitions go to `bad`."""
    lines: dict[str, int] = {}
    for row in rows:
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        first = lines.setdefault(folded(row.said.address), row.line)
        if first == row.line:
            yield row
        else:
            bad.append(BadRow(row.line, f"{row.said.address} stands in line {first} already"))


def _taken_in(said: Registration, intake: Intake) -> Registration:
    return replace(said, newsletter=intake.newsletter, evidence=said.evidence or intake.evidence)


def _written(subscription: Subscription) -> tuple[str, ...]:
    person = subscription.subscriber
    return (
        person.address,
        person.name,
        subscription.format,
        subscription.zone,
        subscription.language,
        person.membership,
        subscription.consent,
        subscription.consented.isoformat() if subscription.consented else "",
        subscription.evidence,
        person.health,
    )
