"""Who sends is alone, and what is known when the database is away is kept until it is back."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta

from digest.errors import Busy, StoreError
from digest.models import DeliveryStatus, Edition, Outcome, Part, Wanted
from digest.newsroom import Clock, Newsroom

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=10)


@contextmanager
def alone(room: Newsroom, edition: Edition, part: Part | None) -> Iterator[None]:
    """Nobody else sends these people: whoever sends all keeps out all others, parts only their like."""
    with ExitStack() as held:
        held.enter_context(room.locks.hold(lock_of(edition), shared=part is not None))
        if part is not None:
            held.enter_context(room.locks.hold(lock_of(edition, part)))
        yield


def lock_of(edition: Edition, part: Part | None = None) -> str:
    """The lock that is held by whoever sends the edition, or this part of it."""
    return f"publish-{edition.key}" + (f"-{part[0]}-{part[1]}" if part else "")


class Unsettled(StoreError):  # noqa: N818  (it names what happened)
    """The database went away under a send; `known` is what became of people, and may not be stored."""

    def __init__(self, why: StoreError, edition: Edition, known: Sequence[Outcome]) -> None:
        super().__init__(str(why))
        self.edition = edition
        self.known = tuple(known)


def settle(
    room: Newsroom,
    left: Unsettled,
    part: Part | None,
    clock: Clock,
) -> None:
    """Store what is known, however often it takes; raises StoreError or Busy when patience is at its end.

    The database may have lost the lock of this send, which is taken again first. Who has it meanwhile has
    made uncertain what was on the wire, and that stands.
    """
    log.warning("%s; what is known of %d people is kept", left, len(left.known))
    until = clock.now() + PATIENCE
    while True:
        try:
            with alone(room, left.edition, part):
                _store(room, left, part, clock.now())
                return
        except (StoreError, Busy):
            if clock.stopping() or clock.now() >= until:
                raise
            clock.pause(1.0)


def _store(room: Newsroom, left: Unsettled, part: Part | None, now: datetime) -> None:
    """Settle what is known. Who is still `sending` was claimed by a turn whose answer was lost, and waits."""
    room.ledger.turn(left.edition, left.known, Wanted(0, now))
    first, last = part or (0, sys.maxsize)
    unheard = [
        Outcome(one.id, DeliveryStatus.WAITING)
        for one in room.ledger.listing(left.edition, DeliveryStatus.SENDING)
        if first <= one.id <= last
    ]
    room.ledger.turn(left.edition, unheard, Wanted(0, now))
