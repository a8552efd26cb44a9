"""A mailer that holds several messages and answers them in any order, and a fate that may end the process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from digest.errors import Unavailable
from digest.models import DeliveryStatus, Message, Outcome

SENT, REFUSED, WAITING, UNCERTAIN = (
    DeliveryStatus.SENT,
    DeliveryStatus.REFUSED,
    DeliveryStatus.WAITING,
    DeliveryStatus.UNCERTAIN,
)


class Killed(BaseException):
    """The process is dead: nothing that it would do in leaving is done."""


@dataclass
class Fate:
    """Ends the process at the Nth of its moments; a dead process reaches no database."""

    after: int = 10**9
    dead: bool = False

    def moment(self) -> None:
        """One of the moments at which the process may die."""
        self.after -= 1
        self.dead = self.dead or self.after <= 0
        if self.dead:
            raise Killed


@dataclass
class Mortal:
    """A part of the newsroom, as a process sees it that may die before or after each call."""

    part: Any
    fate: Fate

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.part, name)

        def called(*given: Any, **named: Any) -> Any:
            self.fate.moment()
            answer = call(*given, **named)
            self.fate.moment()
            return answer

        return called


@dataclass
class Juggler:
    """Holds up to `at_once` messages. What becomes of one is drawn from `words`; `accepted` is what arrived.

    A word is a status, `None` (the provider serves nobody, and has not taken what is held), or
    `Unavailable` (the same, and may have).
    """

    random: Random
    words: list[DeliveryStatus | type[Unavailable] | None]
    at_once: int = 3
    name: str = "juggler"
    fate: Fate = field(default_factory=Fate)
    watch: Callable[[Message], None] = lambda _: None
    accepted: list[str] = field(default_factory=list)

    def __enter__(self) -> Juggler:
        return self

    def __exit__(self, *failure: object) -> None: ...

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        held: list[Message] = []
        for message in feed:
            if message is not None:
                assert len(held) < self.at_once
                self.watch(message)
                held.append(message)
            while held and (message is None or len(held) == self.at_once or self.random.random() < 0.3):
                yield self._answer(held)
        while held:
            yield self._answer(held)

    def check(self) -> None: ...

    def _answer(self, held: list[Message]) -> Outcome:
        message = held.pop(self.random.randrange(len(held)))
        word = self.random.choice(self.words)
        self.fate.moment()
        if word is None:
            raise Unavailable("the juggler sits down")
        if word is Unavailable:
            if self.random.random() < 0.5:
                self.accepted.append(message.recipient)
            raise Unavailable("the juggler drops a ball", sent_maybe=True)
        assert isinstance(word, DeliveryStatus)
        if word is SENT or (word is UNCERTAIN and self.random.random() < 0.5):
            self.accepted.append(message.recipient)
        self.fate.moment()
        said = self.random.choice(["", "451 later"]) if word is WAITING else f"said {word}"
        return Outcome(message.delivery, word, said)
