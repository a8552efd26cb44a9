"""A send is cut off from PostgreSQL, alive, and others may have its lock meanwhile: nobody has two."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from digest.errors import StoreError
from digest.models import Edition, Message, Part, Tally
from digest.newsroom import Newsroom
from digest.pipeline import open_list, parts, publish
from digest.pipeline.settling import lock_of
from digest.store.database import open_database
from tests.databases import Cluster, url_of
from tests.mailers.fake import FakeMailer
from tests.pipeline.rival import killed_while_sending
from tests.pipeline.room import FakeClock, heard, let_out, stored, subscribe

READERS = 25
PART = 10
GOES_ON = "what was sent is stored, and `digest publish` goes on"


@dataclass
class Line:
    """The way of one sender to the database, which can be cut and mended; others have their own."""

    cluster: Cluster
    engine: Engine

    def cut(self) -> None:
        """End the sender's sessions, and let it have no other."""
        self.cluster.tell("ALTER ROLE sender NOLOGIN")
        ours = "FROM pg_stat_activity WHERE usename = 'sender'"
        self.cluster.tell(f"SELECT pg_terminate_backend(pid, 10000) {ours}")

    def mend(self) -> None:
        self.cluster.tell("ALTER ROLE sender LOGIN")


@dataclass
class Unheard:
    """A ledger whose second turn is done and not answered: `happens` is what takes the answer."""

    ledger: Any
    happens: Callable[[], None]
    turns: int = 0

    def turn(self, *given: Any) -> Any:
        self.turns += 1
        claimed = self.ledger.turn(*given)
        if self.turns == 2:
            self.happens()
            raise StoreError("the answer is lost")
        return claimed

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ledger, name)


@pytest.fixture
def engine(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The tests' database; its server has just begun, and nobody waits for that."""
    monkeypatch.setattr("digest.store.locks.DOUBT_SECONDS", 0.0)
    engine = open_database(cluster.emptied())
    yield engine
    engine.dispose()


@pytest.fixture
def line(cluster: Cluster, engine: Engine) -> Iterator[Line]:
    cluster.tell("CREATE ROLE sender SUPERUSER LOGIN")
    own = open_database(url_of(engine).replace("postgres@", "sender@"))
    yield Line(cluster, own)
    own.dispose()
    cluster.tell("DROP ROLE sender")


@pytest.fixture
def others(engine: Engine) -> Newsroom:
    """The newsroom as everybody else has it, with this many readers."""
    given = stored(engine)
    for number in range(READERS):
        subscribe(given, f"reader{number}@example.org")
    return given


@pytest.fixture
def edition(others: Newsroom) -> Edition:
    """Under way, in three parts, and nobody has had it."""
    edition = open_list(others, let_out(others), FakeClock())
    assert parts(others, edition, PART)[0] == FIRST
    return edition


FIRST: Part = (1, PART)


@pytest.mark.parametrize("theirs", [None, FIRST], ids=["beside the whole", "beside a part"])
@pytest.mark.parametrize("ours", [None, FIRST], ids=["the whole", "a part"])
def test_who_is_on_the_wire_of_one_who_came_meanwhile_and_died_is_not_mailed_again(
    line: Line, others: Newsroom, edition: Edition, ours: Part | None, theirs: Part | None
) -> None:
    """Another took the free lock and was killed. Who was cut off never met it, and learns of it."""
    wire: list[str] = []

    def cut_off_at_the_second(message: Message) -> None:
        wire.append(message.recipient)
        if len(wire) == 2:
            line.cut()
            wire.extend(killed_while_sending(url_of(engine_of(others)), theirs))
            until(lambda: not others.locks.held([lock_of(edition, part) for part in (None, ours, theirs)]))
            line.mend()

    given = replace(stored(line.engine), mailers=(FakeMailer(watch=cut_off_at_the_second),))
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, FakeClock(), heard, ours)
    assert len(wire) == 4
    assert others.ledger.tally(edition) == Tally(sent=1, uncertain=1, sending=4, waiting=READERS - 6)

    assert publish(others, edition, FakeClock(), heard) == Tally(sent=READERS - 5, uncertain=5)
    assert set(Counter([*wire, *others.mailers[0].recipients]).values()) == {1}


@pytest.mark.parametrize("ours", [None, FIRST], ids=["the whole", "a part"])
def test_where_nobody_came_meanwhile_whoever_was_claimed_unheard_waits_again(
    line: Line, others: Newsroom, edition: Edition, ours: Part | None
) -> None:
    """The locks were lost, and that is all: nobody was handed them, and nobody is in doubt."""

    def cut_and_mended() -> None:
        line.cut()
        line.mend()

    mailer = FakeMailer()
    given = stored(line.engine)
    given = replace(given, mailers=(mailer,), ledger=Unheard(given.ledger, cut_and_mended))
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, FakeClock(), heard, ours)
    assert times_taken(others, lock_of(edition, ours)) == 2 + (ours is None)  # and once to open the list

    assert others.ledger.tally(edition) == Tally(sent=1, waiting=READERS - 1)
    assert publish(others, edition, FakeClock(), heard) == Tally(sent=READERS)
    assert set(Counter([*mailer.recipients, *others.mailers[0].recipients]).values()) == {1}


def test_a_claim_on_its_way_when_the_line_is_cut_is_left_to_one_who_came_meanwhile_and_died(
    line: Line, others: Newsroom, edition: Edition
) -> None:
    """Whom it claimed the other stranded, and claimed more: they cannot be told apart, and all stay."""
    wire: list[str] = []

    def cut_for_another() -> None:
        line.cut()
        wire.extend(killed_while_sending(url_of(engine_of(others)), None))
        until(lambda: not others.locks.held([lock_of(edition)]))
        line.mend()

    mailer = FakeMailer()
    given = stored(line.engine)
    given = replace(given, mailers=(mailer,), ledger=Unheard(given.ledger, cut_for_another))
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, FakeClock(), heard)
    assert others.ledger.tally(edition) == Tally(sent=1, uncertain=1, sending=4, waiting=READERS - 6)

    assert publish(others, edition, FakeClock(), heard) == Tally(sent=READERS - 5, uncertain=5)
    assert set(Counter([*wire, *mailer.recipients, *others.mailers[0].recipients]).values()) == {1}


def test_who_sends_another_part_meanwhile_is_no_other(line: Line, others: Newsroom, edition: Edition) -> None:
    """They share the edition's lock, and touch nobody of this part."""
    _, second, _ = parts(others, edition, PART)

    def cut_for_a_part() -> None:
        line.cut()
        publish(others, edition, FakeClock(), heard, second)
        line.mend()

    given = stored(line.engine)
    given = replace(given, ledger=Unheard(given.ledger, cut_for_a_part))
    with pytest.raises(StoreError, match=GOES_ON):
        publish(given, edition, FakeClock(), heard, FIRST)

    assert others.ledger.tally(edition, FIRST) == Tally(sent=1, waiting=PART - 1)
    assert publish(others, edition, FakeClock(), heard) == Tally(sent=READERS)


def engine_of(given: Newsroom) -> Engine:
    return given.locks.engine  # type: ignore[attr-defined, no-any-return]


def times_taken(given: Newsroom, lock: str) -> int:
    with engine_of(given).connect() as connection:
        asked = text("SELECT alone FROM fences WHERE lock = :lock")
        return int(connection.execute(asked, {"lock": lock}).scalar_one())


def until(true: Callable[[], bool]) -> None:
    """PostgreSQL's server takes a moment to see that its client is gone."""
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
