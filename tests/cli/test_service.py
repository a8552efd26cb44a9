"""The service's day: its duties, what is looked after between them, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from digest import desk
from digest.cli.clock import SystemClock
from digest.cli.door import Door
from digest.cli.screen import Screen
from digest.cli.service import Day
from digest.errors import StoreError
from digest.models import Approval, EditionStatus, Hand
from digest.newsroom import Newsroom
from digest.settings import Desk, Schedule, Settings, shipped_config
from tests.desk.test_telling import FakeHook
from tests.pipeline.room import DAY, FakeClock, newsletter, room

FOUR = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


class Clock(FakeClock):
    replays = False


@dataclass
class House:
    """A door to a newsroom of fakes, at an hour that is set."""

    given: Newsroom
    clock: Clock
    settings: Any

    def look_again(self) -> None:
        """Its settings stay as they are."""

    @contextmanager
    def newsroom(self) -> Iterator[Newsroom]:
        yield self.given

    @property
    def written(self) -> Any:
        return self.settings

    @property
    def kinds(self) -> list[str]:
        return [str(one.kind) for one in self.given.notices.of("morning", DAY)]

    @property
    def status(self) -> EditionStatus:
        found = self.given.editions.find("morning", DAY)
        assert found
        return found.status


def house(approval: Approval) -> tuple[House, Day]:
    given = replace(room(approval), hook=FakeHook())
    real = Settings(newsletter(approval=approval), path=Path("config.toml"))
    settings = SimpleNamespace(
        newsletter=real.newsletter, schedule=Schedule(), desk=Desk(), workers=real.workers
    )
    there = House(given, Clock(FOUR), settings)
    return there, Day(there)  # type: ignore[arg-type]


def at(there: House, day: Day, hour: int, minute: int = 0) -> None:
    """One look at the calendar at this hour."""
    there.clock.moment = FOUR.replace(hour=hour, minute=minute)
    day.service.tick(there.clock.moment)


def chief(there: House) -> Hand:
    return Hand("Ada", there.clock.moment)


def test_hours_that_are_changed_count_at_the_next_look(caplog: pytest.LogCaptureFixture) -> None:
    """And the log says when the next edition is, once."""
    there, day = house(Approval.AUTOMATIC)
    there.settings.schedule = Schedule(prepare="05:00", publish="05:15")
    for minute in (30, 31):
        at(there, day, 4, minute)
    assert there.given.editions.find("morning", DAY) is None
    at(there, day, 5, 15)
    assert there.status is EditionStatus.SENT
    told = [one for one in caplog.messages if "hours" in one]
    assert told == ["the hours are changed: next edition Monday 23 November, 05:15 (UTC)"]


def test_a_reminder_comes_by_the_hours_as_they_are_now() -> None:
    there, day = house(Approval.EDITOR)
    at(there, day, 4, 30)
    there.settings.schedule = Schedule(publish="05:00")
    at(there, day, 4, 45)
    assert there.kinds == ["drafted", "reminder"]


def test_a_file_with_a_fault_keeps_the_hours_and_is_told_of_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "config.toml"
    good = shipped_config().read_text("utf-8")
    path.write_text(good, "utf-8")
    here = Door(path, Screen(as_json=False), SystemClock(), verbose=False)
    day = Day(here)
    first = day.hours()
    for text in ('[schedule]\npublish = "25:00"\n', '[schedule]\npublish = "25:00"\n', "[schedule\n"):
        path.write_text(text, "utf-8")
        assert day.hours() == first
        assert day.hours() == first
    assert len([one for one in caplog.messages if "what was read before still counts" in one]) == 2
    caplog.clear()
    path.write_text(good.replace('publish = "06:00"', 'publish = "06:45"'), "utf-8")
    assert day.hours().schedule.publish == "06:45"
    assert day.hours().schedule.publish == "06:45"
    assert len(caplog.messages) == 1
    path.write_text("[schedule\n", "utf-8")
    day.hours()
    assert len(caplog.messages) == 2  # the same fault as before, and news again


def test_one_who_approves_in_time_is_told_of_the_draft_and_of_its_end() -> None:
    there, day = house(Approval.EDITOR)
    at(there, day, 4, 30)
    assert there.kinds == ["drafted"]
    desk.approve(there.given, there.given.editions.find("morning", DAY), chief(there))  # type: ignore[arg-type]
    at(there, day, 5, 30)
    assert there.kinds == ["drafted"]
    at(there, day, 6)
    assert there.status is EditionStatus.SENT
    assert there.kinds == ["drafted", "sent"]


def test_without_an_approval_it_is_reminded_of_and_stays_in_until_one_comes() -> None:
    there, day = house(Approval.EDITOR)
    at(there, day, 4, 30)
    at(there, day, 5, 29)
    assert there.kinds == ["drafted"]
    at(there, day, 5, 30)
    at(there, day, 5, 31)
    assert there.kinds == ["drafted", "reminder"]
    at(there, day, 6)
    assert there.kinds == ["drafted", "reminder", "blocked"]
    assert there.status is EditionStatus.DRAFT
    desk.approve(there.given, there.given.editions.find("morning", DAY), chief(there))  # type: ignore[arg-type]
    at(there, day, 6, 2)
    at(there, day, 6, 3)
    assert there.status is EditionStatus.SENT
    assert there.kinds == ["drafted", "reminder", "blocked", "sent"]


def test_by_deadline_it_goes_unless_somebody_holds_it() -> None:
    there, day = house(Approval.DEADLINE)
    at(there, day, 4, 30)
    at(there, day, 5, 45)
    at(there, day, 6)
    assert there.kinds == ["drafted", "reminder", "sent"]

    there, day = house(Approval.DEADLINE)
    at(there, day, 4, 30)
    desk.hold(there.given, there.given.editions.find("morning", DAY), chief(there))  # type: ignore[arg-type]
    at(there, day, 6)
    assert there.kinds == ["drafted", "blocked"]
    assert there.status is EditionStatus.HELD


def test_automatic_needs_nobody_and_reminds_nobody() -> None:
    there, day = house(Approval.AUTOMATIC)
    for hour, minute in ((4, 30), (5, 45), (6, 0)):
        at(there, day, hour, minute)
    assert there.kinds == ["drafted", "sent"]


def test_a_quiet_and_a_broken_day_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    there, day = house(Approval.AUTOMATIC)
    there.given = replace(there.given, newsletter=replace(there.given.newsletter, fewest_stories=99))
    at(there, day, 4, 30)
    assert there.kinds == ["quiet"]

    there, day = house(Approval.AUTOMATIC)

    def away(*_: object) -> None:
        raise StoreError("the archive cannot be read")

    monkeypatch.setattr(type(there.given.archive), "articles", away)
    at(there, day, 4, 30)
    assert there.kinds == ["broken"]


def test_what_nobody_has_words_for_is_told_as_well_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    there, day = house(Approval.AUTOMATIC)

    def bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(there.given.archive), "articles", bug)
    with pytest.raises(ZeroDivisionError):
        at(there, day, 4, 30)
    assert there.kinds == ["broken"]


def test_the_mail_of_a_correction_goes_out_at_the_next_look() -> None:
    there, day = house(Approval.AUTOMATIC)
    at(there, day, 6)
    edition = there.given.editions.find("morning", DAY)
    assert edition
    there.clock.moment += timedelta(hours=5)
    desk.correct(there.given, edition, edition.stories[0].key, "Nine days.", chief(there), mail=True)
    before = len(there.given.mailers[0].sent)  # type: ignore[attr-defined]
    at(there, day, 20)
    assert len(there.given.mailers[0].sent) == before + 3  # type: ignore[attr-defined]
    at(there, day, 20, 1)
    assert len(there.given.mailers[0].sent) == before + 3  # type: ignore[attr-defined]


def test_what_could_not_be_told_is_told_at_a_later_look() -> None:
    there, day = house(Approval.EDITOR)
    hook = there.given.hook
    assert isinstance(hook, FakeHook)
    hook.away = True
    at(there, day, 4, 30)
    hook.away = False
    at(there, day, 4, 31)
    assert [one["kind"] for one in hook.told] == ["drafted"]
