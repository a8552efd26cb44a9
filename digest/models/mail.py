"""Letters, messages and deliveries: an edition on its way to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum


class Format(StrEnum):
    """What a subscriber receives: HTML and text, or the text alone for weak lines."""

    FULL = "full"
    LITE = "lite"


@dataclass(frozen=True, slots=True)
class Letter:
    """An edition rendered once for an audience: addressed to nobody. `html` is empty for lite."""

    format: Format
    language: str
    subject: str
    preheader: str
    text: str
    html: str = ""


Made = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Message:
    """A letter to one person: the envelope, and the bytes with CRLF line ends.

    Where a signature is still in the making beside the send, a call of `made` waits for the bytes.
    """

    delivery: int
    sender: str
    recipient: str
    message_id: str
    made: Made

    @property
    def data(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()


class DeliveryStatus(StrEnum):
    """What is known of one delivery. `uncertain`: the machine died while it was on the wire."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Delivery:
    """This edition to that subscription: unique per pair, with a life of its own.

    `mailer` names the one it was given to last. It is not tried before `due`, None being now; `at` is the
    moment of its last outcome, `receipt` the provider's id for it.
    """

    id: int
    edition: int
    subscription: int
    status: DeliveryStatus = DeliveryStatus.WAITING
    attempts: int = 0
    reply: str = ""
    receipt: str = ""
    mailer: str = ""
    due: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery. `reply` is the server's own word, `receipt` its id for the message.

    `retry_after` is in seconds, where a server that says "later" named its hour. `due` is the moment of
    the next try, for the ledger: the pipeline sets it, mailers do not. `slower` is a mailer's complaint that
    it is given too much at a time: this person was not tried.
    """

    delivery: int
    status: DeliveryStatus
    reply: str = ""
    receipt: str = ""
    retry_after: float | None = None
    due: datetime | None = None
    slower: str = ""


Part = tuple[int, int]  # a stretch of an edition's deliveries: the first and the last id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a turn of the ledger asks for: up to `most` deliveries that may be tried `now`, for this mailer.

    `after` is the id up to which those that nobody ever tried are claimed already. `put_off` asks for those,
    too, that were put off untried until a moment that has come.
    """

    most: int
    now: datetime
    mailer: str = ""
    part: Part | None = None
    after: int = 0
    put_off: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """The deliveries of an edition by status. Finished means that nobody waits or is on the wire."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    refused: int = 0
    skipped: int = 0
    uncertain: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both parts of a list together."""
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def listed(self) -> int:
        return self.waiting + self.sending + self.settled

    @property
    def settled(self) -> int:
        return self.sent + self.refused + self.skipped + self.uncertain

    @property
    def finished(self) -> bool:
        return self.waiting == 0 and self.sending == 0
