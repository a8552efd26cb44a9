"""A rehearsal names exactly whom a send would reach, and touches nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from digest.models import DeliveryStatus, DomainLimit, OnUncertain, Pace, Tally
from digest.newsroom import Newsroom
from digest.pipeline import publish, rehearse
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import MORNING, FakeClock, heard, let_out, room, subscribe


def names(given: Newsroom, edition) -> list[str]:
    return [one.address for one in rehearse(given, edition, MORNING) if one.at]


def paced(given: Newsroom, **pace) -> Newsroom:
    return replace(given, rules=replace(given.rules, pace=Pace(**pace)))


def test_before_a_send_it_names_whom_the_send_then_reaches_and_opens_nothing() -> None:
    given = room(readers=5)
    edition = let_out(given)
    given.people.leave(2, MORNING, "one click")

    planned = names(given, edition)

    assert not list(given.ledger.listing(edition))
    publish(given, edition, FakeClock(), heard)
    assert planned == given.mailers[0].recipients
    assert len(planned) == 4


def test_after_half_a_send_it_names_the_others_alone() -> None:
    given = room(readers=5, mailer=FakeMailer(faults={2: DeliveryStatus.UNCERTAIN}))
    edition = let_out(given)
    publish(given, edition, FakeClock(stop_after=4), heard)
    before = list(given.ledger.listing(edition))
    assert given.ledger.tally(edition).waiting

    planned = names(given, edition)

    assert list(given.ledger.listing(edition)) == before
    publish(given, edition, FakeClock(), heard)
    assert planned == given.mailers[0].recipients[-len(planned) :]


def test_whoever_is_in_doubt_is_named_where_the_policy_sends_again() -> None:
    given = room(readers=2, mailer=FakeMailer(faults={1: DeliveryStatus.UNCERTAIN}))
    edition = let_out(given)
    assert publish(given, edition, FakeClock(stop_after=2), heard).uncertain == 1

    assert "reader0@example.org" not in names(given, edition)
    resending = replace(given, rules=replace(given.rules, on_uncertain=OnUncertain.RESEND))
    assert "reader0@example.org" in names(resending, edition)


def test_it_says_in_which_format_and_when_the_pace_allows() -> None:
    given = paced(room(readers=3), per_minute=6, domains=(DomainLimit(("slow.example",), 1),))
    subscribe(given, "a@slow.example")
    subscribe(given, "b@slow.example")

    planned = list(rehearse(given, let_out(given), MORNING))

    assert [str(one.format) for one in planned] == ["full", "full", "lite", "full", "full"]
    assert [(one.at - MORNING).total_seconds() for one in planned if one.at] == [0, 10, 20, 30, 60]


def test_whoever_would_not_be_reached_is_named_with_the_reason() -> None:
    given = paced(room(readers=2), per_minute=1)
    edition = let_out(given)
    late = edition.created + timedelta(hours=24) - timedelta(seconds=30)

    planned = list(rehearse(given, edition, late))

    assert [(one.address, one.why) for one in planned if one.at is None] == [
        ("reader1@example.org", "too late")
    ]


def test_a_warm_up_shortens_the_list() -> None:
    given = paced(room(readers=5), warm_up=(2,))
    edition = let_out(given)

    assert names(given, edition) == ["reader0@example.org", "reader1@example.org"]
    assert publish(given, edition, FakeClock(), heard) == Tally(sent=2, skipped=3)
