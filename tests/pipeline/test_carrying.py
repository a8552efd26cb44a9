"""Failover: the first mailer that serves people carries the edition, and when it fails, the next goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from digest.errors import ConfigurationError, Unavailable
from digest.models import DeliveryStatus, Tally
from digest.newsroom import Newsroom
from digest.pipeline import publish
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import MORNING, FakeClock, heard, let_out, room

GONE = Unavailable("the provider is gone")


@dataclass
class Misconfigured(FakeMailer):
    """Cannot even be opened."""

    def __enter__(self) -> Misconfigured:
        raise ConfigurationError("mailer.password is wrong")


def carried_by(*mailers: FakeMailer, readers: int = 6) -> Newsroom:
    for number, mailer in enumerate(mailers):
        mailer.name = f"mailer{number}"
    return replace(room(readers=readers), mailers=mailers)


def failing(first: int, how: Unavailable = GONE, **given) -> FakeMailer:
    """Fails from its Nth message on."""
    return FakeMailer(faults=dict.fromkeys(range(first, first + 99), how), **given)


@pytest.mark.parametrize("first", [failing(1), Misconfigured()])
def test_a_mailer_that_serves_nobody_is_passed_over_at_once_and_loudly(first: FakeMailer, caplog) -> None:
    given = carried_by(first, FakeMailer())
    edition, clock = let_out(given), FakeClock()

    assert publish(given, edition, clock, heard) == Tally(sent=6)

    assert clock.pauses == []
    assert given.ledger.carried(edition) == {"mailer1": 6}
    assert "mailer0 serves nobody: " in caplog.text
    assert "goes through mailer1" in caplog.text


def test_the_rest_goes_through_the_next_when_the_first_is_past_its_patience() -> None:
    given = carried_by(failing(3), FakeMailer())
    edition, clock = let_out(given), FakeClock()

    assert publish(given, edition, clock, heard) == Tally(sent=6)

    assert clock.pauses == [60, 300, 900]
    assert [one.mailer for one in given.ledger.listing(edition)] == ["mailer0"] * 2 + ["mailer1"] * 4
    assert given.ledger.carried(edition) == {"mailer0": 2, "mailer1": 4}
    assert not set(given.mailers[0].recipients) & set(given.mailers[1].recipients)


def test_whoever_may_have_been_served_stays_with_the_first() -> None:
    """Uncertain, and not tried elsewhere."""
    given = carried_by(failing(3, Unavailable("dropped", sent_maybe=True)), FakeMailer())
    edition = let_out(given)

    tally = publish(given, edition, FakeClock(), heard)

    assert tally == Tally(sent=2, uncertain=4)  # one for each time that the first was tried
    assert {one.mailer for one in given.ledger.listing(edition, "uncertain")} == {"mailer0"}
    assert given.mailers[1].tried == 0


def test_what_the_last_mailer_fails_with_ends_the_call() -> None:
    given = carried_by(failing(1), Misconfigured())
    edition = let_out(given)

    with pytest.raises(ConfigurationError, match=r"mailer\.password is wrong"):
        publish(given, edition, FakeClock(), heard)

    assert given.ledger.tally(edition) == Tally(waiting=6)


def test_every_message_that_goes_out_renews_the_patience() -> None:
    """A provider that stumbles at every second message still carries everyone, alone."""
    given = carried_by(FakeMailer(faults=dict.fromkeys(range(2, 40, 2), GONE)), readers=12)
    clock = FakeClock()

    assert publish(given, let_out(given), clock, heard) == Tally(sent=12)
    assert set(clock.pauses) == {60}


def test_a_mailer_that_names_its_hour_is_waited_for_also_at_the_start() -> None:
    given = carried_by(FakeMailer(faults={1: Unavailable("429", retry_after=90)}))
    clock = FakeClock()

    assert publish(given, let_out(given), clock, heard) == Tally(sent=6)
    assert clock.pauses == [90]


def test_a_mailer_that_asks_for_an_hour_is_not_waited_for_where_another_is_there() -> None:
    given = carried_by(FakeMailer(faults={2: Unavailable("429", retry_after=3600)}), FakeMailer())
    clock = FakeClock()

    assert publish(given, let_out(given), clock, heard) == Tally(sent=6)
    assert clock.pauses == []
    assert len(given.mailers[1].sent) == 5


def test_nothing_is_waited_for_beyond_the_editions_life() -> None:
    given = carried_by(FakeMailer(faults={2: Unavailable("429", retry_after=90_000)}))
    clock = FakeClock()

    with pytest.raises(Unavailable, match="429"):
        publish(given, let_out(given), clock, heard)
    assert clock.now() - MORNING < timedelta(seconds=1)


def test_who_was_told_later_by_the_first_is_tried_by_the_next() -> None:
    given = carried_by(failing(2, Unavailable("gone")), FakeMailer())
    given.mailers[0].faults |= {1: DeliveryStatus.WAITING, 2: DeliveryStatus.SENT, 3: GONE}  # type: ignore[operator]
    edition = let_out(given)

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=6)
    assert "reader0@example.org" in given.mailers[1].recipients
