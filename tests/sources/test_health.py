"""How a source is after a visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.errors import Blocked, SourceGone, SourceIll
from digest.models import Condition
from digest.sources.health import due, ill, well

NOW = datetime(2031, 5, 6, 6, 0, tzinfo=UTC)
GONE = SourceGone("answered 410 (gone for good)")


def pauses(condition: Condition, times: int) -> list[float]:
    """Minutes of pause after each of so many failures in a row."""
    found = []
    for _ in range(times):
        condition = ill(condition, NOW, SourceIll("answered 500"))
        assert condition.not_before
        found.append((condition.not_before - NOW) / timedelta(minutes=1))
    return found


def test_pauses_double_up_to_six_hours() -> None:
    assert pauses(Condition(), 9) == [5, 10, 20, 40, 80, 160, 320, 360, 360]


def test_a_run_at_the_same_hour_every_day_is_never_kept_from_asking() -> None:
    stubborn = Condition(failures=10_000)
    assert max(pauses(stubborn, 3)) < 24 * 60
    long = ill(Condition(), NOW, SourceIll("answered 503", retry_after=1e12))
    assert due(long, NOW + timedelta(hours=23))


def test_a_server_that_names_the_time_is_obeyed() -> None:
    after = ill(Condition(), NOW, SourceIll("answered 429", retry_after=3600))
    assert after.not_before == NOW + timedelta(hours=1)
    impatient = ill(Condition(failures=5), NOW, SourceIll("answered 429", retry_after=1))
    assert impatient.not_before == NOW + timedelta(minutes=160)


def test_gone_retires_a_source_and_no_other_failure_does() -> None:
    condition, said = Condition(failures=9, ill="answered 500"), []
    for _ in range(3):
        assert not condition.retired
        condition = ill(condition, NOW, GONE)
        said.append(condition.ill)
    assert condition.retired
    assert said == [
        "answered 410 (gone), seen once",
        "answered 410 (gone), seen 2 times",
        "answered 410 (gone for good)",
    ]
    assert not ill(Condition(failures=99), NOW, SourceIll("answered 404")).retired
    assert not ill(Condition(), NOW, Blocked("not a public address")).retired


@pytest.mark.parametrize("between", [SourceIll("answered 500"), None])
def test_only_gone_three_times_in_a_row_retires(between: SourceIll | None) -> None:
    condition = ill(ill(Condition(), NOW, GONE), NOW, GONE)
    condition = ill(condition, NOW, between) if between else well(condition, NOW)
    condition = ill(ill(condition, NOW, GONE), NOW, GONE)
    assert (condition.retired, condition.failures) == (False, 2)
    assert condition.not_before == NOW + timedelta(hours=6)
    assert ill(condition, NOW, GONE).retired


def test_an_address_that_a_redirect_gave_is_forgotten_when_it_fails() -> None:
    moved = Condition(moved_to="https://new.example/", etag="a", modified="b")
    after = ill(moved, NOW, SourceGone("answered 410 (gone for good)"))
    assert (after.moved_to, after.etag, after.modified, after.retired) == ("", "", "", False)


def test_success_clears_everything_but_what_the_next_visit_needs() -> None:
    before = Condition(etag="a", failures=4, ill="timed out", not_before=NOW, entries=7)
    assert well(before, NOW) == Condition(etag="a", checked=NOW, succeeded=NOW, entries=7)


def test_due_is_who_neither_rests_nor_is_retired() -> None:
    assert due(Condition(), NOW)
    assert due(Condition(not_before=NOW), NOW)
    assert not due(Condition(not_before=NOW + timedelta(seconds=1)), NOW)
    assert not due(Condition(retired=True), NOW)
