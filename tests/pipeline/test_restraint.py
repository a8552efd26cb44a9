"""What is about us and not about a person: a mailer that is given too much, or says the same of everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.errors import Unavailable
from digest.models import DeliveryStatus, Outcome, Tally
from digest.pipeline import publish
from digest.pipeline.chorus import ENOUGH, Chorus
from digest.pipeline.pacing import LESS, LONGEST_PAUSE, SLOWLY, Restraint
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import MORNING, heard, let_out
from tests.pipeline.timed import later, timed

NONE = timedelta()
REFUSED, WAITING, SENT = DeliveryStatus.REFUSED, DeliveryStatus.WAITING, DeliveryStatus.SENT
TOO_FAST = Outcome(0, WAITING, slower="429 too many requests")


def at(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


class Forever(list[Outcome]):
    """The same answer whenever it is asked for."""

    def pop(self, *_: object) -> Outcome:  # type: ignore[override]
        return self[0]


class TestRestraint:
    """The pace that complaints teach."""

    def test_without_a_complaint_there_is_none(self) -> None:
        restraint = Restraint(MORNING)
        restraint.take(MORNING, 10**6)
        assert restraint.room(MORNING) > 10**5
        assert restraint.opens(MORNING) == MORNING

    def test_after_the_first_comes_a_pause_and_then_what_was_taken_until_it(self) -> None:
        restraint = Restraint(MORNING)
        restraint.took = 300
        assert restraint.hear(MORNING + at(30), NONE)
        assert restraint.room(MORNING + at(30)) == 0
        assert restraint.opens(MORNING + at(30)) == MORNING + at(31)
        assert restraint.per_minute == 600

    def test_an_hour_that_is_named_is_kept_and_one_more_named_meanwhile_is_the_same_complaint(self) -> None:
        restraint = Restraint(MORNING)
        assert restraint.hear(MORNING, at(7))
        assert not restraint.hear(MORNING + at(2), at(9))
        assert restraint.opens(MORNING) == MORNING + at(11)

    def test_it_grows_fast_to_the_pace_that_was_too_much_and_slowly_from_there(self) -> None:
        restraint = Restraint(MORNING)
        restraint.took = 100
        restraint.hear(MORNING + at(1), NONE)
        known = [restraint.per_minute]
        for second in range(2, 60):
            restraint.room(MORNING + at(second))
            known.append(restraint.per_minute)
        assert known[3] == 6000 * 1.5**2
        before = restraint.per_minute
        restraint.took = 1
        restraint.hear(MORNING + at(60), NONE)
        assert restraint.per_minute == LESS * before
        restraint.room(MORNING + at(70))
        assert restraint.per_minute == LESS * before
        restraint.room(MORNING + at(71))
        assert restraint.per_minute == pytest.approx(SLOWLY[0] * LESS * before)

    def test_pauses_double_while_nothing_is_taken_until_it_is_in_vain(self) -> None:
        restraint, now, pauses = Restraint(MORNING), MORNING, []
        while not restraint.in_vain:
            restraint.hear(now, NONE)
            pauses.append(restraint.pause.total_seconds())
            now = restraint.opens(now)
        assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE.total_seconds()]
        restraint.took = 1
        restraint.hear(now, NONE)
        assert not restraint.in_vain


def test_complaints_cost_nobody_a_try_and_everyone_is_reached() -> None:
    given, mailer, clock = timed(readers=30)
    for number in range(0, 30, 3):
        mailer.said[f"reader{number}@example.org"] = [TOO_FAST] * 6
    edition = let_out(given)
    assert publish(given, edition, clock, heard) == Tally(sent=30)
    assert not any(one.attempts for one in given.ledger.listing(edition))


def test_one_that_only_complains_serves_nobody_and_the_next_takes_over_at_its_own_pace() -> None:
    given, mailer, clock = timed(readers=5)
    for number in range(5):
        mailer.said[f"reader{number}@example.org"] = Forever([TOO_FAST])
    given = replace(given, mailers=(mailer, FakeMailer(name="reserve")))
    assert publish(given, let_out(given), clock, heard) == Tally(sent=5)
    assert (clock.now() - MORNING).total_seconds() < 200


def test_without_another_mailer_that_is_the_end_and_nobody_was_tried() -> None:
    given, mailer, clock = timed(readers=1)
    mailer.said["reader0@example.org"] = Forever([TOO_FAST])
    edition = let_out(given)
    with pytest.raises(Unavailable, match="too many requests"):
        publish(given, edition, clock, heard)
    assert given.ledger.tally(edition) == Tally(waiting=1)
    assert not any(one.attempts for one in given.ledger.listing(edition))


@pytest.mark.parametrize(
    "said",
    [
        Outcome(0, WAITING, "451 4.7.1 Try again later"),
        Outcome(0, REFUSED, "550 5.7.1 Your host is listed by blocks.example"),
        Outcome(0, WAITING, '400 {"code": "invalid_parameter", "message": "replyTo is not valid"}'),
    ],
)
def test_the_same_said_of_everyone_is_about_us_and_the_next_mailer_takes_over(said: Outcome) -> None:
    """After a good beginning. Only as many lost by it as had to be heard."""
    given, mailer, clock = timed(readers=60)
    for number in range(20, 60):
        mailer.said[f"reader{number}@example.org"] = Forever([said])
    reserve = FakeMailer(name="reserve")
    given = replace(given, mailers=(mailer, reserve), rules=replace(given.rules, retry_pauses=(1, 1, 1)))
    tally = publish(given, let_out(given), clock, heard)
    assert tally.sent + tally.refused == 60
    assert tally.refused == (4 * ENOUGH if said.status is REFUSED else 0)
    assert len(reserve.sent) == tally.sent - 20


def test_without_another_mailer_it_ends_the_send_and_says_so() -> None:
    given, mailer, clock = timed(readers=60)
    for number in range(60):
        mailer.said[f"reader{number}@example.org"] = Forever([Outcome(0, REFUSED, "554 5.7.1 no more")])
    with pytest.raises(Unavailable, match=f"the same of {ENOUGH} people in a row: 554 5.7.1 no more"):
        publish(given, let_out(given), clock, heard)
    assert given.ledger.tally(given.editions.find("morning", MORNING.date())).refused == ENOUGH


@pytest.mark.parametrize(
    "reply",
    [
        "550 5.1.1 no such user {}",
        "550 User unknown: {}",
        "552 5.2.2 mailbox full, {}",
        "554 {} does not exist",
    ],
)
def test_dead_mailboxes_may_stand_in_a_row(reply: str) -> None:
    given, mailer, clock = timed(readers=40)
    for number in range(30):
        address = f"reader{number}@example.org"
        mailer.said[address] = [Outcome(0, REFUSED, reply.format(address))]
    assert publish(given, let_out(given), clock, heard) == Tally(sent=10, refused=30)
    assert clock.now() == MORNING


@pytest.mark.parametrize("words", ["451 4.7.1 Greylisted", "450 graylisting in action"])
def test_a_server_that_greylists_everyone_is_waited_for(words: str) -> None:
    given, mailer, clock = timed(readers=30)
    for number in range(30):
        mailer.said[f"reader{number}@example.org"] = [later(words)]
    assert publish(given, let_out(given), clock, heard) == Tally(sent=30)


def test_the_same_is_told_from_person_to_person_whatever_names_them() -> None:
    chorus = Chorus()
    heard_of = [
        chorus.hear(Outcome(n, WAITING, f"451 4.3.0 <reader{n}@example.org>: queue file {n}ABC{n} failed"))
        for n in range(ENOUGH)
    ]
    assert heard_of == [False] * (ENOUGH - 1) + [True]


def test_different_words_and_anybody_who_was_sent_it_begin_the_count_anew() -> None:
    chorus = Chorus()
    said = [Outcome(0, WAITING, word) for word in ("451 one thing", "451 another") for _ in range(ENOUGH - 1)]
    assert not any(map(chorus.hear, [*said, Outcome(0, SENT, "250 ok"), *said]))


def test_after_somebodys_last_try_nobody_is_waited_for() -> None:
    """The last word of one who was put off three times is stored, and the edition is over."""
    given, mailer, clock = timed(readers=2)
    mailer.said["reader1@example.org"] = [later("451 no")] * 9
    publish(given, let_out(given), clock, heard)
    assert (clock.now() - MORNING).total_seconds() == 60 + 300 + 900
