"""The sockets through which a newsroom reads, writes and remembers what was read; `newsroom` has the others.

Plugs do not import these Protocols: they fit them, and `wiring` is where mypy checks the fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from digest.models import (
    Article,
    Change,
    Condition,
    Correction,
    Event,
    Hand,
    Harvest,
    Kept,
    Limit,
    Newsletter,
    Notice,
    Offer,
    Origin,
    Page,
    Pass,
    PassKind,
    Setup,
    Story,
    User,
)


class Source(Protocol):
    """One place to read from. A plug is a small class whose fields are its options."""

    @property
    def origin(self) -> Origin: ...

    @property
    def url(self) -> str: ...

    def harvest(self, condition: Condition, now: datetime) -> Harvest:
        """Visit once. An ill source raises nothing: its illness stands in the returned condition."""


class Collector(Protocol):
    """All sources of a newsletter, visited together and politely."""

    def visit(self, conditions: Mapping[str, Condition], now: datetime) -> Iterator[Harvest]:
        """Visit every source that is due and yield each harvest as it comes in."""

    def page(self, url: str) -> Page:
        """What an article page says, as plain text. Raises SourceIll or Blocked."""

    def offer(self, url: str, now: datetime) -> Offer:
        """What a feed at this address gives, none of our sources yet. Raises SourceIll or Blocked."""


class Summariser(Protocol):
    """Writes a story from an event: same input, same story; never a name or number no source gave."""

    @property
    def at_once(self) -> int:
        """How many stories may be written at the same time."""

    def summarise(
        self, event: Event, newsletter: Newsletter, *, top: bool, draft: Story | None = None
    ) -> Story | None:
        """The story in the house form, or None when nothing publishable can be written.

        `draft` is the story at its short length as extraction has it, where that was made already.
        It never raises for what is wrong with a model or its server: then it extracts.
        """

    def another(self, event: Event, newsletter: Newsletter, stands: Story) -> Story | None:
        """Other words for a story than those that stand; None where there is only one way to write it.

        Raises DigestError, in words for an editor, where a model finds none that may be printed.
        """

    def account(self) -> str:
        """How the writing went, in one line; empty where there is nothing to tell."""

    def check(self) -> str:
        """Prove that stories could be written, and say in words what was proven; or raise."""


class Archive(Protocol):
    """What sources said, and how they are."""

    def conditions(self) -> dict[str, Condition]: ...

    def keep(self, harvest: Harvest) -> int:
        """Store new articles and the condition in one transaction; the number of new articles."""

    def fill(self, url: str, page: Page) -> None:
        """Store what the page of an article says, beside what its feed said."""

    def pages(self, urls: Sequence[str]) -> dict[str, Page]:
        """The pages of these addresses that were read before."""

    def articles(
        self,
        sources: Sequence[str],
        since: datetime,
        until: datetime | None = None,
        known: datetime | None = None,
    ) -> list[Article]:
        """The articles of these sources by when they were published; with `known`, kept by that hour."""

    def reports(self, urls: Sequence[str]) -> list[Article]:
        """The articles at these addresses, each with what its page says, as far as they are kept."""

    def mark(self, urls: Sequence[str]) -> object:
        """Equal as long as the `reports` at these addresses say the same, and cheaper to ask for."""

    def latest(self, source: str, most: int) -> list[Article]:
        """The last articles of a source, latest first."""

    def bringers(self, urls: Sequence[str]) -> dict[str, frozenset[str]]:
        """The sources that brought each of these addresses, as far as they are kept."""

    def prune(self, before: datetime) -> int:
        """Forget articles published before then; how many."""


class Corrections(Protocol):
    """What sent editions got wrong, each said once."""

    def add(self, correction: Correction) -> Correction:
        """Store it, or return the one of this story that says the same."""

    def of(self, newsletter: str, day: date) -> list[Correction]:
        """What was corrected in the edition of this day, oldest first."""

    def waiting(self, newsletter: str) -> list[Correction]:
        """Those for which no edition is known to have dealt with them, oldest first."""

    def carried(self, correction: Correction, edition: int) -> None:
        """The edition with this id dealt with it: it waits no more."""

    def carriers(self, newsletter: str, day: date) -> dict[int, int]:
        """The corrections of this day's edition by id, each with the edition that dealt with it last."""

    def mailed(self, correction: Correction, edition: int) -> None:
        """The edition with this id is its own mail."""

    def unsent(self, newsletter: str) -> list[int]:
        """The editions by id that are the mail of a correction, let out and not at their end."""


class Notices(Protocol):
    """What the newsroom is told, unique per (newsletter, day, kind)."""

    def add(self, notice: Notice) -> Notice:
        """Store it, or return the one of this kind and day that is there."""

    def save(self, notice: Notice) -> None:
        """Store to whom it is still to be told, and how often that failed."""

    def of(self, newsletter: str, day: date) -> list[Notice]:
        """What there was to tell on this day, oldest first."""


class Hook(Protocol):
    """A program of the newsroom's that is told in JSON what happens."""

    def post(self, said: Mapping[str, object]) -> None:
        """Tell it once. Raises Unavailable, which names no secret, where it does not answer well."""


class Configuration(Protocol):
    """What an operator decided of sources, sections and words, and the newsroom may change."""

    def setup(self) -> Setup:
        """What stands now. Cheap to ask often; raises ConfigurationError where it was never good."""

    def propose(self, changes: Sequence[Change]) -> Setup:
        """What would stand with these changes; nothing is written.

        Raises ConfigurationError where they are no good, IllegalChange where what they change is gone.
        """

    def keep(self, changes: Sequence[Change], seen: str, hand: Hand, about: Sequence[str]) -> Setup:
        """Write these changes, all or none, and what they are `about` into the history.

        Raises what `propose` raises, and Conflict where another text stands than the one `seen`.
        """

    def kept(self, most: int) -> list[Kept]:
        """The last changes that were kept, latest first."""


class Accounts(Protocol):
    """Who works at the desk, and what lets them in. `secret` is always the hash of one."""

    def everyone(self) -> list[User]: ...

    def find(self, address: str) -> User | None: ...

    def numbered(self, number: int) -> User | None: ...

    def add(self, user: User) -> User:
        """A new user, its id set. Raises IllegalChange where the address is somebody's already."""

    def change(self, user: User, *, shut: bool = False) -> None:
        """Store name, role, password and whether they may come in. `shut` ends whatever let them in."""

    def chiefs(self) -> int:
        """How many chiefs may come in."""

    def grant(self, given: Pass, secret: str) -> Pass:
        """A new pass, its id set."""

    def bearer(self, kind: PassKind, secret: str) -> tuple[User, Pass] | None:
        """Whom this lets in, ended or not."""

    def take(self, kind: PassKind, secret: str) -> tuple[User, Pass] | None:
        """Whom this let in, once: of several that ask, one is answered."""

    def touch(self, given: Pass, now: datetime) -> None:
        """Note that the pass was used."""

    def passes(self, user: User, kind: PassKind, now: datetime) -> list[Pass]:
        """What lets them in in this way, the last used first."""

    def revoke(self, user: User, number: int) -> bool:
        """End one pass of this user; was there one?"""

    def attempt(self, limits: Sequence[Limit], now: datetime) -> datetime | None:
        """Count a try against all of these, or where one is reached none, and the moment it is free again."""

    def forgive(self, key: str) -> None:
        """Forget what was tried under this key."""
