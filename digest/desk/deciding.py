"""What lets an edition out or keeps it in: approve, hold, release, and go on with one held on its way."""

from __future__ import annotations

from digest.desk.checking import require_sound
from digest.errors import IllegalChange, NotAllowed
from digest.models import Action, Deed, Edition, EditionStatus, Hand, Role
from digest.newsroom import Newsroom


def approve(room: Newsroom, edition: Edition, hand: Hand) -> Edition:
    """Let the edition out, sealed: what is approved here, and nothing else, is what will be sent.

    Raises NotAllowed for an editor, Doubtful where a finding blocks, and Conflict where another hand
    changed it since it was seen.
    """
    require_chief(hand, "approves an edition")
    require_sound(room, edition)
    sealed = edition.approved(hand.name, hand.at)
    return room.editions.revise(edition, sealed, Deed(hand, Action.APPROVED, edition.subject))


def hold(room: Newsroom, edition: Edition, hand: Hand) -> Edition:
    """Keep the edition in until someone releases it; a running send stops after what is on the wire."""
    return room.editions.revise(edition, edition.moved(EditionStatus.HELD), Deed(hand, Action.HELD))


def release(room: Newsroom, edition: Edition, hand: Hand) -> Edition:
    """End a hold: what still is as it was approved is so again, if a chief says so; all else is a draft.

    A draft needs its approval anew; the record says when one ended here.
    """
    if resumable(edition) and hand.role is Role.CHIEF:
        deed = Deed(hand, Action.RELEASED, "as it was approved")
        return room.editions.revise(edition, edition.moved(EditionStatus.APPROVED), deed)
    deed = Deed(hand, Action.RELEASED, "as a draft: its approval is over" if edition.sanction else "")
    return room.editions.revise(edition, edition.moved(EditionStatus.DRAFT), deed)


def proceed(room: Newsroom, edition: Edition, hand: Hand) -> Edition:
    """Let a held edition go on as it was approved: the next `publish` sends it to the rest.

    Raises IllegalChange where it was changed since, or never approved.
    """
    require_chief(hand, "lets an edition go on")
    if edition.status is not EditionStatus.HELD:
        raise IllegalChange(f"edition {edition.key} is {edition.status}: only a held one can go on")
    if not resumable(edition):
        raise IllegalChange(f"edition {edition.key} was changed since its approval: release and approve it")
    return room.editions.revise(edition, edition.moved(EditionStatus.APPROVED), Deed(hand, Action.CONTINUED))


def resumable(edition: Edition) -> bool:
    """Whether a held edition is still exactly what was approved."""
    return edition.status is EditionStatus.HELD and edition.sealed


def require_chief(hand: Hand, what: str) -> None:
    """Raise NotAllowed where only a chief may do this."""
    if hand.role is not Role.CHIEF:
        raise NotAllowed(f"a chief {what}: {hand.name} is an editor")
