"""The stream of a send: tried again in time, put off and not forgotten, at its pace, told as it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digest.models import DeliveryStatus, DomainLimit, Outcome, Pace, Tally
from digest.newsroom import Progress
from digest.pipeline import publish
from digest.pipeline.publishing import LIFE
from tests.pipeline.room import DAY, MORNING, FakeClock, heard, let_out, subscribe
from tests.pipeline.timed import later, timed

# ------------------------------------------------------------------ tried again


def test_who_is_told_later_is_tried_four_times_with_growing_pauses() -> None:
    given, mailer, clock = timed()
    mailer.said["reader1@example.org"] = [later("451 greylisted")] * 9

    assert publish(given, let_out(given), clock, heard) == Tally(sent=2, refused=1)

    tries = [seconds for recipient, seconds in mailer.came if recipient == "reader1@example.org"]
    assert tries == [0, 60, 360, 1260]
    [refused] = given.ledger.listing(given.editions.find("morning", DAY), "refused")
    assert (refused.reply, refused.attempts) == ("451 greylisted", 3)


def test_a_server_that_names_its_hour_is_not_asked_before() -> None:
    given, mailer, clock = timed()
    mailer.said["reader0@example.org"] = [later("451 in two hours", 7200), later("451 soon", 1)]

    publish(given, let_out(given), clock, heard)

    assert [seconds for who, seconds in mailer.came if who == "reader0@example.org"] == [0, 7200, 7500]


def test_a_try_that_would_come_after_the_editions_life_is_the_last_word() -> None:
    given, mailer, clock = timed()
    mailer.said["reader0@example.org"] = [later("451 tomorrow", 90_000)]
    mailer.said["reader1@example.org"] = [later("", 90_000)]

    assert publish(given, let_out(given), clock, heard) == Tally(sent=1, refused=1, skipped=1)

    assert clock.pauses == []


def test_a_mailer_that_tries_nobody_is_not_asked_without_end() -> None:
    """Those it gives back without a failure are offered once a second, never in a tight loop."""
    given, mailer, clock = timed(readers=1)
    mailer.said["reader0@example.org"] = [later("")] * 5

    assert publish(given, let_out(given), clock, heard) == Tally(sent=1)

    assert [seconds for _, seconds in mailer.came] == [0, 1, 2, 3, 4, 5]


def test_nobody_is_claimed_while_the_next_moment_is_waited_for() -> None:
    """A kill in a pause leaves no doubt about anybody."""
    given, mailer, clock = timed(pace=Pace(domains=(DomainLimit(("slow.example",), 1),)))
    for number in range(4):
        subscribe(given, f"reader{number}@slow.example")
    mailer.said["reader0@example.org"] = [later("451 later")]
    edition = let_out(given)
    pauses = []

    def looking(seconds: float) -> None:
        pauses.append(given.ledger.tally(edition).sending)
        FakeClock.pause(clock, seconds)

    clock.pause = looking  # type: ignore[method-assign]
    assert publish(given, edition, clock, heard) == Tally(sent=7)
    assert pauses
    assert not any(pauses)


# ------------------------------------------------------------------ pace


def test_the_rate_of_all_is_kept() -> None:
    given, mailer, clock = timed(readers=12, pace=Pace(per_minute=30))

    publish(given, let_out(given), clock, heard)

    assert [seconds for _, seconds in mailer.came] == [max(0, 2 * number - 1) for number in range(12)]


def test_a_slow_provider_keeps_no_other_waiting_and_is_served_at_its_rate() -> None:
    limits = (DomainLimit(("slow.example", "slow.net"), 20),)
    given, mailer, clock = timed(readers=0, pace=Pace(domains=limits))
    for number in range(10):
        for domain in ("slow.example", "slow.net", "example.org"):
            subscribe(given, f"reader{number}@{domain}")

    assert publish(given, let_out(given), clock, heard) == Tally(sent=30)

    quick = [seconds for who, seconds in mailer.came if who.endswith("@example.org")]
    slow = [seconds for who, seconds in mailer.came if "@slow" in who]
    assert quick == [0] * 10
    assert slow == [max(0, 3 * number - 1) for number in range(20)]


def test_whose_moment_has_come_goes_before_those_never_tried() -> None:
    """A provider's limit is used while the others are served, and not only after them."""
    given, mailer, clock = timed(readers=300, pace=Pace(domains=(DomainLimit(("slow.example",), 60),)))
    for number in range(20):
        subscribe(given, f"reader{number}@slow.example")
    mailer.answering = 0.1  # seconds
    order = [*(one for one in given.people.there.values() if "slow" in one.subscriber.address)]
    given.people.there = {one.id: one for one in [*order, *given.people.there.values()]}

    assert publish(given, let_out(given), clock, heard) == Tally(sent=320)

    slow = [seconds for who, seconds in mailer.came if "@slow" in who]
    assert slow == pytest.approx([max(0, number - 1) for number in range(20)], abs=0.2)
    assert clock.now() - MORNING == timedelta(seconds=32)


def test_what_a_limit_leaves_no_room_for_is_skipped_with_the_reason() -> None:
    given, _, clock = timed(readers=0, pace=Pace(domains=(DomainLimit(("slow.example",), 1),)))
    for number in range(3):
        subscribe(given, f"reader{number}@slow.example")
    edition = let_out(given)
    clock.moment = edition.created + LIFE - timedelta(seconds=90)

    assert publish(given, edition, clock, heard) == Tally(sent=2, skipped=1)

    [skipped] = given.ledger.listing(edition, "skipped")
    assert "sending.domains left no room" in skipped.reply


def test_a_new_domain_mails_the_first_of_the_list_and_more_each_day() -> None:
    """Counted from the first edition; the others are skipped with the reason, and day three has no limit."""
    given, mailer, clock = timed(readers=5, pace=Pace(warm_up=(1, 3)))
    tallies = []
    for number in range(3):
        clock.moment = MORNING + timedelta(days=number)
        tallies.append(publish(given, let_out(given, clock.moment), clock, heard))

    assert tallies == [Tally(sent=1, skipped=4), Tally(sent=3, skipped=2), Tally(sent=5)]
    assert mailer.came[0][0] == mailer.came[1][0] == "reader0@example.org"
    [reason] = {one.reply for one in given.ledger.listing(given.editions.find("morning", DAY), "skipped")}
    assert reason == "warm-up: 1 today"


# ------------------------------------------------------------------ progress


def test_progress_tells_sent_refused_rate_and_what_is_left() -> None:
    given, mailer, clock = timed(readers=9, pace=Pace(per_minute=60))
    mailer.said["reader1@example.org"] = [Outcome(0, DeliveryStatus.REFUSED, "550 no")]
    told: list[Progress] = []

    publish(given, let_out(given), clock, told.append)

    assert {(one.stage, one.total) for one in told} == {("send", 9)}
    assert told[-1].done == 9
    assert "5 sent, 1 refused, 1/s, 2 s left" in {one.note for one in told}
    assert told[-1].note.startswith("8 sent, 1 refused")
