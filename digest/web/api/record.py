"""The record of human review: who did what to an edition, approved what, and let what stand."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from pydantic import Field

from digest.models import Revision
from digest.web.api.told import Correction, Overruling, Standing, Tally, Told
from subscribers.sheets import guarded


class Entry(Told):
    """One deed of the record; `changes` tells that it changed what readers will read."""

    number: int
    at: datetime
    by: str
    action: str
    about: str
    status: str
    fingerprint: str
    changes: bool
    undoes: int | None


class History(Told):
    revision: int
    entries: tuple[Entry, ...]


class Worded(Told):
    """A story whose words are a model's, a hand's or both."""

    key: str
    headline: str
    writer: str
    hand: str


class Record(Standing):
    """The record of human review: who did what, approved what, and let what stand."""

    fingerprint: str
    entries: tuple[Entry, ...]
    overrulings: tuple[Overruling, ...]
    worded: tuple[Worded, ...]
    corrected: tuple[Correction, ...] = Field(description="What was said to be wrong since it was sent.")
    tally: Tally


def sheet(entries: Iterable[Revision]) -> str:
    """The entries as CSV, which no spreadsheet takes for formulas."""
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(Entry.model_fields)
    for one in entries:
        row = Entry.model_validate(one).model_dump(mode="json")
        writer.writerow("" if cell is None else guarded(str(cell)) for cell in row.values())
    return text.getvalue()
