"""The ledger's side of a send: outcomes are stored and people claimed in a thread beside the wire.

One transaction at a time, asked for and answered in the sender's thread, which goes on with what it has while
the disk is waited for. Nobody is given out whose claim is not stored.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digest.errors import Busy, StoreError
from digest.models import Delivery, DeliveryStatus, Outcome, Wanted
from digest.pipeline.errand import Errand
from digest.pipeline.settling import Unsettled
from subscribers.models import Addressee

PROMPT = timedelta(seconds=0.5)  # what is known is stored after this, also where nobody is to be claimed
PROOF = timedelta(seconds=1)  # that nobody else sends is proven so often, also where nothing is stored


@dataclass
class Answer:
    """What a transaction brought: the claimed, and of them who may be mailed; or what failed after it.

    `dues` holds the next moment at which somebody may be tried who was put off, where that was looked up.
    """

    claimed: list[Delivery]
    people: dict[int, Addressee] = field(default_factory=dict)
    dues: list[datetime] | None = None
    failure: StoreError | None = None


class Clerk:
    """Keeps the ledger of one session with one mailer."""

    def __init__(self, errand: Errand, mailer: str, thread: ThreadPoolExecutor) -> None:
        self._errand = errand
        self._mailer = mailer
        self._thread = thread
        self._ledger = errand.room.ledger
        self._known: list[Outcome] = []
        self._known_since = errand.clock.now()
        self._storing: list[Outcome] = []
        self._asked: Future[Answer] | None = None
        self._most = 0
        self._after = 0
        self._proven = errand.clock.now()
        self._regaining: Future[None] | None = None
        self._dry = False  # nobody is left to claim before `wake`
        self._wake = self._ledger.next_due(errand.edition, errand.charge.part)

    def know(self, outcome: Outcome) -> None:
        """Something became known of somebody: it is stored with the next transaction."""
        if not self._known:
            self._known_since = self._errand.clock.now()
        if outcome.due and (self._wake is None or outcome.due < self._wake):
            self._wake = outcome.due
        self._known.append(outcome)
        self._errand.meter.count(outcome)

    @property
    def busy(self) -> bool:
        """Is there a transaction whose answer was not taken, or something that was not stored?"""
        return bool(self._asked or self._known)

    @property
    def done(self) -> bool:
        """Is there an answer to be taken?"""
        return self._asked is not None and self._asked.done()

    def ask(self, room: int, *, idle: bool) -> None:
        """Begin a transaction, if there is reason for one and none under way.

        `room` is how many may be claimed, as far as the pace lets them go. Where nothing is `idle`, what is
        known waits a little for company.
        """
        if self._asked is not None:
            return
        now = self._errand.clock.now()
        woken = self._wake is not None and self._wake <= now
        most = 0 if self._dry and not woken else min(room, self._errand.gate.room(now))
        stale = bool(self._known) and (idle or now - self._known_since > PROMPT)
        if most <= 0 and not stale and now - self._proven < PROOF:
            return
        self._proven = now
        self._most, self._storing, self._known = max(most, 0), self._known, []
        wanted = Wanted(self._most, now, self._mailer, self._errand.charge.part, self._after, put_off=woken)
        self._asked = self._thread.submit(self._transact, self._storing, wanted)

    def take(self) -> Answer:
        """The answer, waited for. Raises StoreError where nothing was stored or claimed."""
        asked, self._asked = self._asked, None
        if asked is None:
            return Answer([])
        try:
            answer = asked.result()
        except StoreError:
            self._known = self._storing + self._known
            raise
        finally:
            self._storing = []
        fresh = [one.id for one in answer.claimed if one.due is None and not one.attempts]
        self._after = max(fresh, default=self._after)
        if self._most:
            self._dry = len(answer.claimed) < self._most
        if answer.dues is not None:  # besides those put off since it was asked
            later = [outcome.due for outcome in self._known if outcome.due]
            self._wake = min([*answer.dues, *later], default=None)
        return answer

    def opens(self, now: datetime) -> datetime | None:
        """When anybody may be claimed again; None where nobody is left."""
        paced = self._errand.gate.opens(now)
        if not self._dry:
            return paced
        return max(paced, self._wake) if self._wake else None

    def waits_beyond(self, moment: datetime) -> bool:
        """Are all who are left put off until after this moment?"""
        return self._dry and self._wake is not None and self._wake > moment

    def regain(self) -> None:
        """Take the locks again that went with the database, beside the wire: it keeps others out."""
        now = self._errand.clock.now()
        if self._regaining is None or (self._regaining.done() and now - self._proven >= PROOF):
            self._proven = now
            self._regaining = self._thread.submit(self._regained)

    def close(self, claimed: list[int], broken: StoreError | None) -> None:
        """Store what is known at the end, and let those wait again who were claimed in vain.

        Raises Unsettled where that fails, or where the database is `broken` already.
        """
        outcomes = self._known + [Outcome(number, DeliveryStatus.WAITING) for number in claimed]
        if outcomes and not broken:
            try:
                self._ledger.turn(self._errand.edition, outcomes, Wanted(0, self._errand.clock.now()))
            except StoreError as failure:
                broken = failure
        if broken:
            raise Unsettled(broken, self._errand.edition, outcomes) from broken
        self._known = []

    def _transact(self, settled: list[Outcome], wanted: Wanted) -> Answer:
        """One transaction while we hold our locks, and each of the claimed looked up again right after it."""
        room, edition = self._errand.room, self._errand.edition
        self._errand.charge.require()
        if not settled and wanted.most <= 0:
            return Answer([])
        answer = Answer(self._ledger.turn(edition, settled, wanted))
        try:
            if answer.claimed:
                people = [delivery.subscription for delivery in answer.claimed]
                answer.people = room.people.addressees(people)
            if wanted.most and (wanted.put_off or len(answer.claimed) < wanted.most):
                due = self._ledger.next_due(edition, wanted.part)
                answer.dues = [due] if due else []
        except StoreError as failure:  # the claimed are to be put back all the same
            answer.failure = failure
        return answer

    def _regained(self) -> None:
        with suppress(StoreError, Busy):  # it is tried again, here or when what is known is to be stored
            self._errand.charge.regain()
