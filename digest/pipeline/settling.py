"""What is known when the database is away: it is kept, and stored as soon as the database is back."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from digest.errors import Busy, StoreError
from digest.models import DeliveryStatus, Edition, Outcome, Part, Wanted
from digest.newsroom import Clock, Newsroom

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=10)


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
    alone: Callable[[], AbstractContextManager[None]],
) -> None:
    """Store what is known, however often it takes; raises StoreError or Busy when patience is at its end.

    The database may have lost the lock of this send, which is taken again first. Who has it meanwhile has
    made uncertain what was on the wire, and that stands.
    """
    log.warning("%s; what is known of %d people is kept", left, len(left.known))
    until = clock.now() + PATIENCE
    while True:
        try:
            with alone():
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
