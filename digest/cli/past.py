"""`digest desk past` and `record`: editions that went out, who changed what, and the proof of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.deliveries import named
from digest.cli.door import Door, door
from digest.cli.written import SCREEN, export

if TYPE_CHECKING:
    from digest.desk.looking import Entry, Glance
    from digest.models import Difference, Edition, Revision, Tally


def past(
    context: typer.Context,
    page: Annotated[int, typer.Option(min=1, max=100_000, help="Which page of the list.")] = 1,
    most: Annotated[int, typer.Option(min=1, max=1000, help="How many editions a page has.")] = 20,
) -> None:
    """Past editions, latest first: who approved each, and to how many it went."""
    from digest import desk

    here = door(context)
    with here.newsroom() as room:
        glances, more = desk.past(room, page, most)
    columns = ("Day", "Status", "Approved by", "Deliveries", "Corrections", "Subject")
    here.screen.table(columns, [_row(one) for one in glances])
    if more:
        here.screen.say(f"There are earlier ones: `digest desk past --page {page + 1}`.")
    here.screen.answer(editions=[_glance(one) for one in glances], page=page, more=more)


def record(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Its key or its day, as 2026-11-23; without, today's.")] = "",
    file: Annotated[
        Path | None, typer.Option("--csv", help="Write the record of human review here; - is the screen.")
    ] = None,
) -> None:
    """Who changed what in an edition; with --csv or --json, the record of human review.

    Story by story: whose words they are, who changed them, what was overruled and why, who approved
    the edition, and to how many it went.
    """
    from digest import desk
    from digest.desk.exporting import as_csv

    here = door(context)
    with here.newsroom() as room:
        this = named(here, room, edition)
        if file is not None:
            _export(here, this, as_csv(desk.review(room, this)), file)
        elif here.screen.as_json:
            here.screen.answer(**asdict(desk.review(room, this)))
        else:
            _show(here, this, desk.record(room, this))
            here.screen.say(_told(room.ledger.tally(this)))


def _row(one: Glance) -> tuple[object, ...]:
    edition = one.edition
    by = edition.sanction.by if edition.sanction else ""
    return edition.day, edition.status, by, _told(one.tally), one.corrections or "", edition.subject


def _glance(one: Glance) -> dict[str, object]:
    edition = one.edition
    return {
        "edition": edition.key,
        "day": edition.day,
        "subject": edition.subject,
        "status": edition.status,
        "approved": edition.sanction and asdict(edition.sanction),
        "tally": asdict(one.tally),
        "corrections": one.corrections,
    }


def _told(tally: Tally) -> str:
    counts = [f"{count} {name}" for name, count in asdict(tally).items() if count]
    return ", ".join(counts) or "sent to nobody"


def _show(here: Door, edition: Edition, entries: tuple[Entry, ...]) -> None:
    from digest.desk.looking import approval

    for one in entries:
        deed = one.deed
        here.screen.say(
            f"{deed.number:>4}  {deed.at:%d %b %H:%M}  {_who(deed)} {deed.action} {deed.about}".rstrip()
        )
        for each in one.differences:
            here.screen.say(f"{'':20}{_difference(each)}")
    if edition.sanction:
        sanction = edition.sanction
        let_out = approval(entries)
        whence = f" ({let_out.whence})" if let_out and let_out.whence else ""
        when = f"{sanction.at:%d %b %H:%M} UTC"
        here.screen.say(f"Approved by {sanction.by}{whence}, {when}: {sanction.fingerprint}")


def _who(deed: Revision) -> str:
    """Whose hand it was, in which role and by which door."""
    return f"{deed.by} ({deed.whence})" if deed.whence else deed.by


def _difference(one: Difference) -> str:
    """What was changed, in a line: - what it was, + what it became."""
    told = [f"{sign} {text}" for sign, text in (("-", one.before), ("+", one.after)) if text]
    whose = f" of {one.headline}" if one.headline not in (one.before, one.after, "") else ""
    return " ".join(f"{one.aspect}{whose}: {'  '.join(told)}".split("\n"))


def _export(here: Door, edition: Edition, told: str, file: Path) -> None:
    with export(file) as stream:
        stream.write(told)
    if file != SCREEN:
        here.screen.say(f"The record of human review of {edition.key} is written to {file}.")
        here.screen.answer(edition=edition.key, file=file)


COMMANDS = (past, record)
