"""Publish through workers, with fakes: everyone once, whatever the queue loses and whoever is away."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from digest import desk
from digest.errors import Busy, IllegalChange, Unavailable
from digest.models import EditionStatus, OnUncertain, Tally
from digest.newsroom import Newsroom
from digest.pipeline import delegate, hand_over, open_list, publish
from digest.pipeline.settling import lock_of
from tests.mailers.fake import FakeMailer
from tests.pipeline.crew import Crew, FakeWorkers, Waiting, first
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, approved, drafted, heard, room

SIX = [f"reader{number}@example.org" for number in range(6)]
DOWN = Unavailable("smtp.example.org:25 refuses the connection")


def status(given: Newsroom) -> EditionStatus:
    edition = given.editions.find("morning", DAY)
    assert edition
    return edition.status


def test_workers_send_every_part_and_the_edition_is_ended() -> None:
    """Who waits sends nothing itself, and tells how far they are."""
    given = room(readers=6)
    crew, told = Crew(given), []
    clock = Waiting(meanwhile=crew.work)

    tally = delegate(given, approved(given), clock, told.append, crew.workers)

    assert tally == Tally(sent=6)
    assert crew.mailer.recipients == SIX
    assert given.mailers[0].recipients == []
    assert crew.workers.handed == [(1, 2), (3, 4), (5, 6)]
    assert status(given) is EditionStatus.SENT
    assert (told[-1].done, told[-1].total) == (6, 6)


def test_with_nobody_subscribed_nothing_is_handed_over() -> None:
    """As without workers: the first reader added today still gets today's edition."""
    given = room(readers=0)
    workers = FakeWorkers()

    assert delegate(given, approved(given), Waiting(), heard, workers) == Tally()
    assert workers.handed == []
    assert status(given) is EditionStatus.APPROVED


def test_an_edition_that_may_not_go_out_is_not_handed_over() -> None:
    """A draft, and one that was changed after its approval, also half-way."""
    given = room(readers=6)
    workers = FakeWorkers()
    with pytest.raises(IllegalChange, match="is draft"):
        delegate(given, drafted(given), Waiting(), heard, workers)
    edition = open_list(given, approved(given), FakeClock())
    given.editions.there["morning", DAY] = replace(edition, subject="Something else")
    with pytest.raises(IllegalChange, match="changed since its approval"):
        delegate(given, edition, Waiting(), heard, workers)

    assert workers.handed == []


def test_a_part_that_the_queue_lost_is_handed_over_again() -> None:
    """A broker that forgot, or a worker that died with it: it is missed at two looks, and it alone."""
    given = room(readers=6)
    crew = Crew(given)
    clock = Waiting(meanwhile=first(crew.workers.queue.popleft, then=crew.work))

    assert delegate(given, approved(given), clock, heard, crew.workers) == Tally(sent=6)
    assert crew.workers.handed == [(1, 2), (3, 4), (5, 6), (1, 2)]
    assert sorted(crew.mailer.recipients) == SIX
    assert given.mailers[0].recipients == []


def test_what_lies_in_the_queue_is_not_handed_over_twice() -> None:
    """However long it takes until somebody comes to it, while somebody is at work."""
    given = room(readers=6)
    crew, edition = Crew(given), approved(given)

    with given.locks.hold(lock_of(edition, (1, 2))):  # a worker has the first part, for minutes
        delegate(given, edition, Waiting(stop_after=100), heard, crew.workers)

    assert crew.workers.handed == [(3, 4), (5, 6)]
    assert given.mailers[0].recipients == []


def test_without_any_worker_this_process_sends_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    """The edition goes out, late by a minute; its own mailer tells what is wrong, if anything is."""
    given = room(readers=6)
    clock = Waiting()

    assert delegate(given, approved(given), clock, heard, FakeWorkers()) == Tally(sent=6)
    assert given.mailers[0].recipients == SIX
    assert timedelta(seconds=60) < clock.now() - MORNING < timedelta(seconds=70)
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == [
        "no worker got anywhere with morning-2026-11-23 for 60 s: this process sends; is `digest worker` up?"
    ]


def test_without_a_broker_this_process_sends_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    """At once: there is nobody to wait for."""
    given = room(readers=6)
    clock = Waiting()

    assert delegate(given, approved(given), clock, heard, FakeWorkers(away=True)) == Tally(sent=6)
    assert clock.now() == MORNING
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == [
        "the broker cannot be reached: this process sends what nobody works on"
    ]


def test_a_broker_that_goes_away_and_comes_back_changes_nothing() -> None:
    """Workers and this process both send, each part once; what was in the queue is forgotten."""
    given = room(readers=6)
    crew = Crew(given)

    def away() -> None:
        crew.work()
        crew.workers.queue.clear()
        crew.workers.away = True

    def back(_: object) -> None:
        crew.workers.away = False

    given.mailers[0].watch = back
    clock = Waiting(meanwhile=first(away, then=crew.work))

    assert delegate(given, approved(given), clock, heard, crew.workers) == Tally(sent=6)
    assert crew.mailer.recipients == [SIX[0], SIX[1], SIX[4], SIX[5]]
    assert given.mailers[0].recipients == SIX[2:4]


def test_where_workers_cannot_send_the_mailer_says_why() -> None:
    """Their own words are in their logs; here it is tried once more, and fails as without workers."""
    given = room(readers=6, mailer=FakeMailer(faults={1: DOWN}))
    crew = Crew(given, mailer=FakeMailer(faults=dict.fromkeys(range(1, 100), DOWN)))

    with pytest.raises(Unavailable, match="refuses the connection"):
        delegate(given, approved(given), Waiting(meanwhile=crew.work), heard, crew.workers)

    assert given.ledger.tally(given.editions.find("morning", DAY)) == Tally(waiting=6)


def test_one_process_waits_for_workers_at_a_time() -> None:
    """The second is told, and hands over nothing."""
    given = room(readers=6)
    edition, workers = approved(given), FakeWorkers()

    with given.locks.hold(f"delegate-{edition.key}"), pytest.raises(Busy, match="under way"):
        delegate(given, edition, Waiting(), heard, workers)
    assert workers.handed == []


def test_a_hold_on_the_way_ends_the_waiting() -> None:
    """What went out is out; the others wait for a new approval, and then get it."""
    given = room(readers=6)
    crew = Crew(given)

    def work_and_hold() -> None:
        crew.work()
        desk.hold(given, given.editions.find("morning", DAY), ADA)

    clock = Waiting(meanwhile=work_and_hold)
    assert delegate(given, approved(given), clock, heard, crew.workers) == Tally(sent=2, waiting=4)
    crew.work(2)
    assert crew.mailer.recipients == SIX[:2]
    assert not crew.workers.queue

    again = desk.release(given, given.editions.find("morning", DAY), ADA)
    clock = Waiting(meanwhile=crew.work)
    assert delegate(given, again, clock, heard, crew.workers) == Tally(sent=6)


def test_a_wish_to_stop_ends_the_waiting_and_not_the_work() -> None:
    """The workers go on, and whoever waits again finds the edition ended."""
    given = room(readers=6)
    crew = Crew(given)

    assert delegate(given, approved(given), Waiting(stop_after=1), heard, crew.workers) == Tally(waiting=6)
    crew.work(3)
    assert status(given) is EditionStatus.SENT
    edition = given.editions.find("morning", DAY)
    assert delegate(given, edition, Waiting(), heard, crew.workers) == Tally(sent=6)


@pytest.mark.parametrize(
    ("policy", "after"), [("hold", Tally(sent=5, uncertain=1)), ("resend", Tally(sent=6))]
)
def test_what_a_dead_worker_left_on_the_wire_is_held_or_sent_again(policy: str, after: Tally) -> None:
    """By the operator's policy, as without workers."""
    given = room(readers=6)
    given = replace(given, rules=replace(given.rules, on_uncertain=OnUncertain(policy)))
    crew = Crew(given, mailer=FakeMailer(faults={2: KeyboardInterrupt()}))

    def work_or_die() -> None:
        with suppress(KeyboardInterrupt):
            crew.work()

    clock = Waiting(meanwhile=work_or_die)
    assert delegate(given, approved(given), clock, heard, crew.workers) == after
    assert status(given) is EditionStatus.SENT


def test_an_old_edition_is_not_handed_over_and_whoever_has_not_had_it_is_skipped() -> None:
    """Yesterday's news stays where it is."""
    given = room(readers=6)
    crew = Crew(given)
    delegate(given, approved(given), Waiting(stop_after=1), heard, crew.workers)
    crew.work()
    late = Waiting(moment=MORNING + timedelta(hours=25))

    tally = delegate(given, given.editions.find("morning", DAY), late, heard, crew.workers)

    assert tally == Tally(sent=2, skipped=4)
    assert len(crew.workers.handed) == 3


def test_handed_over_without_waiting_the_last_worker_ends_the_edition() -> None:
    """Handed over three times, everyone has one, and nobody is needed to close it."""
    given = room(readers=6)
    crew, edition = Crew(given), approved(given)

    assert [hand_over(given, edition, FakeClock(), crew.workers) for _ in range(3)] == [3, 3, 3]
    assert given.ledger.tally(edition) == Tally(waiting=6)
    crew.work(9)

    assert crew.mailer.recipients == SIX
    assert status(given) is EditionStatus.SENT


def test_handing_over_to_a_broker_that_is_away_is_told_and_harmless() -> None:
    """The list is frozen, and whoever sends goes on from there."""
    given = room(readers=6)
    edition = approved(given)

    with pytest.raises(Unavailable, match="the broker cannot be reached"):
        hand_over(given, edition, FakeClock(), FakeWorkers(away=True))
    assert publish(given, edition, FakeClock(), heard) == Tally(sent=6)
