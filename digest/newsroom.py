"""The sockets of the house, and the newsroom that holds one plug of each; some stand in `sockets`.

Plugs do not import these Protocols: they fit them, and `wiring` is where mypy checks the fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from digest.models import (
    Deed,
    Delivery,
    Edition,
    Message,
    Newsletter,
    Origin,
    Outcome,
    Part,
    Revision,
    Rules,
    Tally,
    Wanted,
)
from digest.rendering import DkimKey
from digest.sockets import Archive, Collector, Configuration, Corrections, Hook, Notices, Summariser
from subscribers.models import Addressee, Departure, Subscription
from subscribers.tokens import Signer

Feed = Iterable[Message | None]


class Mailer(Protocol):
    """Hands messages to one provider. `at_once` is how many it may hold without the provider's answer."""

    name: str
    at_once: int

    def __enter__(self) -> Mailer: ...

    def __exit__(self, *failure: object) -> None: ...

    def send(self, feed: Feed) -> Iterator[Outcome]:
        """Take a message whenever there is room, and yield what became of each as soon as it is known.

        SENT, REFUSED (this person, for good), WAITING (this person, try later) or UNCERTAIN; in any order,
        each once. It takes the next message only in the thread that iterates, and never holds more than
        `at_once`: while so many are held the feed has None. None in the feed says: nothing for now, look
        after what you hold and ask again; the feed waits by itself where nothing is held. It is asked now
        and then also while nothing is heard of what is held: that is how a wish to stop is noticed. At the
        end of the feed what is held is answered first.
        Raises Unavailable when the provider serves nobody for now, after it has yielded what it knows of
        every message it took; of what it leaves unsaid, `sent_maybe` tells.
        """

    def check(self) -> None:
        """Prove that a send could start (folder writable, login accepted), or raise."""


class Editions(Protocol):
    """The editions of all newsletters, unique per (newsletter, day)."""

    def find(self, newsletter: str, day: date) -> Edition | None: ...

    def latest(self, newsletter: str) -> Edition | None: ...

    def numbered(self, number: int) -> Edition | None:
        """The edition with this id, of whatever newsletter."""

    def add(self, edition: Edition) -> Edition:
        """Insert, or return the one that is there: two processes get the same edition."""

    def save(self, edition: Edition) -> Edition:
        """Store content, status and sanction of an edition that is there."""

    def revise(self, seen: Edition, changed: Edition, deed: Deed) -> Edition:
        """Store what a hand changed of the edition it saw, and the deed in its record.

        A change of content takes an approval back. Raises Conflict where another hand was first.
        """

    def enter(self, edition: Edition, deed: Deed) -> Edition:
        """Enter in the record a deed that changes nothing of the edition."""

    def history(self, edition: Edition) -> list[Revision]:
        """The record of the edition, oldest first."""

    def at(self, edition: Edition, number: int) -> Edition:
        """The edition with the content it had after this entry of its record."""

    def all(self, newsletter: str, most: int | None = None, skip: int = 0) -> list[Edition]:
        """Every edition of the newsletter, latest first; or so many, behind so many."""

    def before(self, newsletter: str, day: date, days: int) -> list[Edition]:
        """The editions that went out (or are going) in the days before this one, newest first."""

    def outings(self, newsletter: str, day: date, since: date | None = None) -> int:
        """On how many days before this one, and not before `since`, an edition reached anybody."""


class Ledger(Protocol):
    """The deliveries of an edition. One method = one transaction.

    Where a `part` is named, a stretch of ids, nothing outside it is touched or counted.
    """

    def open(self, edition: Edition, subscriptions: Iterable[int]) -> int:
        """Freeze the list of the day, once; a second call adds nobody. The number of deliveries."""

    def turn(self, edition: Edition, settled: Sequence[Outcome], wanted: Wanted) -> list[Delivery]:
        """Settle these and claim what is wanted, marked `sending`, in one transaction."""

    def next_due(self, edition: Edition, part: Part | None = None) -> datetime | None:
        """The earliest moment at which somebody who was put off may be tried; None where nobody was."""

    def strand(self, edition: Edition, now: datetime, part: Part | None = None) -> int:
        """Mark what a dead process left in `sending` as uncertain. Only under the lock of edition or part."""

    def release(self, edition: Edition, part: Part | None = None) -> int:
        """Let uncertain deliveries wait again (policy `resend`)."""

    def give_up(self, edition: Edition, reply: str, now: datetime, part: Part | None = None) -> int:
        """Skip everyone who still waits, with this reason; how many."""

    def limit(self, edition: Edition, most: int, reply: str, now: datetime) -> int:
        """Skip whoever waits behind the first `most` of the list, with this reason; how many."""

    def parts(self, edition: Edition, size: int = 0) -> list[Part]:
        """The frozen list cut into stretches of `size` ids; the first size asked for stands for good."""

    def tally(self, edition: Edition, part: Part | None = None) -> Tally: ...

    def standings(self, edition: Edition) -> dict[Part, Tally]:
        """Each of the edition's parts, in order, and how it stands."""

    def listing(
        self, edition: Edition, status: str = "", subscription: int | None = None
    ) -> Iterator[Delivery]:
        """The deliveries of the edition, in this status or of this person, in order of id."""

    def carried(self, edition: Edition) -> dict[str, int]:
        """How many messages each mailer took, the one that took the last of them at the end."""

    def numbered(self, number: int) -> Delivery | None:
        """The delivery with this id, of whatever edition."""

    def forget(self, subscriptions: Sequence[int]) -> None:
        """Blank what servers said of these people; the counts of each day stay."""


class People(Protocol):
    """Who receives a newsletter."""

    def mailable(self, newsletter: str) -> Iterator[int]:
        """The subscription ids of everyone who may be sent an edition, in order of id."""

    def subscriptions(self, ids: Sequence[int]) -> dict[int, Subscription]:
        """These subscriptions as they are now."""

    def addressees(self, ids: Sequence[int]) -> dict[int, Addressee]:
        """Of these subscriptions those that may be mailed at this moment: where to, in which format."""

    def find(self, address: str, newsletter: str) -> Subscription | None:
        """This person's subscription, whatever its consent. Raises BadAddress."""

    def leave_together(self, departures: Sequence[Departure]) -> dict[int, Subscription]:
        """They said no: no mail from now on; saying it twice changes nothing. Who was erased is missing."""

    def come_back(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        """They take back that they left, minutes ago. Raises KeptOut later than that, NobodyThere."""

    def remove(self, address: str, at: datetime) -> tuple[int, ...]:
        """Erase a person; the ids of the subscriptions that were theirs."""


class Hold(Protocol):
    """A lock that is held; one inside a database ends with its session, and its holder lives on."""

    def require(self) -> None:
        """Raise StoreError where it is lost."""

    def regain(self) -> bool:
        """Take it again where it is lost; may others have had it since? Raises Busy, StoreError."""


class Locks(Protocol):
    """One process at a time for one piece of work, released by the system when the process dies."""

    def hold(self, name: str, *, shared: bool = False, fenced: bool = False) -> AbstractContextManager[Hold]:
        """Hold the lock of this name, or raise Busy at once. Shared holders keep out only the others.

        Who holds it `fenced` is told by `regain` whether others held it so meanwhile.
        """

    def in_doubt(self) -> float:
        """Seconds for which a free lock may still be taken back by one who lost it alive."""

    def held(self, names: Iterable[str]) -> frozenset[str]:
        """Of these names, those that somebody holds at this moment."""


class Workers(Protocol):
    """Processes elsewhere that send parts of an edition; `count` is how many share the pace.

    What they are handed may get lost or arrive three times: the ledger says what is left to do.
    """

    count: int
    part_size: int

    def hand(self, newsletter: str, day: date, parts: Iterable[Part]) -> None:
        """Put these parts of an edition behind what they were handed before. Raises Unavailable."""

    def queued(self) -> int:
        """How many parts lie there that nobody has taken. Raises Unavailable."""


class Clock(Protocol):
    """The time, and the wish to stop: the doors hand it in, so that no verb asks the machine."""

    def now(self) -> datetime: ...

    def pause(self, seconds: float) -> None:
        """Wait this long, or less when someone asks to stop."""

    def stopping(self) -> bool:
        """Has someone asked to stop? What is on the wire is settled first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is, for whoever watches: `note` is a short line, `total` 0 where unknown."""

    stage: str
    done: int = 0
    total: int = 0
    note: str = ""


Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """One of each, and nothing else: what the verbs are given to work with.

    Of mailers there is a row: where one serves nobody any more, the next takes over.
    """

    newsletter: Newsletter
    rules: Rules
    origins: Mapping[str, Origin]
    collector: Collector
    summariser: Summariser
    mailers: tuple[Mailer, ...]
    archive: Archive
    editions: Editions
    ledger: Ledger
    people: People
    locks: Locks
    signer: Signer
    corrections: Corrections
    notices: Notices
    configuration: Configuration
    hook: Hook | None = None
    dkim: tuple[DkimKey, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """As much of a newsroom as it takes to draft an edition again: nothing in it collects or sends."""

    newsletter: Newsletter
    origins: Mapping[str, Origin]
    summariser: Summariser
    archive: Archive
    editions: Editions
