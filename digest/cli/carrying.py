"""`digest desk`: the corrections that today's edition carries, or leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from digest.cli.day import current
from digest.cli.desk import By, act
from digest.cli.door import door

Number = Annotated[int, typer.Argument(help="Its number in `digest desk corrections`.")]


def corrections(context: typer.Context) -> None:
    """The corrections of earlier editions that today's carries, and those that wait for one, by number."""
    from digest.desk.correcting import uncarried

    here = door(context)
    with here.newsroom() as room:
        edition = current(here, room)
        found = [(one, True) for one in edition.corrections]
        found += [(one, False) for one in uncarried(room, edition)]
        rows = [
            (one.id, "carried" if carried else "waits", one.day, one.headline, one.text)
            for one, carried in found
        ]
        if rows:
            here.screen.table(("No.", "", "Of", "Story", "Correction"), rows)
        else:
            here.screen.say("None is carried, and none waits.")
        here.screen.answer(
            edition=edition.key, corrections=[asdict(one) | {"carried": carried} for one, carried in found]
        )


def carry(context: typer.Context, number: Number, by: By = "") -> None:
    """Have today's draft carry a correction that came after it."""
    from digest import desk

    act(context, by, lambda room, seen, hand: desk.carry(room, seen, number, hand))


def leave_out(context: typer.Context, number: Number, by: By = "") -> None:
    """Leave a correction out of today's edition, and of later ones."""
    from digest import desk

    act(context, by, lambda room, seen, hand: desk.leave_out(room, seen, number, hand))


COMMANDS: dict[str, Callable[..., None]] = {
    "corrections": corrections,
    "carry": carry,
    "leave-out": leave_out,
}
