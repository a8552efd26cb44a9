"""The public's door: what readers ask of us, each a verb that every door shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.errors import IllegalChange
from digest.models import Correction, Edition, Format
from digest.newsroom import Newsroom
from digest.rendering import Links, viewing
from subscribers.errors import KeptOut, NobodyThere
from subscribers.models import Departure, Subscription


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks who holds a token: when, and in words what they did, as the proof of it."""

    token: str
    at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One reader's copy of an edition, as it was sent: its format, and the links that are theirs.

    `corrections` is what was found to be wrong with it since.
    """

    edition: Edition
    format: Format
    links: Links
    corrections: tuple[Correction, ...] = ()


def genuine(room: Newsroom, purpose: str, token: str) -> bool:
    """Did we write this token, for this purpose? Asks no database."""
    return room.signer.verify(purpose, token) is not None


def standing(room: Newsroom, token: str) -> Subscription | None:
    """The subscription that this token would end, as it stands; None where the person was erased."""
    number = room.signer.verify("leave", token)
    return None if number is None else room.people.subscriptions([number]).get(number)


def leave(room: Newsroom, wishes: Sequence[Wish]) -> list[Subscription | None]:
    """No mail from now on to those whose tokens these are, all in one transaction; again changes nothing.

    None where there is nobody to leave: the token is not ours, or the person was erased.
    """
    numbers = [room.signer.verify("leave", wish.token) for wish in wishes]
    departures = [
        Departure(number, wish.at, wish.evidence)
        for number, wish in zip(numbers, wishes, strict=True)
        if number is not None
    ]
    stand = room.people.leave_together(departures) if departures else {}
    return [None if number is None else stand.get(number) for number in numbers]


def way_back(room: Newsroom, left: Subscription, at: datetime) -> str:
    """A token to take back that one left just now; empty where it is too late.

    It stands on the page that says "You have left", and in no mail: what is forwarded can stop mails
    and never start them.
    """
    return room.signer.token("return", left.id) if left.undoable(at) else ""


def come_back(room: Newsroom, wish: Wish) -> Subscription | None:
    """The subscription again, whose reader left by mistake minutes ago; else None."""
    subscription = room.signer.verify("return", wish.token)
    if subscription is None:
        return None
    try:
        return room.people.come_back(subscription, wish.at, wish.evidence)
    except (KeptOut, NobodyThere):
        return None


def copy(room: Newsroom, token: str) -> Copy | None:
    """The copy for which this token was written; None where it is not ours, or of another newsletter.

    Raises IllegalChange while an editor changes an edition that went to some and was held: what stands
    there then is not what was sent.
    """
    for form in Format:
        number = room.signer.verify(viewing(form), token)
        if number is not None:
            return _copy(room, number, form)
    return None


def _copy(room: Newsroom, number: int, form: Format) -> Copy | None:
    delivery = room.ledger.numbered(number)
    edition = room.editions.numbered(delivery.edition) if delivery else None
    if delivery is None or edition is None or edition.paper != room.newsletter.key:
        return None
    if not edition.sealed:
        raise IllegalChange(f"edition {edition.key} is being changed: nobody is shown it before its approval")
    links = Links.of(room.newsletter, room.signer, delivery, form)
    return Copy(edition, form, links, tuple(room.corrections.of(edition.newsletter, edition.day)))


def erase(room: Newsroom, address: str, at: datetime) -> bool:
    """Forget a person everywhere, but for a keyed mark that keeps an import from bringing them back.

    False where nobody has this address.
    """
    theirs = room.people.remove(address, at)
    room.ledger.forget(theirs)
    return bool(theirs)
