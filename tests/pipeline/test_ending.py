"""How a send ends: its life over, someone asks to stop, or something fails; nobody is lost in any of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from digest import desk
from digest.errors import NotEnough, StoreError
from digest.mailers.pool import Pool
from digest.mailers.verdicts import Said
from digest.models import DeliveryStatus, Message, Outcome, Pace, Tally
from digest.pipeline import publish, run
from digest.pipeline.publishing import LIFE
from tests.mailers.fake import FakeMailer
from tests.mailers.juggler import SENT, Juggler
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, heard, let_out, room
from tests.pipeline.timed import timed


@dataclass
class Silent(FakeMailer):
    """Holds everything and answers nothing, while the clock goes on."""

    clock: FakeClock = field(default_factory=FakeClock)
    asked: int = 0

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        for message in feed:
            self.asked += message is None
            self.clock.moment += timedelta(seconds=1)
            if False:
                yield


# ------------------------------------------------------------------ its end


def test_an_edition_whose_life_ends_half_sent_is_closed_and_says_who_has_not_had_it() -> None:
    given, mailer, _ = timed()
    edition = let_out(given)
    assert publish(given, edition, FakeClock(stop_after=1), heard).waiting == 2

    assert publish(given, edition, FakeClock(MORNING + timedelta(hours=25)), heard) == Tally(
        sent=1, skipped=2
    )

    stands = given.editions.find("morning", DAY)
    assert stands.status == "sent"
    assert {one.reply for one in given.ledger.listing(edition, "skipped")} == {
        "the edition grew too old: it lives 24 hours"
    }
    assert len(mailer.came) == 1


def test_a_life_that_ends_during_the_send_ends_it() -> None:
    given, mailer, clock = timed(readers=9, pace=Pace(per_minute=1))
    edition = let_out(given)
    clock.moment = edition.created + LIFE - timedelta(seconds=150)

    tally = publish(given, edition, clock, heard)

    assert tally == Tally(sent=len(mailer.came), skipped=9 - len(mailer.came))
    assert len(mailer.came) == 3


def test_the_next_run_closes_what_yesterday_left_half_sent() -> None:
    """Nothing stands as being sent for ever."""
    given, _, _ = timed()
    publish(given, let_out(given), FakeClock(stop_after=1), heard)

    with pytest.raises(NotEnough):  # of today; yesterday is ended before
        run(given, FakeClock(MORNING + timedelta(days=1)), heard)

    assert given.editions.find("morning", DAY).status == "sent"


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_wish_to_stop_hands_out_nothing_more_and_puts_back_who_was_claimed(at_once: int) -> None:
    given = room(readers=20)
    clock = FakeClock()
    mailer = Juggler(Random(1), [SENT], at_once)
    given = replace(given, mailers=(mailer,))
    edition, came = let_out(given), []

    def stop_at_the_third(message: Message) -> None:
        came.append(message.recipient)
        clock.stop_after = 0 if len(came) == 3 else clock.stop_after

    mailer.watch = stop_at_the_third
    assert publish(given, edition, clock, heard) == Tally(sent=3, waiting=17)
    assert clock.pauses == []

    clock.stop_after = 10**9
    assert publish(given, edition, clock, heard) == Tally(sent=20)


def test_a_mailer_that_never_answers_is_cut_off_when_someone_asks_to_stop() -> None:
    """Within seconds; whoever it held is uncertain, and nobody else."""
    clock = FakeClock(stop_after=30)
    given = room(readers=20, mailer=Silent(clock=clock, at_once=3))
    edition = let_out(given)

    tally = publish(given, edition, clock, heard)

    assert tally == Tally(waiting=20 - tally.uncertain, uncertain=tally.uncertain)
    assert 1 <= tally.uncertain <= 6
    assert clock.now() - MORNING <= timedelta(seconds=45)


@dataclass
class Hurried(FakeClock):
    """A clock on which a second is over in a hundredth of one; `stop` asks to stop."""

    began: float = field(default_factory=time.monotonic)
    stop: threading.Event = field(default_factory=threading.Event)

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=100 * (time.monotonic() - self.began))

    def stopping(self) -> bool:
        return self.stop.is_set()


@dataclass
class Api(FakeMailer):
    """An API whose three requests at once are begun, and answered when `answers` says so."""

    answers: threading.Event = field(default_factory=threading.Event)
    begun: list[Message] = field(default_factory=list)
    full: Callable[[], None] = lambda: None

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        line: Any = SimpleNamespace(close=lambda: None)
        return Pool("api", self._deliver, lambda: line, 3).send(feed)

    def _deliver(self, _: object, group: Sequence[Message]) -> list[Said]:
        self.begun += group
        if len(self.begun) == 3:
            self.full()
        self.answers.wait(60)
        return [Said(SENT, "200 ok", "id") for _ in group]


def test_a_wish_to_stop_is_heard_while_every_request_to_an_api_waits_for_its_answer() -> None:
    """Nobody else is handed over, and whoever is not answered within the patience is uncertain."""
    clock = Hurried()
    mailer = Api(at_once=3, full=clock.stop.set)
    given = room(readers=20, mailer=mailer)
    edition = let_out(given)

    try:
        assert publish(given, edition, clock, heard) == Tally(waiting=17, uncertain=3)
    finally:
        mailer.answers.set()
    assert len(mailer.begun) == 3


def test_what_an_api_answers_after_the_wish_to_stop_is_settled() -> None:
    clock = FakeClock()
    mailer = Api(at_once=3)
    given = room(readers=20, mailer=mailer)
    edition = let_out(given)

    def stop() -> None:
        clock.stop_after = 0
        mailer.answers.set()

    mailer.full = stop
    assert publish(given, edition, clock, heard) == Tally(sent=3, waiting=17)
    assert len(mailer.begun) == 3


# ------------------------------------------------------------------ trouble


@dataclass
class Away:
    """A ledger whose database is away for some turns."""

    ledger: object
    turns: range
    asked: int = 0

    def turn(self, *given: object) -> object:
        self.asked += 1
        if self.asked in self.turns:
            raise StoreError("the database is away")
        return self.ledger.turn(*given)  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self.ledger, name)


def test_a_database_that_is_away_loses_nothing_of_what_is_known() -> None:
    """The mailer's answers are stored when it is back; the call says why it ended, the next goes on."""
    given = room(readers=9)
    mailer = Juggler(Random(2), [SENT], 2)
    away = Away(given.ledger, range(3, 30))
    edition, clock = let_out(given), FakeClock()

    with pytest.raises(StoreError, match="is away"):
        publish(replace(given, mailers=(mailer,), ledger=away), edition, clock, heard)

    tally = given.ledger.tally(edition)
    assert tally == Tally(sent=len(mailer.accepted), waiting=9 - len(mailer.accepted))
    assert tally.sent
    assert sum(clock.pauses) <= 60
    assert publish(replace(given, mailers=(mailer,)), edition, clock, heard) == Tally(sent=9)


def test_a_mailer_that_answers_twice_or_for_others_is_believed_once(caplog) -> None:
    class Muddled(FakeMailer):
        def send(self, feed):
            for message in filter(None, feed):
                yield Outcome(message.delivery, DeliveryStatus.SENT, "250 ok")
                yield Outcome(message.delivery, DeliveryStatus.REFUSED, "550 no")
                yield Outcome(10_000, DeliveryStatus.SENT, "250 ok")

    given = room(mailer=Muddled())

    assert publish(given, let_out(given), FakeClock(), heard) == Tally(sent=3)
    assert "fake answers for delivery 10000, which it was not given" in caplog.text


def test_a_mailer_that_gives_no_word_of_a_message_leaves_it_uncertain() -> None:
    class Mute(FakeMailer):
        def send(self, feed):
            for _ in zip(range(2), filter(None, feed), strict=False):
                pass
            yield from ()

    given = room(mailer=Mute(at_once=5))

    assert publish(given, let_out(given), FakeClock(), heard) == Tally(waiting=1, uncertain=2)


def test_another_subject_after_half_a_send_mails_nobody_a_second_time() -> None:
    given, mailer, clock = timed()
    edition = let_out(given)
    publish(given, edition, FakeClock(stop_after=1), heard)
    held = desk.hold(given, given.editions.find("morning", DAY), ADA)
    draft = desk.release(given, desk.title(given, held, ADA, subject="Other words"), ADA)

    assert publish(given, desk.approve(given, draft, ADA), clock, heard) == Tally(sent=3)

    assert sorted(who for who, _ in mailer.came) == [f"reader{n}@example.org" for n in range(3)]
