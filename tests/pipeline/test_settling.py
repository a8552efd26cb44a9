"""The database away under a send: what is known is kept, and stored under a lock that is taken anew."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from digest.errors import Busy, StoreError
from digest.models import Delivery, DeliveryStatus, Edition, Message, Outcome, Part, Tally, Wanted
from digest.newsroom import Newsroom
from digest.pipeline import open_list, parts, publish
from digest.pipeline.settling import PATIENCE
from tests.fakes import FakeHold
from tests.mailers.fake import FakeMailer
from tests.mailers.juggler import SENT, Juggler
from tests.pipeline.crew import Waiting
from tests.pipeline.room import MORNING, FakeClock, heard, let_out, room

GOES_ON = "the database is away; what was sent is stored, and `digest publish` goes on"


@dataclass
class Failing:
    """A ledger whose turns fail from the second on, so many times; `done` are those whose answer is lost."""

    ledger: Any
    times: int
    done: bool = False
    turns: int = 0

    def turn(self, *given: Any) -> Any:
        self.turns += 1
        if 1 < self.turns <= 1 + self.times:
            if self.done:
                self.ledger.turn(*given)
            raise StoreError("the database is away")
        return self.ledger.turn(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ledger, name)


def failing(times: int, done: bool = False) -> Newsroom:
    given = room()
    return replace(given, ledger=Failing(given.ledger, times, done))


def test_what_is_known_is_stored_when_the_database_is_back() -> None:
    given, clock = failing(times=5), FakeClock()
    edition = let_out(given)
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, clock, heard)

    assert given.ledger.tally(edition) == Tally(sent=1, waiting=2)
    assert clock.pauses == [1.0] * 4
    assert publish(given, edition, clock, heard) == Tally(sent=3)
    assert len(given.mailers[0].sent) == 3


def test_who_was_claimed_when_the_answer_was_lost_waits_again() -> None:
    """Nobody was handed them: they are not in doubt."""
    given = failing(times=1, done=True)
    edition = let_out(given)
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, FakeClock(), heard)

    assert given.ledger.tally(edition) == Tally(sent=1, waiting=2)


def test_who_has_the_send_meanwhile_has_the_last_word() -> None:
    """Another sender has set apart what was on the wire: that stands, and nobody gets two."""
    given, clock = failing(times=2), FakeClock()
    edition = let_out(given)
    clock.pause = lambda _: given.ledger.strand(edition, MORNING)
    with pytest.raises(StoreError):
        publish(given, edition, clock, heard)

    assert given.ledger.tally(edition) == Tally(uncertain=1, waiting=2)
    assert publish(given, edition, clock, heard) == Tally(sent=2, uncertain=1)
    assert len(given.mailers[0].sent) == 3


def test_who_was_claimed_by_others_meanwhile_is_not_given_back() -> None:
    """Another has the send, and dies in it: whom it left on the wire is for the next to call uncertain."""
    given, clock = failing(times=1, done=True), FakeClock()
    edition = let_out(given)

    class Others(FakeHold):
        def regain(self) -> bool:
            self.regained += 1
            if self.regained == 1:
                raise Busy("another process has it")
            return True

    given.locks.kind = Others  # type: ignore[attr-defined]
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, clock, heard)

    assert given.ledger.tally(edition) == Tally(sent=1, sending=1, waiting=1)


def test_whoever_was_kept_out_by_its_own_dead_session_gives_back_all_the_same() -> None:
    """A server that has not noticed yet that the line is cut keeps the lock: nobody else has had it."""
    given, clock = failing(times=1, done=True), FakeClock()
    edition = let_out(given)

    class Own(FakeHold):
        def regain(self) -> bool:
            self.regained += 1
            if self.regained < 4:
                raise Busy("another process has it")
            return False

    given.locks.kind = Own  # type: ignore[attr-defined]
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, clock, heard)

    assert clock.pauses == [1.0] * 3
    assert given.ledger.tally(edition) == Tally(sent=1, waiting=2)


def test_who_waits_since_a_turn_whose_answer_was_lost_is_not_taken_off_another_ones_wire() -> None:
    """What is known of them was stored; another claimed them since and died: it is not said a second time."""
    given, clock = failing(times=1, done=True), FakeClock()
    given = replace(given, mailers=(FakeMailer({1: DeliveryStatus.WAITING}),))
    edition = let_out(given)
    claimed = []

    class Others(FakeHold):
        def regain(self) -> bool:
            given.ledger.strand(edition, MORNING)
            later = Wanted(2, MORNING + timedelta(hours=1))
            claimed.extend(given.ledger.turn(edition, [], later))
            return True

    given.locks.kind = Others  # type: ignore[attr-defined]
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, clock, heard)

    assert {one.attempts for one in claimed} == {0, 1}
    assert given.ledger.tally(edition) == Tally(sending=2, uncertain=1)


def test_a_lock_lost_once_more_while_it_is_looked_who_is_on_the_wire_is_taken_again_first() -> None:
    """Whom others have claimed by then stands in that list: nobody is put back on the strength of it."""
    given, clock = failing(times=1, done=True), FakeClock()
    edition = let_out(given)
    ledger = given.ledger
    claimed = []

    class Lost(FakeHold):
        def regain(self) -> bool:
            super().regain()
            return bool(claimed)

    def listing(*asked: Any) -> Iterator[Delivery]:
        if not claimed:
            given.locks.last.lost = StoreError("the lock is lost")  # type: ignore[attr-defined]
            ledger.strand(edition, MORNING)
            claimed.extend(ledger.ledger.turn(edition, [], Wanted(1, MORNING)))
        return iter(list(ledger.ledger.listing(*asked)))

    given.locks.kind = Lost  # type: ignore[attr-defined]
    ledger.listing = listing
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, clock, heard)

    assert len(claimed) == 1
    assert given.ledger.tally(edition) == Tally(sent=1, uncertain=1, sending=1)


def test_a_send_that_has_lost_its_lock_hands_over_nothing_more() -> None:
    """What was on the wire is heard and stored, once the lock is taken again; the others wait."""
    given = room(readers=20)
    mailer = Juggler(Random(1), [SENT], 4)
    given = replace(given, mailers=(mailer,))
    edition, came = let_out(given), []

    def lose_it_at_the_third(message: Message) -> None:
        came.append(message.recipient)
        if len(came) == 3:
            given.locks.last.lost = StoreError("the lock is lost")  # type: ignore[attr-defined]

    mailer.watch = lose_it_at_the_third
    with pytest.raises(StoreError, match="the lock is lost; what was sent is stored"):
        publish(given, edition, FakeClock(), heard)

    tally = given.ledger.tally(edition)
    assert tally == Tally(sent=len(came), waiting=20 - len(came))
    assert len(came) <= 3 + 2 * mailer.at_once
    assert publish(given, edition, FakeClock(), heard) == Tally(sent=20)
    assert len(mailer.accepted) == 20


def test_a_lock_is_missed_and_taken_again_while_the_provider_is_silent() -> None:
    """Nobody asks the ledger for anything then: that we are alone is proven once a second all the same."""
    given = room(readers=9)
    clock, regained = FakeClock(), []

    class Slow(FakeMailer):
        def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
            held = None
            for number, message in enumerate(feed):
                held = message or held
                clock.moment += timedelta(seconds=0.3)
                time.sleep(0.01)  # the ledger's thread has its turn
                hold = given.locks.last  # type: ignore[attr-defined]
                if number == 5:
                    hold.lost = StoreError("the lock is lost")
                if held and hold.regained:
                    regained.append(hold.lost)
                    yield Outcome(held.delivery, SENT, "250 ok")
                    held = None

    given = replace(given, mailers=(Slow(),))
    edition = let_out(given)
    with pytest.raises(StoreError, match="the lock is lost"):
        publish(given, edition, clock, heard)

    assert regained == [None]
    assert given.ledger.tally(edition) == Tally(sent=1, waiting=8)


def test_who_was_seen_to_have_the_send_while_the_provider_was_silent_is_remembered() -> None:
    """It had died by the time that what is known was stored: whom it left on the wire is uncertain still."""
    given, clock = room(readers=9), FakeClock()
    edition = let_out(given)
    busy = []

    class Others(FakeHold):
        def regain(self) -> bool:
            super().regain()
            if busy:
                return False
            busy.extend(given.ledger.turn(edition, [], Wanted(1, clock.now())))
            return True

    class Silent(FakeMailer):
        def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
            held = None
            for number, message in enumerate(feed):
                held = message or held
                clock.moment += timedelta(seconds=0.3)
                time.sleep(0.01)  # the ledger's thread has its turn
                if number == 5:
                    given.locks.last.lost = StoreError("the lock is lost")  # type: ignore[attr-defined]
                if held and busy:
                    yield Outcome(held.delivery, SENT, "250 ok")
                    held = None

    given.locks.kind = Others  # type: ignore[attr-defined]
    given = replace(given, mailers=(Silent(),))
    with pytest.raises(StoreError, match="the lock is lost"):
        publish(given, edition, clock, heard)

    assert given.ledger.tally(edition) == Tally(sent=1, sending=1, waiting=7)


@pytest.mark.parametrize("part", [None, (1, 3)])
def test_whoever_may_come_back_is_waited_for_before_they_are_judged(part: Part | None) -> None:
    """The database has just begun, and somebody is marked as on the wire: their sender may be alive."""
    given, clock = room(), Waiting()
    edition = opened(given)
    [claimed] = given.ledger.turn(edition, [], Wanted(1, MORNING))
    given.locks.doubt = 15.0  # type: ignore[attr-defined]

    def settled_at_the_third() -> None:
        if len(clock.pauses) == 3:
            given.ledger.turn(edition, [Outcome(claimed.id, SENT, "250 ok")], Wanted(0, MORNING))

    clock.meanwhile = settled_at_the_third
    assert publish(given, edition, clock, heard, part) == Tally(sent=3)
    assert len(given.mailers[0].sent) == 2
    assert len(clock.pauses) == 4


def test_where_nobody_is_on_the_wire_nobody_is_waited_for() -> None:
    given, clock = room(), FakeClock()
    edition = opened(given)
    given.locks.doubt = 15.0  # type: ignore[attr-defined]

    assert publish(given, edition, clock, heard) == Tally(sent=3)
    assert clock.pauses == []


def test_who_is_back_is_not_waited_for_and_whoever_asks_to_stop_judges_nobody() -> None:
    given = room()
    edition = opened(given)
    given.ledger.turn(edition, [], Wanted(1, MORNING))
    given.locks.doubt = 15.0  # type: ignore[attr-defined]

    with pytest.raises(Busy, match="may come back"):
        publish(given, edition, FakeClock(stop_after=0), heard)
    clock = FakeClock()
    with given.locks.hold(f"publish-{edition.key}"), pytest.raises(Busy, match="under way"):
        publish(given, edition, clock, heard)

    assert clock.pauses == []
    assert given.ledger.tally(edition) == Tally(waiting=2, sending=1)


def opened(given: Newsroom) -> Edition:
    """Today's edition under way, in one part; nobody has had it."""
    edition = open_list(given, let_out(given), FakeClock())
    assert parts(given, edition, 3) == [(1, 3)]
    return edition


def test_patience_ends() -> None:
    given, clock = failing(times=10_000), FakeClock()
    edition = let_out(given)
    with pytest.raises(StoreError, match="^the database is away$"):
        publish(given, edition, clock, heard)
    assert sum(clock.pauses) == PATIENCE.total_seconds()


def test_who_is_asked_to_stop_waits_no_longer() -> None:
    given, clock = failing(times=10_000), FakeClock()
    waits = []

    def told(seconds: float) -> None:
        waits.append(seconds)
        clock.stop_after = 0

    clock.pause = told
    with pytest.raises(StoreError, match="^the database is away$"):
        publish(given, let_out(given), clock, heard)
    assert waits == [1.0]
