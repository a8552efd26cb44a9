"""A worker's shift: one part of an edition after another, at one pace, as they come."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import date

from digest.errors import Busy, DigestError, IllegalChange, Unavailable
from digest.models import Edition, EditionStatus, Part
from digest.newsroom import Clock, Newsroom, Workers
from digest.pipeline.delegating import unfinished_parts
from digest.pipeline.meter import unwatched
from digest.pipeline.pacing import Gate
from digest.pipeline.publishing import close, publish

log = logging.getLogger(__name__)

PAUSE = 30.0  # seconds after a failure: the next part would most likely meet the same


class Shift:
    """What a worker does with each part that it is handed, for as long as it lives."""

    def __init__(self, room: Newsroom, clock: Clock, workers: Workers) -> None:
        self._room = room
        self._clock = clock
        self._workers = workers
        self._gate = Gate(room.rules.pace.shared(workers.count), clock.now())

    def take(self, newsletter: str, day: date, part: Part) -> None:
        """Send this part to whoever of it has not had the edition; what is left goes back to the queue.

        It is let go where another process has it, or where the edition may not go out. Raises Unavailable
        when the queue cannot be reached: whoever waits for the edition hands it over again.
        """
        name = f"part {part[0]} to {part[1]} of {newsletter}-{day}"
        try:
            finished = self._sent(newsletter, day, part)
        except (Busy, IllegalChange) as reason:
            log.info("%s is let go: %s", name, reason)
        except DigestError as failure:
            log.error("%s: %s", name, failure)  # noqa: TRY400  (its words are for an operator)
            self._clock.pause(PAUSE)
            self._workers.hand(newsletter, day, [part])
        else:
            if not finished:
                self._workers.hand(newsletter, day, [part])

    def _sent(self, newsletter: str, day: date, part: Part) -> bool:
        edition = self._room.editions.find(newsletter, day)
        if edition is None or edition.paper != self._room.newsletter.key:
            raise IllegalChange(f"a worker of {self._room.newsletter.key} knows no such edition")
        tally = publish(self._room, edition, self._clock, unwatched, part, gate=self._gate)
        if tally.finished:
            self._end(edition)
        return tally.finished

    def _end(self, edition: Edition) -> None:
        """The last worker ends the edition; what is left, and nobody has, is handed over again."""
        with suppress(Busy, Unavailable):  # another is at work still, and will look after it
            if self._workers.queued():
                return
            close(self._room, edition, self._clock)
            stands = self._room.editions.find(edition.newsletter, edition.day)
            if stands and stands.status is EditionStatus.SENDING:
                self._workers.hand(edition.newsletter, edition.day, unfinished_parts(self._room, edition))
