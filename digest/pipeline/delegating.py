"""Publish through workers: the frozen list is handed to them in parts, and the ledger says what they did.

Nothing here trusts the queue. What got lost is handed over again; what nobody takes, this process sends.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from digest.errors import Busy, Unavailable
from digest.models import Edition, EditionStatus, Part, Tally
from digest.newsroom import Clock, Newsroom, Tell, Workers
from digest.pipeline.meter import Meter, unwatched
from digest.pipeline.pacing import Gate
from digest.pipeline.publishing import close, open_list, parts, publish, require_leave, too_old
from digest.pipeline.settling import lock_of

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks at the ledger, and four times as long as one takes
TRANSIT = timedelta(seconds=3)  # a part may be on its way into the queue, or from there to a worker's lock
PATIENCE = timedelta(seconds=60)  # with nobody at work and nobody served: there is no worker

NEVER = datetime.min.replace(tzinfo=UTC)


def delegate(room: Newsroom, edition: Edition, clock: Clock, tell: Tell, workers: Workers) -> Tally:
    """Have workers send the edition to everyone on the day's list who has not had it, and end it.

    Returns when everyone's delivery is settled, when the edition is held, or when someone asks to stop: then
    the workers go on. Raises as `publish` does, also Busy beside another process that waits for them.
    """
    with room.locks.hold(f"delegate-{edition.key}"):
        edition = _stored(room, edition)
        if edition.status is EditionStatus.SENT or too_old(edition, clock.now()):
            return publish(room, edition, clock, tell)
        edition = _opened(room, edition, clock, workers)
        if edition.status is not EditionStatus.SENDING:
            return Tally()
        return Delegation(room, edition, clock, tell, workers).run()


def hand_over(room: Newsroom, edition: Edition, clock: Clock, workers: Workers) -> int:
    """Hand workers every part that is not finished, and leave all else to them; how many parts.

    The last of them ends the edition. Raises as `publish` does, and Unavailable where they cannot be reached.
    """
    edition = _opened(room, _stored(room, edition), clock, workers)
    unfinished = unfinished_parts(room, edition)
    if unfinished:
        workers.hand(edition.newsletter, edition.day, unfinished)
    return len(unfinished)


def unfinished_parts(room: Newsroom, edition: Edition) -> list[Part]:
    """The parts in which somebody's delivery is not settled."""
    return [part for part, tally in room.ledger.standings(edition).items() if not tally.finished]


class Delegation:
    """One process that waits for workers, from the first part handed over to the last person settled."""

    def __init__(self, room: Newsroom, edition: Edition, clock: Clock, tell: Tell, workers: Workers) -> None:
        now, stands = clock.now(), room.ledger.tally(edition)
        self._room = room
        self._edition = edition
        self._clock = clock
        self._workers = workers
        self._gate = Gate(room.rules.pace.shared(workers.count), now)
        self._meter = Meter(tell, stands, now)
        self._handed: dict[Part, datetime] = {}
        self._missing = 0  # from the queue, at the last look
        self._stood = stands
        self._moved = now
        self._away = False  # the queue cannot be reached
        self._alone = False  # and nobody takes anything out of it

    def run(self) -> Tally:
        """Look, hand over and look again, until nobody is left to serve."""
        while True:
            began = self._clock.now()
            standings = self._room.ledger.standings(self._edition)
            tally = sum(standings.values(), Tally())
            self._watch(tally)
            unfinished = [part for part, stands in standings.items() if not stands.finished]
            if (not unfinished and self._ended()) or self._over():
                return tally
            took = (self._clock.now() - began).total_seconds()
            if not (unfinished and self._cared(unfinished)):
                self._clock.pause(max(LOOK, 4 * took))

    def _watch(self, tally: Tally) -> None:
        now = self._clock.now()
        if tally != self._stood:
            self._stood, self._moved = tally, now
        self._meter.read(tally)
        self._meter.show(now, last=tally.finished)

    def _ended(self) -> bool:
        """Is the edition at its end? Not where `close` lets uncertain ones be tried again."""
        with suppress(Busy):  # a worker has not quite left
            return close(self._room, self._edition, self._clock).finished
        return False

    def _over(self) -> bool:
        stands = _stored(self._room, self._edition)
        return self._clock.stopping() or stands.status is not EditionStatus.SENDING

    def _cared(self, unfinished: Sequence[Part]) -> bool:
        """See to the parts that nobody works on; True when this process took one itself."""
        now = self._clock.now()
        locks = {lock_of(self._edition, part): part for part in unfinished}
        busy = {locks[name] for name in self._room.locks.held(locks)}
        idle = [part for part in unfinished if part not in busy]
        idle.sort(key=lambda part: (self._handed.get(part, NEVER), part))
        if busy:
            self._moved, self._alone = now, False
        elif now - self._moved > PATIENCE and not self._alone:
            self._alone = True
            log.warning(
                "no worker got anywhere with %s for %d s: this process sends; is `digest worker` up?",
                self._edition.key,
                PATIENCE.total_seconds(),
            )
        self._hand_over(idle, now)
        return bool(idle) and (self._away or self._alone) and self._sent(idle[0])

    def _hand_over(self, idle: Sequence[Part], now: datetime) -> None:
        """Hand over what never was, and as many of the others as the queue lacks, those handed first."""
        fresh = [part for part in idle if part not in self._handed]
        known = [part for part in idle if part in self._handed]
        there = [part for part in known if now - self._handed[part] > TRANSIT]
        try:
            before, self._missing = self._missing, max(len(known) - self._workers.queued(), 0)
            lost = there[: min(before, self._missing)]  # at two looks: one of them was perhaps in transit
            self._workers.hand(self._edition.newsletter, self._edition.day, [*fresh, *lost])
        except Unavailable as failure:
            if not self._away:
                log.warning("%s: this process sends what nobody works on", failure)
            self._away = True
        else:
            if lost:
                log.info("%d parts of %s that nobody has are handed over again", len(lost), self._edition.key)
            self._away = False
            self._handed |= dict.fromkeys([*fresh, *lost], now)

    def _sent(self, part: Part) -> bool:
        """Send a part here. What stops it is raised: the workers would fare no better."""
        self._handed[part] = self._clock.now()  # the next time another has its turn
        with suppress(Busy):  # a worker has it after all
            publish(self._room, self._edition, self._clock, unwatched, part, gate=self._gate)
            return True
        return False


def _opened(room: Newsroom, edition: Edition, clock: Clock, workers: Workers) -> Edition:
    """The edition under way and cut in parts; as it was where there is nobody to list."""
    if edition.status is not EditionStatus.SENDING:  # else parts of it may be under way, and it is open
        edition = open_list(room, edition, clock)
    elif not too_old(edition, clock.now()):
        require_leave(edition, clock.now())
    parts(room, edition, workers.part_size)
    return edition


def _stored(room: Newsroom, edition: Edition) -> Edition:
    return room.editions.find(edition.newsletter, edition.day) or edition
