"""A send under way, and what its policies make of one person's case: put off, passed over, given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest.errors import Refused
from digest.models import Delivery, DeliveryStatus, Edition, Message, Outcome
from digest.newsroom import Clock, Newsroom
from digest.pipeline.meter import Meter
from digest.pipeline.pacing import Gate
from digest.pipeline.press import Press
from digest.pipeline.settling import Charge
from subscribers.models import Addressee

UNTRIED = 1.0  # seconds before a mailer is given again what it did not try

SKIPPED, WAITING, REFUSED = DeliveryStatus.SKIPPED, DeliveryStatus.WAITING, DeliveryStatus.REFUSED


@dataclass(frozen=True)
class Errand:
    """What goes out, to whom, at which pace, until when, and who watches."""

    room: Newsroom
    edition: Edition
    charge: Charge
    ends: datetime
    clock: Clock
    press: Press
    gate: Gate
    meter: Meter

    def over(self) -> bool:
        """Is there nothing more to hand out, because someone asks to stop or the edition is too old?"""
        return self.clock.stopping() or self.clock.now() >= self.ends

    def made(self, delivery: Delivery, person: Addressee | None, now: datetime) -> Message | Outcome:
        """This person's copy, or why they get none, or none yet."""
        if person is None:
            return Outcome(delivery.id, SKIPPED, "left or unmailable")
        later = self.gate.later(person.address, now, promised=delivery.due is not None)
        if later is not None:
            if later < self.ends:
                return Outcome(delivery.id, WAITING, due=later)
            return Outcome(delivery.id, SKIPPED, "sending.domains left no room in the edition's life")
        try:
            return self.press.copy(delivery, person)
        except Refused as refusal:
            return Outcome(delivery.id, REFUSED, str(refusal))

    def later(self, delivery: Delivery, outcome: Outcome) -> Outcome:
        """ "Try later", with the moment of the next try; the last word, where there is none in time."""
        pauses, now = self.room.rules.retry_pauses, self.clock.now()
        if outcome.reply and delivery.attempts + 1 >= self.room.rules.tries:
            return replace(outcome, status=REFUSED)
        pause = pauses[delivery.attempts] if outcome.reply else UNTRIED
        due = now + timedelta(seconds=max(pause, outcome.retry_after or 0))
        if not outcome.reply:
            due = max(due, self.gate.opens(now))
        if due < self.ends:
            return replace(outcome, due=due)
        if outcome.reply:
            return replace(outcome, status=REFUSED)
        return replace(outcome, status=SKIPPED, reply="the mailer had no time for it in the edition's life")
