"""A newsroom whose mailer notes when each message came, by a clock that stands still but for pauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from digest.models import Message, Outcome, Pace
from digest.newsroom import Newsroom
from tests.mailers.fake import FakeMailer
from tests.mailers.juggler import SENT, WAITING
from tests.pipeline.room import MORNING, FakeClock, room


@dataclass
class Timed(FakeMailer):
    """A mailer that notes when each message came, and may answer with words that name an hour."""

    clock: FakeClock = field(default_factory=FakeClock)
    said: dict[str, list[Outcome]] = field(default_factory=dict)
    came: list[tuple[str, float]] = field(default_factory=list)

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        for message in filter(None, feed):
            self.came.append((message.recipient, (self.clock.now() - MORNING).total_seconds()))
            answers = self.said.get(message.recipient)
            answer = answers.pop(0) if answers else Outcome(0, SENT, "250 ok")
            yield replace(answer, delivery=message.delivery)


def timed(readers: int = 3, pace: Pace | None = None) -> tuple[Newsroom, Timed, FakeClock]:
    clock = FakeClock()
    mailer = Timed(clock=clock)
    given = room(readers=readers, mailer=mailer)
    return replace(given, rules=replace(given.rules, pace=pace or Pace())), mailer, clock


def later(words: str, seconds: float | None = None) -> Outcome:
    return Outcome(0, WAITING, words, retry_after=seconds)
