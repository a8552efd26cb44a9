"""One mailer's turn at an edition: claim a few people, hand over their copies, settle what is known.

The mailer pulls: it asks the feed for a message whenever it has room, and that is when people are claimed.
No message is handed over whose claim is not stored, and at most twice `at_once` people stand as `sending`.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from digest.errors import ConfigurationError, StoreError, Unavailable
from digest.models import Delivery, DeliveryStatus, Message, Outcome, Wanted
from digest.newsroom import Mailer
from digest.pipeline.errand import Errand
from digest.pipeline.settling import Unsettled

log = logging.getLogger(__name__)

SLICE = 5.0  # seconds of waiting at a time, while nothing is held
PROMPT = timedelta(seconds=0.5)  # what is known is stored after this, also where nobody is to be claimed
GRACE = timedelta(seconds=8)  # for what is on the wire to be answered, when someone asks to stop
STOPPED = "stopped before the server had answered"

WAITING, UNCERTAIN = DeliveryStatus.WAITING, DeliveryStatus.UNCERTAIN


class CutOff(Exception):  # noqa: N818  (it names what happened, not an error of ours)
    """Someone asked to stop, and the mailer had its time to answer what it held."""


class Send:
    """One session with one mailer, from its first claim to the last settlement."""

    def __init__(self, errand: Errand, mailer: Mailer) -> None:
        self._errand = errand
        self._mailer = mailer
        self._clock = errand.clock
        self._ledger = errand.room.ledger
        self._claimed: dict[int, Delivery] = {}  # marked `sending`, and not handed over
        self._ready: deque[Message] = deque()
        self._held: dict[int, Delivery] = {}  # handed over, and not answered
        self._known: list[Outcome] = []  # answered, and not stored
        self._known_since = errand.clock.now()
        self._answered = False
        self._after = 0
        self._dry = False  # nobody is left to claim before `_wake`
        self._wake = self._ledger.next_due(errand.edition, errand.part)
        self._broken: StoreError | None = None

    def run(self) -> None:
        """Send until nobody waits, the edition's life ends or someone asks to stop. Raises Unavailable.

        Whatever ends it, what is known is stored, and whoever was claimed in vain waits again. Raises
        Unsettled, with all that is known, where the database is away.
        """
        try:
            for outcome in self._mailer.send(self._feed()):
                self._learn(outcome)
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
        if self._broken:
            raise StoreError(
                f"{self._broken}; what was sent is stored, and `digest publish` goes on from here"
            )

    def _feed(self) -> Iterator[Message | None]:
        while not self._errand.over():
            try:
                if not self._ready or self._waits_to_be_stored():
                    self._turn()
            except StoreError as failure:  # first hear what the mailer holds: that is knowledge, too
                self._broken = failure
                return
            if self._ready:
                message = self._ready.popleft()
                self._held[message.delivery] = self._claimed.pop(message.delivery)
                yield message
            elif self._held:
                yield None
            elif not self._waited():
                return
        patience = self._clock.now() + GRACE
        while self._held:
            yield None
            if self._clock.stopping() and self._clock.now() > patience:
                raise CutOff

    def _waits_to_be_stored(self) -> bool:
        return bool(self._known) and self._clock.now() - self._known_since > PROMPT

    def _turn(self) -> None:
        """Store what is known, and claim as many as the mailer may hold."""
        now = self._clock.now()
        woken = self._wake is not None and self._wake <= now
        most = min(self._room(), self._errand.gate.room(now))
        if self._ready or (self._dry and not woken):
            most = 0
        if not (most or self._known):
            return
        wanted = Wanted(most, now, self._mailer.name, self._errand.part, self._after, put_off=woken)
        claimed = self._ledger.turn(self._errand.edition, self._known, wanted)
        self._known = []
        self._claimed |= {delivery.id: delivery for delivery in claimed}
        fresh = [delivery.id for delivery in claimed if delivery.due is None and not delivery.attempts]
        self._after = max(fresh, default=self._after)
        if most:
            self._dry = len(claimed) < most
            if self._dry or woken:
                self._wake = self._ledger.next_due(self._errand.edition, self._errand.part)
        if claimed:
            self._prepare(claimed, now)
        self._errand.meter.show(now)

    def _room(self) -> int:
        """How many more may stand as `sending`; one at a time with a mailer that wants it so."""
        once = self._mailer.at_once
        return 2 * once - len(self._held) if once > 1 else 1 - len(self._held)

    def _prepare(self, claimed: Sequence[Delivery], now: datetime) -> None:
        """Each person is looked up again now, and gets their copy if they may."""
        people = self._errand.room.people.addressees([delivery.subscription for delivery in claimed])
        for delivery in claimed:
            made = self._errand.made(delivery, people.get(delivery.subscription), now)
            if isinstance(made, Message):
                self._ready.append(made)
            else:
                del self._claimed[delivery.id]
                self._know(made)
        self._errand.gate.take(len(self._ready), now)

    def _learn(self, outcome: Outcome) -> None:
        """What the mailer says of one that it holds; its first word stands."""
        delivery = self._held.pop(outcome.delivery, None)
        if delivery is None:
            log.error(
                "%s answers for delivery %d, which it was not given", self._mailer.name, outcome.delivery
            )
            return
        self._answered = True
        self._know(self._errand.later(delivery, outcome) if outcome.status is WAITING else outcome)

    def _know(self, outcome: Outcome) -> None:
        if not self._known:
            self._known_since = self._clock.now()
        if outcome.due and (self._wake is None or outcome.due < self._wake):
            self._wake = outcome.due
        self._known.append(outcome)
        self._errand.meter.count(outcome)

    def _waited(self) -> bool:
        """A while, for the next moment at which anybody may be mailed; False when there is none."""
        if self._known:
            return True  # it is stored before anything is waited for
        now = self._clock.now()
        opens = self._errand.gate.opens(now)
        if self._dry:
            if self._wake is None:
                return False
            opens = max(opens, self._wake)
        if opens > now:
            self._clock.pause(min(SLICE, (opens - now).total_seconds()))
        return True

    def _abandon(self, doubt: str) -> None:
        """What the mailer left unsaid: uncertain for this reason, or, where there is none, never tried."""
        for number in list(self._held):
            del self._held[number]
            self._know(Outcome(number, UNCERTAIN if doubt else WAITING, doubt))

    def _leave(self) -> None:
        self._known += [Outcome(number, WAITING) for number in self._claimed]
        if not self._broken and self._known:
            try:
                self._ledger.turn(self._errand.edition, self._known, Wanted(0, self._clock.now()))
            except StoreError as failure:
                self._broken = failure
        if self._broken:
            raise Unsettled(self._broken, self._errand.edition, self._known) from self._broken
        self._errand.meter.show(self._clock.now(), last=True)
