"""`digest desk correct`: say what a sent edition got wrong, and mail it to those who have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import shown
from digest.cli.deliveries import named
from digest.cli.door import Door, door
from digest.errors import ConfigurationError, Unavailable
from digest.models import CORRECTING

if TYPE_CHECKING:
    from digest.models import Correction, Edition
    from digest.newsroom import Newsroom, Tell
    from digest.pipeline.amending import Send


def correct(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Its key or its day, as 2026-11-23.")],
    story: Annotated[str, typer.Argument(help="The story's number in the order of reading, or its key.")],
    text: Annotated[str, typer.Argument(help="What was wrong, and what is right.")],
    mail: Annotated[bool, typer.Option("--mail", help="Mail it to those who have that edition.")] = False,
    by: Annotated[str, typer.Option(help="Who says so; kept with the edition.")] = "",
) -> None:
    """Say what a sent edition got wrong.

    Its page shows the correction from now on, and the next edition carries it.
    """
    from digest import desk

    here = door(context)
    with here.newsroom() as room:
        this = named(here, room, edition)
        said = desk.correct(room, this, _key(this, story), text, here.hand(by), mail=mail)
        here.screen.say(f"Corrected in {this.key}: {said.headline}")
        here.screen.say("Its page shows it, and the next draft carries it.")
        if mail:
            _mailed(here, room, said)
        else:
            here.screen.answer(edition=this.key, story=said.story, correction=said.id)


@contextmanager
def finishing(here: Door, room: Newsroom, send: Send) -> Iterator[Tell]:
    """A send, shown as it goes; whatever becomes of it, the mails of corrections go out after it."""
    from digest.pipeline import mail_corrections

    with here.clock.listening(), here.screen.progress() as tell:
        try:
            yield tell
        finally:
            mail_corrections(room, here.clock, tell, send)


def _key(edition: Edition, story: str) -> str:
    """The key of the story with this number in the order of reading, or with this key."""
    if any(one.key == story for one in edition.stories):
        return story
    order = [one for _, stories in edition.sections() for one in stories]
    if not story.isdigit() or not 1 <= int(story) <= len(order):
        raise ConfigurationError(f"{story}: name a story of {edition.key} by its number, 1 to {len(order)}")
    return order[int(story) - 1].key


def _mailed(here: Door, room: Newsroom, said: Correction) -> None:
    """Send what is left of its mail, and say how it stands."""
    from digest.cli.workers import sender

    with finishing(here, room, sender(here)):
        pass
    mail = room.editions.latest(f"{said.newsletter}{CORRECTING}{said.id}")
    if mail is None:
        return
    tally = room.ledger.tally(mail)
    shown.tally(here.screen, mail, tally, here.settings)
    shown.answer(here.screen, mail, correction=said.id, tally=tally)
    if not tally.finished:
        raise Unavailable(f"{tally.waiting} people are still to be mailed: `digest publish` goes on")
