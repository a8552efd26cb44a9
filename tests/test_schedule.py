"""The calendar: one edition for each local date, whatever the clocks, the machine and the weekday do."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.schedule import Calendar, Duty, Service, serve
from digest.settings import Schedule

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Kiritimati",  # fourteen hours ahead
    "Africa/Casablanca",  # winter time in Ramadan
    "America/St_Johns",
    "Asia/Tehran",
    "Africa/Cairo",  # its clocks change at midnight
    "America/Santiago",
    "Pacific/Chatham",
)


def calendar(zone: str = "UTC", **changes: object) -> Calendar:
    return Calendar(Schedule(**changes), ZoneInfo(zone))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hour", "minute", "duty"),
    [(4, 29, "nothing"), (4, 30, "prepare"), (5, 59, "prepare"), (6, 0, "publish"), (17, 59, "publish")],
)
def test_the_hour_says_what_is_due(hour: int, minute: int, duty: str) -> None:
    """Draft at one hour, send at another, and make up for a late start within twelve hours."""
    assert calendar().due(MONDAY.replace(hour=hour, minute=minute)) == duty


def test_after_twelve_hours_the_day_is_let_go() -> None:
    """A digest of the morning is not sent in the evening."""
    assert calendar().due(MONDAY.replace(hour=18)) is Duty.NOTHING


def test_weekdays_are_the_newsletters_own() -> None:
    """Monday in Kiritimati begins on Sunday in UTC; Friday's edition is not Saturday's."""
    sunday_in_utc = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)

    assert calendar("Pacific/Kiritimati").due(sunday_in_utc) is Duty.PUBLISH
    assert calendar("UTC").due(sunday_in_utc) is Duty.NOTHING


def test_hours_that_are_changed_count_from_the_next_look_on() -> None:
    """What was done by the old hours is not done again by the new ones."""
    hours, log = [calendar()], Log()
    service = Service(lambda: hours[0], log.duties())
    assert service.tick(MONDAY.replace(hour=4, minute=30)) is Duty.PREPARE
    hours[0] = calendar(prepare="05:00", publish="05:30")
    assert service.tick(MONDAY.replace(hour=5)) is Duty.NOTHING
    assert service.tick(MONDAY.replace(hour=5, minute=30)) is Duty.PUBLISH
    hours[0] = calendar(publish="07:00")
    assert service.tick(MONDAY.replace(hour=7)) is Duty.NOTHING
    hours[0] = calendar("America/New_York")
    assert service.tick(MONDAY.replace(hour=9, minute=30)) is Duty.NOTHING
    assert service.tick(MONDAY.replace(day=24, hour=9, minute=30)) is Duty.PREPARE


def test_the_next_edition_skips_the_weekend() -> None:
    """What the service says at its start."""
    friday = datetime(2026, 11, 20, 7, tzinfo=UTC)

    assert calendar().next_publish(friday) == MONDAY.replace(hour=6)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", ["00:00", "00:30", "01:30", "02:00", "02:30", "06:00"])
def test_every_local_date_has_its_hour_once_through_two_years_of_clock_changes(zone: str, hour: str) -> None:
    """No date lost and none twice, also where the clocks skip or repeat the hour."""
    kept = Calendar(Schedule(prepare="00:00", publish=hour, weekdays=_every_day()), ZoneInfo(zone))
    now, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    days: list[date] = []
    while now < end:
        now = kept.next_publish(now)
        assert kept.due(now) is Duty.PUBLISH
        days.append(now.astimezone(kept.zone).date())

    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]


def _every_day() -> tuple[str, ...]:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Log:
    """Duties that remember when they were done, and can fail."""

    def __init__(self, outcome: bool = True) -> None:
        self.done: list[Duty] = []
        self.outcome = outcome

    def duties(self) -> dict:
        return {duty: self._duty(duty) for duty in (Duty.PREPARE, Duty.PUBLISH)}

    def _duty(self, duty: Duty):
        def do() -> bool:
            self.done.append(duty)
            return self.outcome

        return do


def test_each_duty_is_done_once_a_day() -> None:
    """A tick every half minute from three to midnight: one draft, one sending."""
    log = Log()
    service = Service(calendar, log.duties())

    for tick in range(2 * 60 * 21):
        service.tick(MONDAY.replace(hour=3) + timedelta(seconds=30 * tick))

    assert log.done == [Duty.PREPARE, Duty.PUBLISH]


def test_a_machine_that_slept_makes_up_for_one_run_only() -> None:
    """Asleep since Friday, awake on Monday at nine: Monday's edition, and no pile of old ones."""
    log = Log()
    service = Service(calendar, log.duties())

    service.tick(datetime(2026, 11, 20, 3, tzinfo=UTC))
    for tick in range(10):
        service.tick(MONDAY.replace(hour=9) + timedelta(seconds=30 * tick))

    assert log.done == [Duty.PUBLISH]


def test_a_failed_duty_is_tried_again_after_a_pause_while_it_is_due() -> None:
    """A provider that is away at six is asked again, but not twice a minute."""
    log = Log(outcome=False)
    service = Service(calendar, log.duties())

    for tick in range(2 * 60):
        service.tick(MONDAY.replace(hour=6) + timedelta(seconds=30 * tick))

    assert log.done == [Duty.PUBLISH] * 4


@pytest.mark.parametrize(
    ("hour", "minute", "near"), [(5, 29, False), (5, 30, True), (5, 59, True), (6, 0, False)]
)
def test_the_hour_of_sending_nears_once_a_day(hour: int, minute: int, near: bool) -> None:
    """Half an hour before, on days that have an edition."""
    assert calendar().nears(MONDAY.replace(hour=hour, minute=minute), 30) is near
    assert not calendar().nears(MONDAY.replace(day=22, hour=hour, minute=minute), 30)
    assert not calendar().nears(MONDAY.replace(hour=hour, minute=minute), 0)


def test_what_is_beside_the_duties_is_done_at_every_look() -> None:
    """After the duty, also when there is none."""
    log, looks = Log(outcome=False), list[datetime]()
    service = Service(calendar, log.duties(), looks.append)

    for minute in (0, 29, 30, 31):
        service.tick(MONDAY.replace(hour=4, minute=minute))

    assert len(looks) == 4
    assert log.done == [Duty.PREPARE]


def test_what_waits_for_its_next_try_can_be_hurried() -> None:
    """An editor who approves late waits no quarter of an hour."""
    log = Log(outcome=False)
    service = Service(calendar, log.duties())

    service.tick(MONDAY.replace(hour=6))
    service.tick(MONDAY.replace(hour=6, minute=1))
    service.hurry()
    service.tick(MONDAY.replace(hour=6, minute=2))

    assert log.done == [Duty.PUBLISH] * 2


def test_a_clock_set_back_an_hour_sends_nothing_twice() -> None:
    """The date is the key, not the hour."""
    log = Log()
    service = Service(calendar, log.duties())

    for hour in (6, 7, 6, 5, 6):
        service.tick(MONDAY.replace(hour=hour))

    assert log.done == [Duty.PUBLISH, Duty.PREPARE]


def test_apscheduler_calls_the_service_at_once_and_ends_when_told() -> None:
    """The real scheduler, for one tick."""
    always = calendar(prepare="00:00", publish="00:01", weekdays=_every_day(), catch_up_hours=24)
    done: list[Duty] = []

    def duty(which: Duty):
        def do() -> bool:
            done.append(which)
            threading.Thread(target=scheduler.shutdown).start()  # as the service does
            return True

        return do

    service = Service(lambda: always, {which: duty(which) for which in (Duty.PREPARE, Duty.PUBLISH)})
    scheduler = serve(service, lambda: datetime.now(UTC))
    scheduler.start()

    assert len(done) == 1
