"""Taking back: the last deed, or everything since a version. Taking back is itself a deed of the record."""

from __future__ import annotations

from collections.abc import Sequence

from digest.desk.changing import require_open
from digest.errors import Anothers, IllegalChange
from digest.models import Action, Deed, Edition, Hand, Revision, overtaken
from digest.newsroom import Newsroom


def undo(room: Newsroom, edition: Edition, hand: Hand, *, sure: bool = False) -> Edition:
    """Take back the last change of content that still stands.

    Doing it again takes back the one before. Raises IllegalChange where nothing is left but the draft, and
    Anothers where it is another hand's and nobody said to be `sure`.
    """
    require_open(edition)
    _require_seen(room, edition, hand)
    deed = undoable(room.editions.history(edition))
    if deed is None:
        raise IllegalChange(f"nothing was changed in edition {edition.key} that could be taken back")
    if deed.by != hand.name and not sure:
        raise Anothers(f"{deed.by} did that ({deed.done}), and nothing was taken back")
    before = room.editions.at(edition, deed.number - 1)
    about = f"{deed.action}: {deed.about}".removesuffix(": ")
    return room.editions.revise(edition, before, Deed(hand, Action.UNDID, about, undoes=deed.number))


def undoable(history: Sequence[Revision]) -> Revision | None:
    """What of this record `undo` would take back, or None."""
    undone = {one.undoes for one in history}
    standing = (
        one
        for one in reversed(history)
        if one.changes and one.number > 1 and one.action is not Action.UNDID and one.number not in undone
    )
    return next(standing, None)


def restore(room: Newsroom, edition: Edition, number: int, hand: Hand) -> Edition:
    """Go back to what the edition said after an entry of its record. Raises StoreError without that entry."""
    require_open(edition)
    _require_seen(room, edition, hand)
    version = room.editions.at(edition, number)
    if version == edition:
        return edition
    return room.editions.revise(edition, version, Deed(hand, Action.RESTORED, f"number {number}"))


def _require_seen(room: Newsroom, edition: Edition, hand: Hand) -> None:
    """Raise Conflict where the edition was changed since this hand saw it."""
    later = [one for one in room.editions.history(edition) if one.number > edition.revision]
    if any(one.changes for one in later):
        raise overtaken(later, hand.name)
