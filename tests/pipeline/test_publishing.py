"""Publish with fakes: everyone once, whatever is done twice, fails on the way or dies in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest import desk
from digest.errors import Busy, IllegalChange, Unavailable
from digest.models import DeliveryStatus, EditionStatus, Message, OnUncertain, Tally
from digest.pipeline import publish
from digest.reception import erase
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, approved, drafted, heard, room, subscribe


def test_everyone_gets_one_message_in_their_format() -> None:
    """One message each, to one address each; a lite reader gets text alone."""
    given = room()

    tally = publish(given, approved(given), FakeClock(), heard)

    assert tally == Tally(sent=3)
    assert given.mailers[0].recipients == [f"reader{number}@example.org" for number in range(3)]
    assert given.editions.find("morning", DAY).status is EditionStatus.SENT
    kinds = [b"multipart/alternative" in message.data for message in given.mailers[0].sent]
    assert kinds == [True, True, False]


def test_publishing_twice_sends_nothing_twice_and_adds_nobody() -> None:
    """The list is frozen; who subscribes later gets tomorrow's edition."""
    given = room()
    edition = approved(given)
    publish(given, edition, FakeClock(), heard)
    subscribe(given, "late@example.org")

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=3)
    assert len(given.mailers[0].sent) == 3


def test_a_draft_is_not_sent() -> None:
    """The words say what to do."""
    given = room()

    with pytest.raises(IllegalChange, match="is draft: `digest approve` lets it out"):
        publish(given, drafted(given), FakeClock(), heard)


def test_an_old_edition_is_not_sent() -> None:
    """Yesterday's news stays where it is."""
    given = room()
    edition = approved(given)

    with pytest.raises(IllegalChange, match="older than 24 hours"):
        publish(given, edition, FakeClock(MORNING + timedelta(hours=25)), heard)


def test_what_was_changed_after_approval_is_not_sent() -> None:
    """What is sent is what was approved, to the letter."""
    given = room()
    edition = approved(given)
    given.editions.there["morning", DAY] = replace(edition, subject="Something else")

    with pytest.raises(IllegalChange, match="changed since its approval"):
        publish(given, edition, FakeClock(), heard)
    assert given.mailers[0].sent == []


def test_with_nobody_subscribed_the_list_is_not_frozen() -> None:
    """The first reader added today still gets today's edition."""
    given = room(readers=0)
    edition = approved(given)

    assert publish(given, edition, FakeClock(), heard) == Tally()
    subscribe(given, "first@example.org")

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=1)


def test_who_leaves_between_listing_and_sending_is_skipped() -> None:
    """Looked up again at the moment of sending."""
    given = room()
    edition = approved(given)
    given.ledger.open(edition, given.people.mailable("morning"))
    given.people.leave(2, MORNING, "one click")

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=2, skipped=1)
    assert "reader1@example.org" not in given.mailers[0].recipients


def test_who_was_erased_is_skipped_and_what_servers_said_of_them_is_blanked() -> None:
    """Erasure reaches the deliveries."""
    given = room()
    edition = approved(given)
    publish(given, edition, FakeClock(), heard)

    assert erase(given, "reader0@example.org", MORNING)
    assert not erase(given, "nobody@example.org", MORNING)

    assert next(given.ledger.listing(edition, "sent")).reply == ""


def test_a_refused_person_does_not_stop_the_others() -> None:
    """Refused for good, with the server's word."""
    given = room(mailer=FakeMailer(refusing=frozenset({"reader1@example.org"})))

    assert publish(given, approved(given), FakeClock(), heard) == Tally(sent=2, refused=1)


def test_later_means_after_the_others_with_growing_pauses_and_an_end() -> None:
    """A server that says "later" to one person: four tries, then a refusal with its words."""
    faults = dict.fromkeys((1, 4, 5, 6), DeliveryStatus.WAITING)
    given = room(mailer=FakeMailer(faults=faults))
    clock = FakeClock()
    edition = approved(given)

    assert publish(given, edition, clock, heard) == Tally(sent=2, refused=1)
    assert clock.now() - MORNING == timedelta(seconds=60 + 300 + 900)
    assert "waiting" in next(given.ledger.listing(edition, "refused")).reply


def test_a_mailer_that_serves_nobody_at_all_ends_the_call_at_once() -> None:
    """A wrong password is not waited for; nothing is lost, and the next call goes on."""
    mailer = FakeMailer(faults={1: Unavailable("refused the login")})
    given = room(mailer=mailer)
    edition, clock = approved(given), FakeClock()

    with pytest.raises(Unavailable, match="refused the login"):
        publish(given, edition, clock, heard)

    assert clock.pauses == []
    assert given.ledger.tally(edition) == Tally(waiting=3)
    assert publish(given, edition, clock, heard) == Tally(sent=3)
    assert mailer.entered == 0


def test_a_mailer_that_fails_on_the_way_is_given_time_and_nobody_gets_two() -> None:
    """Before the final dot: tried again. After it: uncertain, and held."""
    faults = {2: Unavailable("dropped"), 3: Unavailable("dropped after the dot", sent_maybe=True)}
    given = room(mailer=FakeMailer(faults=faults))
    clock = FakeClock()

    assert publish(given, approved(given), clock, heard) == Tally(sent=2, uncertain=1)
    assert len(clock.pauses) == 2


def test_a_wish_to_stop_is_honoured_after_the_message_on_the_wire() -> None:
    """Stopped after one, continued later: everyone has one."""
    given = room()
    edition = approved(given)

    assert publish(given, edition, FakeClock(stop_after=1), heard) == Tally(sent=1, waiting=2)
    assert given.editions.find("morning", DAY).status is EditionStatus.SENDING
    assert publish(given, edition, FakeClock(), heard) == Tally(sent=3)
    assert len(given.mailers[0].sent) == 3


def test_a_hold_stops_a_running_send_and_its_release_goes_on_with_the_rest() -> None:
    """What went out is out; what was approved goes on to the others."""
    given = room()
    edition = approved(given)

    def hold_after_one(_: Message) -> None:
        desk.hold(given, given.editions.find("morning", DAY), ADA)
        given.mailers[0].watch = lambda _: None

    given.mailers[0].watch = hold_after_one
    assert publish(given, edition, FakeClock(), heard) == Tally(sent=1, waiting=2)
    held = given.editions.find("morning", DAY)
    assert held.status is EditionStatus.HELD

    again = desk.release(given, held, ADA)
    assert publish(given, again, FakeClock(), heard) == Tally(sent=3)


def test_a_kill_in_the_pause_before_a_further_try_leaves_nobody_in_doubt() -> None:
    """Nobody is claimed while we wait."""
    given = room(mailer=FakeMailer(faults={1: DeliveryStatus.WAITING}))
    edition = approved(given)
    clock = FakeClock()

    def killed(seconds: float) -> None:
        raise KeyboardInterrupt

    clock.pause = killed
    with pytest.raises(KeyboardInterrupt):
        publish(given, edition, clock, heard)

    assert given.ledger.tally(edition) == Tally(sent=2, waiting=1)


@pytest.mark.parametrize(
    ("policy", "after", "mails"), [("hold", Tally(sent=2, uncertain=1), 2), ("resend", Tally(sent=3), 3)]
)
def test_what_a_dead_process_left_on_the_wire_is_held_or_sent_again(
    policy: str, after: Tally, mails: int
) -> None:
    """Killed in the middle of a message: uncertain, by the operator's policy."""
    given = room(mailer=FakeMailer(faults={2: KeyboardInterrupt()}))
    given = replace(given, rules=replace(given.rules, on_uncertain=OnUncertain(policy)))
    edition = approved(given)
    with pytest.raises(KeyboardInterrupt):
        publish(given, edition, FakeClock(), heard)

    assert given.ledger.tally(edition) == Tally(sent=1, sending=1, waiting=1)
    assert publish(given, edition, FakeClock(), heard) == after
    assert len(given.mailers[0].sent) == mails


def test_two_publishers_do_not_work_at_once() -> None:
    """The second is told, and sends nothing."""
    given = room()
    edition = approved(given)

    with given.locks.hold("publish-morning-2026-11-23"), pytest.raises(Busy):
        publish(given, edition, FakeClock(), heard)
    assert given.mailers[0].sent == []
