"""Who sends is alone, and what is known when the database is away is kept until it is back."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.errors import Busy, StoreError
from digest.models import DeliveryStatus, Edition, Outcome, Part, Wanted
from digest.newsroom import Clock, Hold, Newsroom

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=10)
LOOK = 1.0  # seconds between two looks at whether the database, or another sender, is back


@dataclass
class Charge:
    """Whom one sender alone has to send: the whole list or a part of it, for as long as its locks hold.

    `others` tells that somebody else has had them since, and may have died with people on the wire.
    """

    part: Part | None
    holds: tuple[Hold, ...] = ()
    others: bool = False

    def require(self) -> None:
        """Raise StoreError where a lock is lost: from then on others may send to the same people."""
        for hold in self.holds:
            hold.require()

    def regain(self) -> None:
        """Take again what was lost, and remember whether others had it. Raises Busy, StoreError."""
        for hold in self.holds:
            self.others = hold.regain() or self.others


@contextmanager
def alone(room: Newsroom, edition: Edition, part: Part | None, clock: Clock) -> Iterator[Charge]:
    """Nobody else sends these people: whoever sends all keeps out all others, parts only their like.

    Waits for a sender that may be alive and may have lost its lock a moment ago: Busy when it is back.
    """
    _give_way(room, edition, part, clock)
    with ExitStack() as held:
        whole = room.locks.hold(lock_of(edition), shared=part is not None, fenced=True)
        holds = [held.enter_context(whole)]
        if part is not None:
            holds.append(held.enter_context(room.locks.hold(lock_of(edition, part), fenced=True)))
        yield Charge(part, tuple(holds))


def _give_way(room: Newsroom, edition: Edition, part: Part | None, clock: Clock) -> None:
    """Wait while somebody is marked as on the wire, and whoever marked them may come back for the lock."""
    told = False
    while (doubt := room.locks.in_doubt()) > 0 and room.ledger.tally(edition, part).sending:
        if room.locks.held([lock_of(edition, part)]):
            return  # they are back
        if clock.stopping():
            raise Busy(f"whoever was sending {edition.key} may come back: the database has just begun")
        if not told:
            log.warning("the database has just begun: waiting for whoever was sending %s", edition.key)
        told = True
        clock.pause(min(LOOK, doubt))


def lock_of(edition: Edition, part: Part | None = None) -> str:
    """The lock that is held by whoever sends the edition, or this part of it."""
    return f"publish-{edition.key}" + (f"-{part[0]}-{part[1]}" if part else "")


def is_at_work(room: Newsroom, edition: Edition) -> bool:
    """Does anybody send the edition, or a part of it, at this moment?"""
    return bool(room.locks.held([lock_of(edition)]))


class Unsettled(StoreError):  # noqa: N818  (it names what happened)
    """The database went away under a send; `known` is what became of people, and may not be stored."""

    def __init__(self, why: StoreError, edition: Edition, known: Sequence[Outcome]) -> None:
        super().__init__(str(why))
        self.edition = edition
        self.known = tuple(known)


def settle(room: Newsroom, left: Unsettled, charge: Charge, clock: Clock) -> None:
    """Store what is known, however often it takes; raises StoreError or Busy when patience is at its end.

    The database may have lost the locks of this send, which are taken again first. Who has them meanwhile
    has made uncertain what was on the wire, and that stands.
    """
    log.warning("%s; what is known of %d people is kept", left, len(left.known))
    until = clock.now() + PATIENCE
    while True:
        try:
            charge.regain()
            _store(room, left, charge, clock.now())
        except (StoreError, Busy):
            if clock.stopping() or clock.now() >= until:
                raise
            clock.pause(LOOK)
        else:
            return


def _store(room: Newsroom, left: Unsettled, charge: Charge, now: datetime) -> None:
    """Settle what is known. Who else is `sending` was claimed by a turn whose answer was lost, and waits.

    Where others had the `charge` meanwhile nobody waits again: who is `sending` may be on the wire of one who
    died. So may they whom we know to wait, if that was stored already and only its answer lost.
    """
    if charge.others:
        outcomes = [one for one in left.known if one.status is not DeliveryStatus.WAITING]
    else:
        known = {one.delivery: one for one in left.known}
        ours = _sending(room, left.edition, charge.part)
        charge.require()  # until now nobody else had it: those are ours, whoever comes next
        outcomes = [known.get(number, Outcome(number, DeliveryStatus.WAITING)) for number in ours]
    room.ledger.turn(left.edition, outcomes, Wanted(0, now))


def _sending(room: Newsroom, edition: Edition, part: Part | None) -> list[int]:
    first, last = part or (0, sys.maxsize)
    listed = room.ledger.listing(edition, DeliveryStatus.SENDING)
    return [one.id for one in listed if first <= one.id <= last]
