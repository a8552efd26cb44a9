"""A mailer without a world: it remembers what it was given, and fails where it is told to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from digest.models import DeliveryStatus, Message, Outcome


@dataclass
class FakeMailer:
    """Accepts everything but what `faults` says of the Nth message it is given, counted from 1.

    A fault is a status (REFUSED, WAITING, UNCERTAIN: not accepted; SENT: accepted as usual) or an exception
    to raise in place of an answer, such as Unavailable or KeyboardInterrupt. `refusing` holds addresses that
    are refused whenever they come. With `lost` an UNCERTAIN message was accepted after all. `watch` is called
    with each message before its answer.
    """

    faults: Mapping[int, DeliveryStatus | BaseException] = field(default_factory=dict)
    refusing: frozenset[str] = frozenset()
    lost: bool = False
    watch: Callable[[Message], None] = lambda _: None
    name: str = "fake"
    at_once: int = 1
    sent: list[Message] = field(default_factory=list)
    tried: int = 0
    entered: int = 0

    def __enter__(self) -> FakeMailer:
        self.entered += 1
        return self

    def __exit__(self, *failure: object) -> None:
        self.entered -= 1

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        for message in filter(None, feed):
            self.tried += 1
            self.watch(message)
            yield self._answer(message, self.faults.get(self.tried, DeliveryStatus.SENT))

    def check(self) -> None:
        """Nothing to prove."""

    @property
    def recipients(self) -> list[str]:
        return [message.recipient for message in self.sent]

    def _answer(self, message: Message, fault: DeliveryStatus | BaseException) -> Outcome:
        if isinstance(fault, BaseException):
            raise fault
        if message.recipient in self.refusing:
            fault = DeliveryStatus.REFUSED
        if fault is DeliveryStatus.SENT or (fault is DeliveryStatus.UNCERTAIN and self.lost):
            self.sent.append(message)
        receipt = f"fake-{self.tried}" if fault is DeliveryStatus.SENT else ""
        return Outcome(message.delivery, fault, f"the fake says {fault}", receipt)
