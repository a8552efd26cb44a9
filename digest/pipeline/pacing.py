"""How many messages may go now, and when the others may: pure, the time is an argument."""

from __future__ import annotations

from datetime import datetime, timedelta

from digest.models import Pace

BURST = timedelta(seconds=1)  # a second's worth may go at once: what a late look at the clock would lose
UNLIMITED = 1_000_000


class Rate:
    """So many messages a minute, evenly spread, by the generic cell rate algorithm."""

    def __init__(self, per_minute: int, now: datetime) -> None:
        self.interval = timedelta(seconds=60 / per_minute)
        self._full = now  # when all that was taken so far has been let through at an even pace

    def opens(self, now: datetime) -> datetime:
        """The moment at which one more may go; now, where it may at once."""
        return max(now, self._full - BURST)

    def room(self, now: datetime) -> int:
        """How many may go at this moment."""
        if self.opens(now) > now:
            return 0
        return (now + BURST - max(self._full, now)) // self.interval + 1

    def take(self, now: datetime, number: int = 1) -> None:
        """Count messages that go."""
        self._full = max(self._full, now) + number * self.interval


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
    """The pace of an edition: one rate for all, and a lane for each provider that has a limit."""

    def __init__(self, pace: Pace, now: datetime) -> None:
        self._all = Rate(pace.per_minute, now) if pace.per_minute else None
        self._lanes: dict[str, Lane] = {}
        for limit in pace.domains:
            self._lanes |= dict.fromkeys(map(str.lower, limit.domains), Lane(limit.per_minute, now))

    def room(self, now: datetime) -> int:
        """How many messages may go at this moment, whoever they are for."""
        return self._all.room(now) if self._all else UNLIMITED

    def opens(self, now: datetime) -> datetime:
        """When the next message may go, whoever it is for."""
        return self._all.opens(now) if self._all else now

    def take(self, number: int, now: datetime) -> None:
        """Count messages that go, whoever they are for."""
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
