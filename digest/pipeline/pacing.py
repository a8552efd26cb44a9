"""How many messages may go now, and when the others may: pure, the time is an argument."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import inf

from digest.models import Pace

BURST = timedelta(seconds=1)  # a second's worth may go at once: what a late look at the clock would lose
UNLIMITED = 1_000_000

# How a pace is learned from complaints: the first and the longest pause; the share that is left, and the
# least a minute; how many times as much is tried after how long without one; how much goes at once.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(seconds=60)
LESS, LEAST = 0.8, 6.0
FAST, SLOWLY = (1.5, timedelta(seconds=1)), (1.05, timedelta(seconds=10))
EVENLY = timedelta(seconds=0.2)
A_MINUTE = timedelta(minutes=1)


class Rate:
    """So many messages a minute, evenly spread, a `burst`'s worth at once (generic cell rate algorithm)."""

    def __init__(self, per_minute: float, now: datetime, burst: timedelta = BURST) -> None:
        self.interval = timedelta(seconds=60 / per_minute)
        self._burst = burst
        self._full = now  # when all that was taken so far has been let through at an even pace

    def opens(self, now: datetime) -> datetime:
        """The moment at which one more may go; now, where it may at once."""
        return max(now, self._full - self._burst)

    def room(self, now: datetime) -> int:
        """How many may go at this moment."""
        if self.opens(now) > now:
            return 0
        return (now + self._burst - max(self._full, now)) // self.interval + 1

    def take(self, now: datetime, number: int = 1) -> None:
        """Count messages that go."""
        self._full = max(self._full, now) + number * self.interval


class Restraint:
    """The pace that a mailer's complaints teach; none where it never complained.

    After one, nothing goes for a while, and then less than before: four fifths, or at first what was `took`
    until then. While nobody complains it grows, fast below the pace that was too much, and slowly near it.
    """

    def __init__(self, now: datetime) -> None:
        self.per_minute = 0.0
        self.took = 0  # messages, since the last complaint
        self.complaints = 0
        self.pause = timedelta()
        self._rate: Rate | None = None
        self._too_much = inf  # a minute
        self._since = self._opens = self._grows = now

    def hear(self, now: datetime, wait: timedelta) -> bool:
        """A complaint; is it a new one?

        Those in a pause are of what was on its way, and at most make it longer.
        """
        if self.shut(now):
            self._opens = max(self._opens, now + wait)
            return False
        self.pause = FIRST_PAUSE if self.took or not self.pause else min(2 * self.pause, LONGEST_PAUSE)
        if self._rate is None:
            self._set(self.took / max((now - self._since) / A_MINUTE, 1 / 60), now)
        else:
            self._too_much = self.per_minute
            self._set(LESS * self.per_minute, now)
        self.took = 0
        self.complaints += 1
        self._opens = now + max(self.pause, wait)
        self._grows = self._opens
        return True

    @property
    def in_vain(self) -> bool:
        """Has it complained again and again, and took nothing in between?"""
        return self.pause >= LONGEST_PAUSE

    def shut(self, now: datetime) -> bool:
        """Is it a pause?"""
        return now < self._opens

    def opens(self, now: datetime) -> datetime:
        """The moment at which one more may go."""
        return max(self._opens, self._rate.opens(now)) if self._rate else now

    def room(self, now: datetime) -> int:
        """How many may go at this moment."""
        if self._rate is None:
            return UNLIMITED
        if self.shut(now):
            return 0
        self._grow(now)
        return self._rate.room(now)

    def take(self, now: datetime, number: int) -> None:
        """Count messages that go."""
        if self._rate:
            self._rate.take(now, number)

    def _grow(self, now: datetime) -> None:
        more, calm = FAST if FAST[0] * self.per_minute < self._too_much else SLOWLY
        if now >= self._grows + calm:
            self._set(more * self.per_minute, now)
            self._grows = now

    def _set(self, per_minute: float, now: datetime) -> None:
        self.per_minute = min(max(per_minute, LEAST), UNLIMITED)
        self._rate = Rate(self.per_minute, now, EVENLY)


class Lane:
    """The rate of one mailbox provider, and the queue of those who were told to come back later."""

    def __init__(self, per_minute: int, now: datetime) -> None:
        self._rate = Rate(per_minute, now)
        self._promised = now - self._rate.interval  # the last moment that was given to anybody

    def later(self, now: datetime, promised: bool) -> datetime | None:
        """None: it goes now, and is counted. Else the moment at which its turn comes.

        Whoever was promised a moment goes before those who ask for the first time. Each moment is given
        once, so that of a million who wait only those come back whose turn it is.
        """
        if (promised or self._promised <= now) and self._rate.opens(now) == now:
            self._rate.take(now)
            return None
        self._promised = max(self._promised + self._rate.interval, self._rate.opens(now))
        return self._promised


class Gate:
    """The pace of an edition: one rate for all, and a lane for each provider that has a limit.

    `restraint` is what the mailers themselves ask for.
    """

    def __init__(self, pace: Pace, now: datetime) -> None:
        self.restraint = Restraint(now)
        self._all = Rate(pace.per_minute, now) if pace.per_minute else None
        self._lanes: dict[str, Lane] = {}
        for limit in pace.domains:
            self._lanes |= dict.fromkeys(map(str.lower, limit.domains), Lane(limit.per_minute, now))

    def anew(self, now: datetime) -> None:
        """Another mailer: what the one before complained of says nothing of it."""
        self.restraint = Restraint(now)

    def room(self, now: datetime) -> int:
        """How many messages may go at this moment, whoever they are for."""
        return min(self._all.room(now) if self._all else UNLIMITED, self.restraint.room(now))

    def opens(self, now: datetime) -> datetime:
        """When the next message may go, whoever it is for."""
        return max(self._all.opens(now) if self._all else now, self.restraint.opens(now))

    def take(self, number: int, now: datetime) -> None:
        """Count messages that go, whoever they are for."""
        self.restraint.take(now, number)
        if self._all:
            self._all.take(now, number)

    def later(self, address: str, now: datetime, promised: bool = False) -> datetime | None:
        """None: this person's provider takes it now. Else the moment to come back; see `Lane`."""
        if not self._lanes:
            return None
        lane = self._lanes.get(address.rpartition("@")[2].lower())
        return lane.later(now, promised) if lane else None


class Queue:
    """Moments at an even rate, each given once."""

    def __init__(self, per_minute: int, now: datetime) -> None:
        self._interval = timedelta(seconds=60 / per_minute) if per_minute else timedelta()
        self._next = now

    def moment(self, earliest: datetime) -> datetime:
        """The next moment that is not before this one."""
        at = max(earliest, self._next)
        self._next = at + self._interval
        return at


class Timetable:
    """When each message would go, one after the other, at the earliest."""

    def __init__(self, pace: Pace, now: datetime) -> None:
        self._now = now
        self._all = Queue(pace.per_minute, now)
        self._lanes: dict[str, Queue] = {}
        for limit in pace.domains:
            self._lanes |= dict.fromkeys(map(str.lower, limit.domains), Queue(limit.per_minute, now))

    def moment(self, address: str, earliest: datetime) -> datetime:
        """When the message to this address would go, if it may not go before `earliest`."""
        lane = self._lanes.get(address.rpartition("@")[2].lower())
        return max(self._all.moment(self._now), lane.moment(earliest) if lane else earliest)
