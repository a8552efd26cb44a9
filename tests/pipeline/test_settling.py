"""The database away under a send: what is known is kept, and stored under a lock that is taken anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from digest.errors import StoreError
from digest.models import Tally
from digest.newsroom import Newsroom
from digest.pipeline import publish
from digest.pipeline.settling import PATIENCE
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
