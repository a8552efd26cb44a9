"""Looking back: past editions, how each stands, and who changed what in it. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.models import (
    CORRECTING,
    Action,
    Correction,
    Difference,
    Edition,
    Revision,
    Tally,
    differences,
)
from digest.newsroom import Newsroom

PAGE = 20


@dataclass(frozen=True, slots=True)
class Glance:
    """An edition in a list: how many it was sent to, and how often it was corrected."""

    edition: Edition
    tally: Tally
    corrections: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction of an edition, and what became of it.

    `dealt` is the edition that dealt with it last, `printed` tells that it carries it and did not leave it
    out. `mail` counts those whom its own mail goes to; None where nobody asked for one.
    """

    correction: Correction
    dealt: Edition | None = None
    printed: bool = False
    mail: Tally | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an edition stands: who got it, through whom, and what was corrected in it.

    `mailers` counts the messages that each of them took. `sealed` tells that it says exactly what was
    approved.
    """

    edition: Edition
    tally: Tally
    mailers: dict[str, int]
    amendments: tuple[Amendment, ...]

    @property
    def reached(self) -> int:
        """How many have it, or may have it."""
        return self.tally.sent + self.tally.uncertain


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed of the record, and what it changed."""

    deed: Revision
    differences: tuple[Difference, ...] = ()


def approval(entries: Sequence[Entry]) -> Revision | None:
    """The last deed of the record by which it was approved, or None."""
    return next((one.deed for one in reversed(entries) if one.deed.action is Action.APPROVED), None)


def past(room: Newsroom, page: int = 1, most: int = PAGE) -> tuple[tuple[Glance, ...], bool]:
    """The editions of a page, counted from 1, latest first; and whether there are earlier ones."""
    found = room.editions.all(room.newsletter.key, most + 1, (page - 1) * most)
    return tuple(_glance(room, one) for one in found[:most]), len(found) > most


def standing(room: Newsroom, edition: Edition) -> Standing:
    """How the edition stands at this moment."""
    tally = room.ledger.tally(edition)
    mailers = room.ledger.carried(edition) if tally.sent else {}
    return Standing(edition, tally, mailers, tuple(_amendments(room, edition)))


def record(room: Newsroom, edition: Edition) -> tuple[Entry, ...]:
    """Who did what to the edition, oldest first, each with what it changed."""
    return tuple(entry for entry, _ in versions(room, edition))


def versions(room: Newsroom, edition: Edition) -> Iterator[tuple[Entry, Edition]]:
    """The record, each entry with the edition as it was afterwards. The first changes nothing: it drafts."""
    stands: Edition | None = None
    for deed in room.editions.history(edition):
        before = stands
        if stands is None or deed.changes:
            stands = room.editions.at(edition, deed.number)
        yield Entry(deed, differences(before, stands) if before and deed.changes else ()), stands


def _glance(room: Newsroom, edition: Edition) -> Glance:
    corrected = len(room.corrections.of(edition.newsletter, edition.day))
    return Glance(edition, room.ledger.tally(edition), corrected)


def _amendments(room: Newsroom, edition: Edition) -> Iterator[Amendment]:
    dealt = room.corrections.carriers(edition.newsletter, edition.day)
    for one in room.corrections.of(edition.newsletter, edition.day):
        number = dealt.get(one.id or 0)
        by = None if number is None else room.editions.numbered(number)
        mail = room.editions.latest(f"{one.newsletter}{CORRECTING}{one.id}")
        yield Amendment(
            one,
            by,
            by is not None and one.id in {each.id for each in by.corrections},
            None if mail is None else room.ledger.tally(mail),
        )
