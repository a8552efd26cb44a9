"""`digest subscribers`: add, list, import, export, remove."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from digest.cli import written
from digest.cli.door import door
from digest.errors import ConfigurationError, DigestError

if TYPE_CHECKING:
    from subscribers.models import Subscription

app = typer.Typer(no_args_is_help=True)

SHOWN = 10  # bad rows named on the screen; a report file holds them all


@app.command("add")
def add(
    context: typer.Context,
    address: str,
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    letter: Annotated[Literal["full", "lite"], typer.Option("--format", help="Letter to receive.")] = "full",
    zone: Annotated[str, typer.Option(help="Their time zone, as Africa/Nairobi.")] = "",
    evidence: Annotated[str, typer.Option(help="How they agreed; kept as proof.")] = "added by the operator",
) -> None:
    """Add a reader who has agreed to receive the newsletter."""
    from digest.wiring import people
    from subscribers import facts
    from subscribers.models import Consent, Registration

    here = door(context)
    now = here.clock.real()
    try:
        name, evidence, known_zone = facts.name(name), facts.evidence(evidence), facts.zone(zone)
    except ValueError as fault:
        raise ConfigurationError(str(fault)) from None
    said = Registration(
        address=address,
        newsletter=here.settings.newsletter.key,
        name=name,
        format=letter,
        zone=known_zone,
        consent=Consent.GIVEN,
        consented=now,
        evidence=evidence,
    )
    with people(here.settings) as readers:
        subscription = readers.add(said, now)
    here.screen.say(f"{subscription.subscriber.address} receives {here.settings.newsletter.name}.")
    here.screen.answer(subscription=subscription.id, address=subscription.subscriber.address)


@app.command("list")
def list_(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Part of an address or a name.")] = "",
    most: Annotated[int, typer.Option(help="How many to show.")] = 100,
) -> None:
    """Readers, with consent, format, time zone and address health."""
    from digest.wiring import people

    here = door(context)
    newsletter = here.settings.newsletter.key
    with people(here.settings) as readers:
        found = readers.search(newsletter, text, most=most)
        count = readers.count(newsletter, text)
    rows = [_shown(one) for one in found]
    here.screen.table(("Address", "Name", "Consent", "Format", "Time zone", "Health"), rows)
    here.screen.say(f"{len(found)} of {count}.")
    columns = ("address", "name", "consent", "format", "zone", "health")
    here.screen.answer(count=count, subscribers=[dict(zip(columns, row, strict=True)) for row in rows])


def _shown(one: Subscription) -> tuple[str, ...]:
    person = one.subscriber
    return person.address, person.name, one.consent, one.format, one.zone, person.health


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with a header row; a column `email` is needed.")],
    evidence: Annotated[str, typer.Option(help="How these people agreed; kept as proof.")] = "",
) -> None:
    """Add readers from CSV; twice changes nothing.

    Good rows get in, bad ones are named with their line and reason.
    """
    from digest.wiring import people
    from subscribers.files import Intake, import_rows, read

    here = door(context)
    now = here.clock.real()
    proof = evidence or f"imported from {file.name} on {now.astimezone(UTC).date()}"
    with people(here.settings) as readers:
        rows = read(file)
        report = import_rows(readers, rows, Intake(here.settings.newsletter.key, proof, now))
    here.screen.say(
        f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged; "
        f"kept out: {report.left} who left, {report.erased} erased."
    )
    for name in rows.ignored:
        here.screen.warn(f"{file}: the column {name!r} is not known and was left out")
    for row in report.bad[:SHOWN]:
        here.screen.warn(f"{file}, line {row.line}: {row.reason}")
    here.screen.answer(
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        left=report.left,
        erased=report.erased,
        bad=[{"line": row.line, "reason": row.reason} for row in report.bad],
    )
    if report.bad:
        more = f" (the first {SHOWN} are named; --json names all)" if len(report.bad) > SHOWN else ""
        raise DigestError(f"{len(report.bad)} rows are bad and were left out; the others are in{more}")


@app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write; - is the screen.")] = written.SCREEN,
) -> None:
    """Write every reader as CSV that `import` restores exactly."""
    from digest.wiring import people
    from subscribers.files import export_rows

    here = door(context)
    with people(here.settings) as readers:
        everyone = readers.everyone(here.settings.newsletter.key)
        with written.export(file) as stream:
            count = export_rows(everyone, stream)
    if file != written.SCREEN:
        here.screen.say(f"{count} readers written to {file}.")
        here.screen.answer(count=count, file=file)


@app.command("remove")
def remove(context: typer.Context, address: str) -> None:
    """Erase a person, everywhere; only they themselves can come back."""
    from digest.reception import erase

    here = door(context)
    with here.newsroom() as room:
        erased = erase(room, address, here.clock.real())
    if not erased:
        raise DigestError(f"nobody here has the address {address}")
    here.screen.say(f"{address} is erased.")
    here.screen.answer(erased=address)
