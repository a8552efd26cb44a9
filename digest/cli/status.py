"""`digest status`: today's edition, the last ones, who is still to be mailed, and every ill source."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import typer

from digest.cli.door import door
from digest.models import EditionStatus

if TYPE_CHECKING:
    from digest.models import Condition, Edition, Tally
    from digest.newsroom import Newsroom


MOST = 1000  # uncertain deliveries that are named; `digest deliveries` lists them all


def status(context: typer.Context) -> None:
    """How things stand, and which sources are ill.

    Today's edition, the last deliveries, who is uncertain, and every ill source with the reason.
    """
    here = door(context)
    with here.newsroom() as room:
        now = here.clock.now()
        day = room.newsletter.day(now)
        edition = room.editions.find(room.newsletter.key, day)
        past = room.editions.before(room.newsletter.key, day, 7)
        tallies = {one.key: room.ledger.tally(one) for one in (*([edition] if edition else []), *past)}
        ill = ill_sources(room)
        uncertain = list(islice(room.ledger.listing(edition, "uncertain"), MOST)) if edition else []
        took_over = _took_over(room, edition) if edition else ""
        left = edition is not None and _left_alone(room, edition)
        subscribers = sum(1 for _ in room.people.mailable(room.newsletter.key))

    screen = here.screen
    screen.say(
        f"{room.newsletter.name}: {subscribers} subscribers, {len(room.origins)} sources, {len(ill)} ill"
    )
    screen.say(f"Today    {_told(edition, tallies)}" if edition else f"Today    no edition of {day} yet")
    if left:
        screen.say("         nobody sends it at this moment: `digest publish` goes on")
    if took_over:
        screen.say(f"Mailer   {took_over} has taken over from {room.mailers[0].name}")
    for one in past[:5]:
        screen.say(f"Before   {_told(one, tallies)}")
    for delivery in uncertain:
        screen.say(
            f"Uncertain  delivery {delivery.id}, subscription {delivery.subscription}: {delivery.reply}"
        )
    if ill:
        screen.say("Ill sources")
        rows = [
            (room.origins[key].outlet, one.ill, one.failures, since(one, now)) for key, one in ill.items()
        ]
        screen.table(("Source", "Why", "Failures", "Last good visit"), rows)
    screen.answer(
        mailer=took_over or room.mailers[0].name,
        newsletter=room.newsletter.key,
        subscribers=subscribers,
        edition={"key": edition.key, "status": edition.status, "subject": edition.subject}
        if edition
        else None,
        tallies={key: asdict(tally) for key, tally in tallies.items()},
        uncertain=[delivery.subscription for delivery in uncertain],
        ill_sources={key: {"outlet": room.origins[key].outlet, "why": one.ill} for key, one in ill.items()},
    )


def _left_alone(room: Newsroom, edition: Edition) -> bool:
    """Is it under way, and nobody at it?"""
    from digest.pipeline import is_at_work

    return edition.status is EditionStatus.SENDING and not is_at_work(room, edition)


def _took_over(room: Newsroom, edition: Edition) -> str:
    """The mailer that took the last message, if it is not the first one."""
    last = next(reversed(room.ledger.carried(edition)), "")
    return last if last in {mailer.name for mailer in room.mailers[1:]} else ""


def ill_sources(room: Newsroom) -> dict[str, Condition]:
    """The configured sources whose last visit went wrong, or that are gone for good."""
    return {
        key: condition
        for key, condition in sorted(room.archive.conditions().items())
        if key in room.origins and (condition.ill or condition.retired)
    }


def since(condition: Condition, now: datetime) -> str:
    """When a source was last well, in words."""
    if condition.succeeded is None:
        return "never"
    hours = (now - condition.succeeded).total_seconds() / 3600
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"


def _brief(edition: Edition) -> dict[str, str]:
    return {"key": edition.key, "status": edition.status, "subject": edition.subject}


def _told(edition: Edition, tallies: dict[str, Tally]) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in asdict(tallies[edition.key]).items() if count)
    return f"{edition.day} {edition.status}: {edition.subject}" + (f" ({counts})" if counts else "")


COMMANDS = (status,)
