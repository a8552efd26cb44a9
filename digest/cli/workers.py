"""`digest worker`, and who sends: this process, or the workers that it hands the edition to."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import typer

from digest.cli import shown
from digest.cli.door import Door, door

if TYPE_CHECKING:
    from digest.models import Edition
    from digest.newsroom import Newsroom
    from digest.pipeline.amending import Send


def worker(context: typer.Context) -> None:
    """Take parts of editions from the broker and send them, until SIGTERM or Ctrl-C.

    As many as you like, on as many machines; see docs/running-it.md.
    """
    from digest.workers import work

    here = door(context)
    name = here.settings.newsletter.name

    def ready(broker: str) -> None:
        here.screen.say(f"{name}: worker {os.getpid()} waits for parts at {broker} (Ctrl-C ends it)")

    with here.clock.cutting_off():
        work(here.settings, here.clock, here.clock.stop, ready)
    here.screen.say("The worker has ended; what was on the wire is settled.")


def sender(here: Door, *, alone: bool = False) -> Send:
    """The verb that sends an edition: through workers where a broker is configured."""
    from digest.pipeline import delegate, publish
    from digest.workers import broker

    if alone or not here.settings.workers.broker:
        return publish
    return partial(delegate, workers=broker(here.settings))


def handed_over(here: Door, room: Newsroom, edition: Edition) -> None:
    """Leave the edition to the workers, and say where to look."""
    from digest.pipeline import hand_over
    from digest.workers import broker

    parts = hand_over(room, edition, here.clock, broker(here.settings))
    stands = room.editions.find(edition.newsletter, edition.day) or edition
    here.screen.say(f"Edition {edition.key} is {stands.status}: {parts} parts are handed to the workers.")
    if parts:
        here.screen.say("`digest status` tells how far they are; the last of them ends the edition.")
    shown.answer(here.screen, stands, parts=parts, tally=room.ledger.tally(stands))


COMMANDS = (worker,)
