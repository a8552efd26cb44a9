"""Workers without a broker: a queue in memory, and parts sent whenever whoever waits for them pauses."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from digest.errors import Unavailable
from digest.models import Part
from digest.newsroom import Newsroom
from digest.pipeline import Shift
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import FakeClock


@dataclass
class FakeWorkers:
    """A queue that can be away, and that can lose what lies in it."""

    count: int = 2
    part_size: int = 2
    queue: deque[tuple[str, date, Part]] = field(default_factory=deque)
    handed: list[Part] = field(default_factory=list)
    away: bool = False

    def hand(self, newsletter: str, day: date, parts: Iterable[Part]) -> None:
        self._reach()
        parts = list(parts)
        self.queue += [(newsletter, day, part) for part in parts]
        self.handed += parts

    def queued(self) -> int:
        self._reach()
        return len(self.queue)

    def _reach(self) -> None:
        if self.away:
            raise Unavailable("the broker cannot be reached")


@dataclass
class Waiting(FakeClock):
    """The clock of whoever waits for workers: `meanwhile` happens in each of its pauses."""

    meanwhile: Callable[[], object] = lambda: None

    def pause(self, seconds: float) -> None:
        self.meanwhile()
        super().pause(seconds)


def first(step: Callable[[], object], *, then: Callable[[], object]) -> Callable[[], object]:
    """This once, and from then on that."""
    steps = iter([step])

    def do() -> None:
        next(steps, then)()

    return do


@dataclass
class Crew:
    """Workers of this newsroom, with a mailer of their own: what they sent is told apart."""

    room: Newsroom
    workers: FakeWorkers = field(default_factory=FakeWorkers)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.shift = Shift(replace(self.room, mailers=(self.mailer,)), self.clock, self.workers)

    def work(self, most: int = 1) -> None:
        """Take so many parts out of the queue, as far as there are any."""
        for _ in range(min(most, len(self.workers.queue))):
            self.shift.take(*self.workers.queue.popleft())
