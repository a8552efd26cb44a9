"""How far a send is, told to whoever watches: a few times a second, however fast it goes."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from digest.models import DeliveryStatus, Outcome, Tally
from digest.newsroom import Progress, Tell

EVERY = timedelta(seconds=0.2)
WINDOW = timedelta(seconds=10)  # over which the rate is taken


class Meter:
    """Counts what became of people, from where the ledger stood; `served` are those sent it since."""

    def __init__(self, tell: Tell, stood: Tally, now: datetime) -> None:
        self._tell = tell
        self.served = 0
        self.read(stood)
        self._looks = deque([(now, self.settled)])

    def read(self, stands: Tally) -> None:
        """How the ledger stands, where others count."""
        self._total, self.settled = stands.listed, stands.settled
        self._sent, self._refused = stands.sent, stands.refused

    def count(self, outcome: Outcome) -> None:
        """One more outcome; "later" is none."""
        if outcome.status is not DeliveryStatus.WAITING:
            self.settled += 1
            self._sent += outcome.status is DeliveryStatus.SENT
            self._refused += outcome.status is DeliveryStatus.REFUSED
            self.served += outcome.status is DeliveryStatus.SENT

    def show(self, now: datetime, *, last: bool = False) -> None:
        """Tell how far it is, unless that was just told."""
        if now - self._looks[-1][0] >= EVERY or last:
            self._looks.append((now, self.settled))
            while now - self._looks[0][0] > WINDOW and len(self._looks) > 2:
                self._looks.popleft()
            self._tell(Progress("send", self.settled, self._total, self._note()))

    def _note(self) -> str:
        words = [f"{self._sent:,} sent", f"{self._refused:,} refused"]
        (began, before), (now, settled) = self._looks[0], self._looks[-1]
        seconds = (now - began).total_seconds()
        if seconds > 0 and settled > before:
            rate = (settled - before) / seconds
            words += [f"{rate:,.0f}/s" if rate >= 1 else f"{60 * rate:,.0f}/min"]
            words += [f"{_span((self._total - settled) / rate)} left"]
        return ", ".join(words)


def unwatched(_: Progress) -> None:
    """Where nobody watches, or what is watched is the whole and not this part of it."""


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
