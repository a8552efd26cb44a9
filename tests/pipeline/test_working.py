"""A worker's shift, with fakes: whatever it is handed, however often, everyone once; the rest goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from digest.errors import Unavailable
from digest.models import DeliveryStatus, DomainLimit, Edition, EditionStatus, Pace, Tally
from digest.newsroom import Newsroom
from digest.pipeline import open_list, parts
from digest.pipeline.settling import lock_of
from tests.mailers.fake import FakeMailer
from tests.pipeline.crew import Crew
from tests.pipeline.room import DAY, MORNING, FakeClock, approved, room


def opened(given: Newsroom) -> Edition:
    """An edition whose frozen list is cut in parts of two."""
    edition = open_list(given, approved(given), FakeClock())
    parts(given, edition, 2)
    return edition


def test_a_part_is_its_people_and_nobody_else() -> None:
    given = room(readers=6)
    edition, crew = opened(given), Crew(given)

    crew.shift.take("morning", DAY, (3, 4))

    assert crew.mailer.recipients == ["reader2@example.org", "reader3@example.org"]
    assert given.ledger.tally(edition) == Tally(sent=2, waiting=4)
    assert given.editions.find("morning", DAY).status is EditionStatus.SENDING


def test_a_part_that_comes_three_times_is_sent_once() -> None:
    given = room(readers=4)
    opened(given)
    crew = Crew(given)

    for _ in range(3):
        crew.shift.take("morning", DAY, (1, 2))

    assert crew.mailer.recipients == ["reader0@example.org", "reader1@example.org"]


def test_a_part_that_another_has_is_let_go() -> None:
    """It is in good hands; a second message about it is worth nothing."""
    given = room(readers=4)
    edition, crew = opened(given), Crew(given)

    with given.locks.hold(lock_of(edition, (1, 2))):
        crew.shift.take("morning", DAY, (1, 2))

    assert crew.mailer.sent == []
    assert not crew.workers.queue


def test_what_no_ledger_knows_is_let_go() -> None:
    """Another newsletter's, another day's, or a stretch of ids that nobody cut."""
    given = room(readers=4)
    opened(given)
    crew = Crew(given)

    crew.shift.take("evening", DAY, (1, 2))
    crew.shift.take("morning", DAY - timedelta(days=1), (1, 2))
    crew.shift.take("morning", DAY, (1, 4))
    crew.shift.take("morning", DAY, (2, 1))

    assert crew.mailer.sent == []
    assert not crew.workers.queue


def test_whoever_is_put_off_is_not_waited_for() -> None:
    """Their part goes behind the others, until their moment has come: other people need no waiting."""
    given = room(readers=4)
    edition = opened(given)
    crew = Crew(given, mailer=FakeMailer(faults={1: DeliveryStatus.WAITING}))
    crew.workers.hand("morning", DAY, [(1, 2), (3, 4)])

    crew.work(2)
    assert given.ledger.tally(edition) == Tally(sent=3, waiting=1)
    assert list(crew.workers.queue) == [("morning", DAY, (1, 2))]
    assert crew.clock.now() - MORNING < timedelta(seconds=5)

    while crew.workers.queue:
        crew.work()
    assert given.ledger.tally(edition) == Tally(sent=4)
    assert timedelta(seconds=60) <= crew.clock.now() - MORNING < timedelta(seconds=65)
    assert given.editions.find("morning", DAY).status is EditionStatus.SENT


def test_after_a_failure_the_part_goes_back_and_the_next_is_not_tried_at_once() -> None:
    """A provider that is down is not asked once a part, as fast as the queue gives them."""
    given = room(readers=4)
    edition = opened(given)
    crew = Crew(given, mailer=FakeMailer(faults={1: Unavailable("refused the login")}))

    crew.shift.take("morning", DAY, (1, 2))

    assert crew.clock.pauses == [30]
    assert list(crew.workers.queue) == [("morning", DAY, (1, 2))]
    assert given.ledger.tally(edition) == Tally(waiting=4)


def test_a_wish_to_stop_gives_the_rest_back() -> None:
    """What is on the wire is settled first."""
    given = room(readers=4)
    edition = opened(given)
    crew = Crew(given, clock=FakeClock(stop_after=1))

    crew.shift.take("morning", DAY, (1, 2))

    assert given.ledger.tally(edition) == Tally(sent=1, waiting=3)
    assert list(crew.workers.queue) == [("morning", DAY, (1, 2))]


def test_workers_share_the_pace() -> None:
    """Two of them: half the rate each, kept from one part to the next."""
    given = room(readers=4)
    given = replace(given, rules=replace(given.rules, pace=Pace(per_minute=60)))
    opened(given)
    crew = Crew(given)
    crew.workers.hand("morning", DAY, [(1, 2), (3, 4)])

    crew.work(2)

    # one at once, and one each two seconds
    assert crew.clock.now() - MORNING >= timedelta(seconds=5)


def test_a_share_is_never_nothing_and_no_limit_stays_none() -> None:
    pace = Pace(per_minute=0, domains=(DomainLimit(("gmail.com",), 3),))

    assert pace.shared(2) == Pace(domains=(DomainLimit(("gmail.com",), 1),))
    assert pace.shared(8) == Pace(domains=(DomainLimit(("gmail.com",), 1),))
    assert Pace(per_minute=600).shared(4) == Pace(per_minute=150)
    assert not Pace(warm_up=(5,)).limited
