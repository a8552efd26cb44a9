"""One mailer's turn at an edition: claim a few people, hand over their copies, settle what is known.

The mailer pulls: it asks the feed for a message whenever it has room, and that is when people are claimed.
No message is handed over whose claim is not stored, and at most twice `at_once` people stand as `sending`.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from digest.errors import ConfigurationError, StoreError, Unavailable
from digest.models import Delivery, DeliveryStatus, Message, Outcome
from digest.newsroom import Mailer
from digest.pipeline.chorus import ENOUGH, Chorus
from digest.pipeline.clerk import Clerk
from digest.pipeline.errand import Errand

log = logging.getLogger(__name__)

SLICE = 5.0  # seconds of waiting at a time, while nothing is held
BREATH = 1.0  # seconds that a part of the list waits for those put off, before other parts have their turn
GRACE = timedelta(seconds=8)  # for what is on the wire to be answered, when someone asks to stop
STOPPED = "stopped before the server had answered"

SENT, WAITING, UNCERTAIN = DeliveryStatus.SENT, DeliveryStatus.WAITING, DeliveryStatus.UNCERTAIN


class CutOff(Exception):  # noqa: N818  (it names what happened, not an error of ours)
    """Someone asked to stop, and the mailer had its time to answer what it held."""


class Send:
    """One session with one mailer, from its first claim to the last settlement."""

    def __init__(self, errand: Errand, mailer: Mailer, thread: ThreadPoolExecutor) -> None:
        self._errand = errand
        self._mailer = mailer
        self._clock = errand.clock
        self._clerk = Clerk(errand, mailer.name, thread)
        self._claimed: dict[int, Delivery] = {}  # marked `sending`, and not handed over
        self._ready: deque[Message] = deque()
        self._held: dict[int, Delivery] = {}  # handed over, and not answered
        self._answered = False
        self._chorus = Chorus()
        self._stopped: Unavailable | None = None  # why nobody else is handed over to this mailer
        self._broken: StoreError | None = None

    def run(self) -> None:
        """Send until nobody waits, the edition's life ends or someone asks to stop. Raises Unavailable.

        Whatever ends it, what is known is stored, and whoever was claimed in vain waits again. Raises
        Unsettled, with all that is known, where the database is away.
        """
        try:
            for outcome in self._mailer.send(self._feed()):
                self._learn(outcome)
            if self._stopped:
                raise self._stopped
        except Unavailable as failure:
            self._abandon(str(failure) if failure.sent_maybe else "")
            raise
        except ConfigurationError as failure:  # it comes before anything is sent, or the mailer is at fault
            self._abandon(str(failure) if self._answered else "")
            raise
        except CutOff:
            self._abandon(STOPPED)
        except KeyboardInterrupt:  # the door's, where the mailer itself waits for its provider
            if not self._clock.stopping():
                raise
            self._abandon(STOPPED)
        else:
            self._abandon("the mailer gave no word of it")
        finally:
            self._leave()

    def _feed(self) -> Iterator[Message | None]:
        while not (self._stopped or self._errand.over()):
            try:
                self._turn()
            except StoreError as failure:  # first hear what the mailer holds: that is knowledge, too
                self._broken = failure
                break
            if self._ready and len(self._held) < self._mailer.at_once:
                message = self._ready.popleft()
                self._held[message.delivery] = self._claimed.pop(message.delivery)
                yield message
            elif self._held:
                yield None
            elif not self._waited():
                return
        yield from self._rest()

    def _rest(self) -> Iterator[None]:
        """Nothing more is handed over, and what is held is answered: soon, if someone asks to stop."""
        asked = None
        while self._held:
            yield None
            if self._broken:
                self._clerk.regain()
            if self._clock.stopping():
                asked = asked or self._clock.now()
                if self._clock.now() > asked + GRACE:
                    raise CutOff

    def _turn(self) -> None:
        """Ask the ledger for more in good time, and take its answer when it is there or nothing else is."""
        few = len(self._ready) <= self._mailer.at_once // 4
        self._clerk.ask(self._room() if few else 0, idle=not self._ready)
        if self._clerk.done or not (self._ready or self._held):
            self._take()

    def _room(self) -> int:
        """How many more may stand as `sending`: one at a time, where the mailer takes one at a time."""
        once = self._mailer.at_once
        return (2 * once if once > 1 else 1) - len(self._held) - len(self._ready)

    def _take(self) -> None:
        """Each of the claimed gets their copy, if they may."""
        answer, now = self._clerk.take(), self._clock.now()
        self._claimed |= {delivery.id: delivery for delivery in answer.claimed}
        if answer.failure:
            raise answer.failure
        going = len(self._ready)
        for delivery in answer.claimed:
            made = self._errand.made(delivery, answer.people.get(delivery.subscription), now)
            if isinstance(made, Message):
                self._ready.append(made)
            else:
                del self._claimed[delivery.id]
                self._clerk.know(made)
        if self._errand.gate.restraint.shut(now):
            self._put_back()
        else:
            self._errand.gate.take(len(self._ready) - going, now)
        self._errand.meter.show(now)

    def _learn(self, outcome: Outcome) -> None:
        """What the mailer says of one that it holds; its first word stands."""
        delivery = self._held.pop(outcome.delivery, None)
        if delivery is None:
            name = self._mailer.name
            log.error("%s answers for delivery %d, which it was not given", name, outcome.delivery)
            return
        self._answered = True
        self._errand.gate.restraint.took += outcome.status is SENT
        if outcome.slower:
            self._slow(outcome)
        elif self._chorus.hear(outcome) and not self._stopped:
            self._stopped = self._alarm(outcome)
        self._clerk.know(self._errand.later(delivery, outcome) if outcome.status is WAITING else outcome)

    def _slow(self, outcome: Outcome) -> None:
        """The mailer is given too much at a time: it gets nothing for a while, and then less."""
        now, pauses = self._clock.now(), self._errand.room.rules.retry_pauses
        restraint, wait = self._errand.gate.restraint, timedelta(seconds=outcome.retry_after or 0)
        if restraint.hear(now, wait):
            words = "%s asks for less at a time (%s): at most %.0f a minute now, in %.0f s"
            pause = (restraint.opens(now) - now).total_seconds()
            level = logging.INFO if restraint.complaints > 1 else logging.WARNING  # the others find its pace
            log.log(level, words, self._mailer.name, outcome.slower, restraint.per_minute, pause)
            self._put_back()
        if restraint.in_vain or wait.total_seconds() > max(pauses, default=0):
            name = self._mailer.name
            self._stopped = Unavailable(f"{name}: {outcome.slower}", retry_after=outcome.retry_after)

    def _alarm(self, outcome: Outcome) -> Unavailable:
        """It says the same of everyone. What may pass is waited for."""
        pauses = self._errand.room.rules.retry_pauses
        words = f"{self._mailer.name} says the same of {ENOUGH} people in a row: {outcome.reply}"
        return Unavailable(words, retry_after=pauses[0] if pauses and outcome.status is WAITING else None)

    def _put_back(self) -> None:
        """Whoever is claimed and not handed over waits until the mailer may be given more."""
        while self._ready:
            delivery = self._claimed.pop(self._ready.popleft().delivery)
            self._clerk.know(self._errand.later(delivery, Outcome(delivery.id, WAITING)))

    def _waited(self) -> bool:
        """A while, for the next moment at which anybody may be mailed; False when there is none."""
        if self._clerk.busy:
            return True  # it is stored before anything is waited for
        now = self._clock.now()
        opens = self._clerk.opens(now)
        if opens is None:
            return False
        if self._errand.charge.part and self._clerk.waits_beyond(now + timedelta(seconds=BREATH)):
            self._clock.pause(BREATH)
            return False
        if opens > now:
            self._clock.pause(min(SLICE, (opens - now).total_seconds()))
        return True

    def _abandon(self, doubt: str) -> None:
        """What the mailer left unsaid: uncertain for this reason, or, where there is none, never tried."""
        for number in list(self._held):
            del self._held[number]
            self._clerk.know(Outcome(number, UNCERTAIN if doubt else WAITING, doubt))

    def _leave(self) -> None:
        try:
            claimed = self._clerk.take().claimed
        except StoreError as failure:
            self._broken, claimed = failure, []
        self._clerk.close([*self._claimed, *(delivery.id for delivery in claimed)], self._broken)
        self._errand.meter.show(self._clock.now(), last=True)
