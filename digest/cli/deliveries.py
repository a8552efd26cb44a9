"""`digest deliveries`: what became of an edition, person by person; as a table, or all of it as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from digest.cli.door import Door, door
from digest.cli.written import SCREEN, export
from digest.errors import ConfigurationError, DigestError
from digest.models import DeliveryStatus

if TYPE_CHECKING:
    from digest.models import Delivery, Edition
    from digest.newsroom import Newsroom

PAGE = 1000
COLUMNS = ("to", "status", "tries", "at", "due", "mailer", "reply", "receipt", "delivery")
# Their last try is not among the `attempts`: those were put off.
TRIED_ONCE_MORE = (DeliveryStatus.SENT, DeliveryStatus.REFUSED, DeliveryStatus.UNCERTAIN)

Row = dict[str, Any]


def deliveries(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Its key or its day, as 2026-11-23; without, today's.")] = "",
    to: Annotated[str, typer.Option(help="This address alone.")] = "",
    status: Annotated[
        str, typer.Option(help="These alone: waiting, sending, sent, refused, skipped or uncertain.")
    ] = "",
    most: Annotated[int, typer.Option(help="How many to show.")] = 100,
    file: Annotated[
        Path | None, typer.Option("--csv", help="Write all of them here as CSV; - is the screen.")
    ] = None,
) -> None:
    """What became of an edition, person by person.

    Who got it, when and through whom, who did not, and what the server said.
    """
    here = door(context)
    if status and status not in set(DeliveryStatus):
        raise ConfigurationError(f"--status {status}: is one of {', '.join(DeliveryStatus)}")
    with here.newsroom() as room:
        this = named(here, room, edition)
        rows = _rows(room, this, to, status)
        if file is not None:
            _export(here, rows, file)
            return
        tally = room.ledger.tally(this)
        shown = list(islice(rows, most))
    counts = {name: count for name, count in asdict(tally).items() if count}
    here.screen.table(COLUMNS[:-1], [[row[name] for name in COLUMNS[:-1]] for row in shown])
    told = ", ".join(f"{count} {name}" for name, count in counts.items()) or "nobody is listed yet"
    here.screen.say(f"{this.key} is {this.status}: {told}; {len(shown)} shown.")
    here.screen.answer(edition=this.key, status=this.status, tally=asdict(tally), deliveries=shown)


def named(here: Door, room: Newsroom, name: str) -> Edition:
    """The edition of this key or day."""
    key = room.newsletter.key
    written = name.removeprefix(f"{key}-")
    try:
        day = date.fromisoformat(written) if written else room.newsletter.day(here.clock.now())
    except ValueError:
        raise ConfigurationError(f"{name}: name an edition as {key}-2026-11-23, or its day") from None
    found = room.editions.find(key, day)
    if found is None:
        raise DigestError(f"there is no edition {key}-{day}")
    return found


def _rows(room: Newsroom, edition: Edition, to: str, status: str) -> Iterator[Row]:
    """Each delivery with its person's address, a page at a time."""
    subscription = None
    if to:
        person = room.people.find(to, edition.newsletter)
        if person is None:
            raise DigestError(f"nobody here has the address {to}")
        subscription = person.id
    found = room.ledger.listing(edition, status, subscription)
    while page := list(islice(found, PAGE)):
        people = room.people.subscriptions([one.subscription for one in page])
        for one in page:
            person = people.get(one.subscription)
            yield _row(one, person.subscriber.address if person else f"(erased, {one.subscription})")


def _row(one: Delivery, address: str) -> Row:
    return {
        "to": address,
        "status": str(one.status),
        "tries": one.attempts + (one.status in TRIED_ONCE_MORE),
        "at": one.at.isoformat(timespec="seconds") if one.at else "",
        "due": one.due.isoformat(timespec="seconds") if one.due else "",
        "mailer": one.mailer,
        "reply": one.reply,
        "receipt": one.receipt,
        "delivery": one.id,
    }


def _export(here: Door, rows: Iterator[Row], file: Path) -> None:
    with export(file) as stream:
        count = _write(rows, stream)
    if file != SCREEN:
        here.screen.say(f"{count} deliveries written to {file}.")
        here.screen.answer(count=count, file=file)


def _write(rows: Iterator[Row], stream: TextIO) -> int:
    """CSV that no spreadsheet runs: replies and addresses are strangers' words."""
    from subscribers.sheets import guarded

    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007  (the last count is the result)
        writer.writerow(guarded(str(row[name])) for name in COLUMNS)
    return count


COMMANDS = (deliveries,)
