"""`digest desk`, the rest of it: other words, what may stand, proofs, and what was done and is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import edited
from digest.cli.day import current
from digest.cli.desk import By, Named, act
from digest.cli.door import door
from digest.errors import Anothers, DigestError

if TYPE_CHECKING:
    from digest.models import Edition, Hand
    from digest.newsroom import Newsroom


def suggest(
    context: typer.Context,
    story: Named,
    take: Annotated[bool, typer.Option("--take", help="Save the suggestion at once.")] = False,
    by: By = "",
) -> None:
    """Ask the model for another wording; nothing is saved without --take."""
    from digest import desk

    here = door(context)
    with here.newsroom() as room:
        seen = current(here, room)
        one = edited.named(seen, story)
        other = desk.suggest(room, seen, one.key)
        if other is None:
            raise DigestError("no model is configured: [summariser] in the configuration names one")
        if not take:
            edited.words(here.screen, other)
            return
        after = desk.reword(
            room, seen, one.key, here.hand(by), headline=other.headline, lead=other.lead, writer=other.writer
        )
        edited.done(here.screen, room, seen, after)


def overrule(
    context: typer.Context,
    finding: Annotated[int, typer.Argument(help="Its number in `digest desk findings`.")],
    reason: Annotated[str, typer.Argument(help="Why it may stand; kept in the record.")],
    by: By = "",
) -> None:
    """Let a finding stand, knowingly."""
    from digest import desk

    here = door(context)
    with here.newsroom() as room:
        seen = current(here, room)
        found = desk.findings(room, seen)
        if not 1 <= finding <= len(found):
            raise DigestError(f"there is no finding {finding}: `digest desk findings` lists {len(found)}")
        after = desk.overrule(room, seen, found[finding - 1], reason, here.hand(by))
        edited.done(here.screen, room, seen, after)


def proof(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="An address of your own.")],
    lite: Annotated[bool, typer.Option("--lite", help="The text alone.")] = False,
    by: By = "",
) -> None:
    """Send the edition to yourself, as readers will get it, marked [Proof]."""
    from digest import desk
    from digest.models import Format

    here = door(context)
    with here.newsroom() as room:
        edition = current(here, room)
        form = Format.LITE if lite else Format.FULL
        sent = desk.proof(room, edition, address, here.hand(by), form)
        here.screen.say(f"A proof of {edition.key} went to {sent.recipient} through {room.mailers[0].name}.")
        here.screen.answer(edition=edition.key, proof=sent.recipient, message_id=sent.message_id)


def undo(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Also what another hand did.")] = False,
    by: By = "",
) -> None:
    """Take back the last change; again, the one before."""
    from digest import desk

    def deed(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
        try:
            return desk.undo(room, seen, hand, sure=yes)
        except Anothers as doubt:
            if not edited.sure(door(context).screen, str(doubt), "Take it back all the same?"):
                raise Anothers(f"{doubt} (--yes takes it back all the same)") from None
            return desk.undo(room, seen, hand, sure=True)

    act(context, by, deed)


def restore(
    context: typer.Context,
    version: Annotated[int, typer.Argument(help="A number in `digest desk history`.")],
    by: By = "",
) -> None:
    """Go back to what the edition said after an entry of its record."""
    from digest import desk

    act(context, by, lambda room, seen, hand: desk.restore(room, seen, version, hand))


def history(context: typer.Context) -> None:
    """Who did what to today's edition, and when."""
    here = door(context)
    with here.newsroom() as room:
        edition = current(here, room)
        edited.history(here.screen, edition, room.editions.history(edition))


def continue_(context: typer.Context, by: By = "") -> None:
    """Let a held edition go on as it was approved; `digest publish` sends it to the rest."""
    from digest import desk

    act(context, by, desk.proceed)


COMMANDS: dict[str, Callable[..., None]] = {
    "suggest": suggest,
    "overrule": overrule,
    "proof": proof,
    "undo": undo,
    "restore": restore,
    "history": history,
    "continue": continue_,
}
