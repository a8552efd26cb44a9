"""The service: APScheduler calls the pipeline at the hour. It is never trusted for once-only.

What is due is decided by our own calendar, asked every half minute: a cron trigger of APScheduler 3
loses a day at a change of clocks (docs/decisions.md), and a machine that slept needs its run made up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.blocking import BlockingScheduler

from digest.settings import Schedule
from digest.settings.shape import WEEKDAYS

log = logging.getLogger(__name__)

EVERY = 30  # seconds between two looks at the calendar
AGAIN = timedelta(minutes=15)  # before a failed duty is tried again


class Duty(StrEnum):
    """What the hour asks for."""

    NOTHING = "nothing"
    PREPARE = "prepare"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The newsletter's week: local hours in its own zone, weekdays by name."""

    schedule: Schedule
    zone: ZoneInfo

    def due(self, now: datetime) -> Duty:
        """The duty of this moment. A late one stands for `catch_up_hours`, never past local midnight."""
        day = now.astimezone(self.zone).date()
        if WEEKDAYS[day.weekday()] not in self.schedule.weekdays:
            return Duty.NOTHING
        publish = self._at(day, self.schedule.publish)
        if publish <= now < publish + timedelta(hours=self.schedule.catch_up_hours):
            return Duty.PUBLISH
        return Duty.PREPARE if self._at(day, self.schedule.prepare) <= now < publish else Duty.NOTHING

    def nears(self, now: datetime, minutes: int) -> bool:
        """Is the hour of sending of this day at most so many minutes away?"""
        day = now.astimezone(self.zone).date()
        publish = self._at(day, self.schedule.publish)
        return self._works(day) and publish - timedelta(minutes=minutes) <= now < publish

    def next_publish(self, now: datetime) -> datetime:
        """The next hour of sending, in UTC."""
        day = now.astimezone(self.zone).date()
        days = (day + timedelta(days=ahead) for ahead in range(8))
        moments = (self._at(day, self.schedule.publish) for day in days if self._works(day))
        return next(moment for moment in moments if moment > now)

    def told(self, now: datetime) -> str:
        """The next hour of sending, in words."""
        following = self.next_publish(now).astimezone(self.zone)
        return f"{following:%A %d %B, %H:%M} ({self.zone.key})"

    def _works(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.schedule.weekdays

    def _at(self, day: date, clock: str) -> datetime:
        """A local hour of a day, as the instant it is; one that the clocks skip comes just after the gap."""
        return datetime.combine(day, time.fromisoformat(clock), self.zone).astimezone(UTC)


class Service:
    """Does what the calendar asks, once for each local date, and tries again when it failed.

    `calendar` is asked for at every look: its hours may change while the service runs. `beside` is done at
    every look, after the duty.
    """

    def __init__(
        self,
        calendar: Callable[[], Calendar],
        duties: dict[Duty, Callable[[], bool]],
        beside: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        self._calendar = calendar
        self._duties = duties
        self._beside = beside
        self._done: set[tuple[date, Duty]] = set()
        self._not_before = datetime.min.replace(tzinfo=UTC)

    def tick(self, now: datetime) -> Duty:
        """Do the duty of this moment unless it is done, and what is beside it; what was tried."""
        duty = self._dutiful(now)
        self._beside(now)
        return duty

    def hurry(self) -> None:
        """What was put off after a failure is tried at the next look."""
        self._not_before = datetime.min.replace(tzinfo=UTC)

    def _dutiful(self, now: datetime) -> Duty:
        calendar = self._calendar()
        duty = calendar.due(now)
        today = (now.astimezone(calendar.zone).date(), duty)
        if duty is Duty.NOTHING or today in self._done or now < self._not_before:
            return Duty.NOTHING
        if self._duties[duty]():
            self._done = {done for done in self._done if done[0] == today[0]} | {today}
        else:
            self._not_before = now + AGAIN
        return duty


def serve(service: Service, now: Callable[[], datetime]) -> BlockingScheduler:
    """A scheduler that looks at the calendar every half minute; `start()` blocks until shut down."""
    # The executor without threads: duties are done in the main one, where a signal can cut a send off.
    scheduler = BlockingScheduler(timezone=UTC, executors={"default": DebugExecutor()})
    scheduler.add_job(
        lambda: service.tick(now()),
        "interval",
        seconds=EVERY,
        next_run_time=now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        id="calendar",
    )
    return scheduler
