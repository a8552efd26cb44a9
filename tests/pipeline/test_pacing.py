"""Pace: nothing goes faster than it may, nobody who waits keeps others waiting, and nobody is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import DomainLimit, Pace
from digest.pipeline.pacing import BURST, UNLIMITED, Gate, Rate, Timetable
from tests.pipeline.room import MORNING


def after(seconds: float):
    return MORNING + timedelta(seconds=seconds)


@given(
    per_minute=st.integers(1, 6000),
    waits=st.lists(st.tuples(st.floats(0, 20), st.integers(1, 50)), max_size=60),
)
def test_a_rate_is_never_exceeded_over_any_stretch_but_by_its_burst(per_minute, waits) -> None:
    """Looked at whenever: in any stretch of time no more go than the rate and one burst allow."""
    rate, now, gone = Rate(per_minute, MORNING), MORNING, []
    for seconds, wish in waits:
        now += timedelta(seconds=seconds)
        number = min(wish, rate.room(now))
        rate.take(now, number)
        gone += [now] * number
    for first in range(len(gone)):
        for last in range(first, len(gone)):
            stretch = (gone[last] - gone[first] + BURST).total_seconds()
            assert last - first + 1 <= stretch * per_minute / 60 + 1.001


def test_a_rate_says_when_it_opens_again() -> None:
    rate = Rate(60, MORNING)

    assert rate.room(MORNING) == 2
    rate.take(MORNING, 2)

    assert rate.room(MORNING) == 0
    assert rate.opens(MORNING) == after(1)
    assert rate.room(after(0.99)) == 0
    assert rate.room(after(1)) == 1
    assert rate.room(after(3600)) == 2


def test_where_nothing_is_limited_everybody_goes() -> None:
    gate = Gate(Pace(), MORNING)

    assert gate.room(MORNING) == UNLIMITED
    assert gate.opens(MORNING) == MORNING
    assert gate.later("anna@gmail.com", MORNING) is None


def test_domains_of_one_provider_share_a_lane_whatever_their_case_and_others_are_free() -> None:
    gate = Gate(Pace(domains=(DomainLimit(("Gmail.com", "googlemail.com"), 30),)), MORNING)

    assert gate.later("a@gmail.com", MORNING) is None
    assert gate.later("b@GoogleMail.com", MORNING) == after(1)
    assert gate.later("c@gmail.com", MORNING) == after(3)
    assert all(gate.later(f"r{n}@example.org", MORNING) is None for n in range(100))


@pytest.mark.parametrize("late", [0.0, 0.3, 0.9])
def test_each_who_waits_is_given_a_moment_of_their_own_and_goes_when_it_comes(late: float) -> None:
    """A thousand are put off once each, and each goes on the second asking: nobody asks a third time."""
    gate = Gate(Pace(domains=(DomainLimit(("gmail.com",), 600),)), MORNING)
    due = [gate.later(f"r{n}@gmail.com", MORNING) for n in range(1000)]
    moments = [moment for moment in due if moment]

    assert len(set(moments)) == len(moments) == 1000 - 11
    assert moments == sorted(moments)
    for moment in moments:
        assert gate.later("r@gmail.com", moment + timedelta(seconds=late), promised=True) is None


def test_who_asks_for_the_first_time_goes_behind_those_who_were_promised_a_moment() -> None:
    gate = Gate(Pace(domains=(DomainLimit(("gmail.com",), 60),)), MORNING)
    promised = [gate.later("a@gmail.com", MORNING) for _ in range(5)]

    assert promised == [None, None, after(1), after(2), after(3)]
    assert gate.later("new@gmail.com", after(1)) == after(4)
    assert gate.later("a@gmail.com", after(1), promised=True) is None


def test_after_a_standstill_moments_that_were_missed_are_given_anew() -> None:
    """An hour without a provider: then they go at the rate, not all at once."""
    gate = Gate(Pace(domains=(DomainLimit(("gmail.com",), 60),)), MORNING)
    for _ in range(102):
        gate.later("a@gmail.com", MORNING)

    later = [gate.later("a@gmail.com", after(3600), promised=True) for _ in range(100)]

    assert later[:2] == [None, None]
    assert later[2:] == [after(3600 + n) for n in range(1, 99)]


def test_a_timetable_keeps_the_rate_of_all_and_of_each_provider() -> None:
    pace = Pace(per_minute=60, domains=(DomainLimit(("gmail.com",), 6),))
    timetable = Timetable(pace, MORNING)

    moments = [timetable.moment(f"r@{domain}", MORNING) for domain in ("gmail.com", "example.org") * 3]

    assert moments == [after(s) for s in (0, 1, 10, 3, 20, 5)]
    assert timetable.moment("r@example.org", after(500)) == after(500)


def test_the_days_of_a_warm_up_end() -> None:
    assert [Pace(warm_up=(500, 1000)).most(days) for days in range(4)] == [500, 1000, None, None]
    assert Pace().most(0) is None
