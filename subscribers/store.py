"""The people in their database: who receives what, who left, and who is to be forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)

from subscribers import departing, entering
from subscribers.addresses import folded, normal, shown
from subscribers.dialects import chunks, insert_missing, numbers, reading, unnested
from subscribers.errors import KeptOut
from subscribers.models import (
    Addressee,
    Consent,
    Departure,
    Entry,
    Health,
    Registration,
    Result,
    Subscription,
)
from subscribers.rows import joined, may_be_mailed, noun
from subscribers.tables import erasures, subscribers, subscriptions

PAGE = 10_000


@dataclass(frozen=True, slots=True)
class People:
    """Subscribers in one database. `secret` keys the marks of the erased: with another, they are unknown."""

    engine: Engine
    secret: bytes

    # ------------------------------------------------------------------ who receives

    def mailable(self, newsletter: str) -> Iterator[int]:
        """The subscription ids of everyone who may be sent an edition, in order of id, a few at a time."""
        ids = select(subscriptions.c.id).join(subscribers, subscriptions.c.subscriber == subscribers.c.id)
        wanted = ids.where(subscriptions.c.newsletter == newsletter, may_be_mailed())
        if self.engine.dialect.name == "postgresql":
            return self._streamed(wanted.order_by(subscriptions.c.id))
        return self._paged(wanted.order_by(subscriptions.c.id).limit(PAGE))

    def _streamed(self, ids: Select[Any]) -> Iterator[int]:
        """One question to PostgreSQL, which for every page would look through all that come after it."""
        with self.engine.connect().execution_options(stream_results=True, max_row_buffer=PAGE) as connection:
            found = connection.scalars(ids)
            try:
                yield from found
            finally:  # also where nobody asks for the rest
                found.close()

    def _paged(self, ids: Select[Any]) -> Iterator[int]:
        """Page by page, so that SQLite's log does not grow as long as we read."""
        last = 0
        while True:
            with reading(self.engine) as connection:
                found = connection.scalars(ids.where(subscriptions.c.id > last)).all()
            yield from found
            if len(found) < PAGE:
                return
            last = found[-1]

    def subscriptions(self, ids: Sequence[int]) -> dict[int, Subscription]:
        """These subscriptions as they are now; who was erased is missing."""
        found: dict[int, Subscription] = {}
        with reading(self.engine) as connection:
            for some in chunks(ids):
                rows = connection.execute(joined().where(subscriptions.c.id.in_(some)))
                found |= {row.id: noun(row) for row in rows}
        return found

    def addressees(self, ids: Sequence[int]) -> dict[int, Addressee]:
        """Of these subscriptions those that may be mailed at this moment: where to, and in which format."""
        dialect = self.engine.dialect.name
        with reading(self.engine) as connection:
            rows = connection.execute(_mailable_among(dialect), {"these": numbers(dialect, ids)})
            return {row[0]: Addressee(row[1], row[2]) for row in rows}

    def find(self, address: str, newsletter: str) -> Subscription | None:
        """This person's subscription, whatever its consent. Raises BadAddress."""
        theirs = and_(
            subscribers.c.folded == folded(normal(address)), subscriptions.c.newsletter == newsletter
        )
        with reading(self.engine) as connection:
            row = connection.execute(joined().where(theirs)).one_or_none()
        return noun(row) if row else None

    def search(
        self, newsletter: str, text: str = "", *, after: int = 0, most: int = 100
    ) -> list[Subscription]:
        """Subscriptions whose address or name holds the text, in order of id, from the one after `after`."""
        page = joined().where(_holding(newsletter, text), subscriptions.c.id > after)
        with reading(self.engine) as connection:
            rows = connection.execute(page.order_by(subscriptions.c.id).limit(most)).all()
        return [noun(row) for row in rows]

    def everyone(self, newsletter: str) -> Iterator[Subscription]:
        """Every subscription of the newsletter, in order of id, page by page."""
        last = 0
        while page := self.search(newsletter, after=last, most=PAGE):
            yield from page
            last = page[-1].id

    def count(self, newsletter: str, text: str = "") -> int:
        """How many subscriptions `search` would find on all its pages."""
        counted = select(func.count()).select_from(
            subscriptions.join(subscribers, subscriptions.c.subscriber == subscribers.c.id)
        )
        with reading(self.engine) as connection:
            return connection.scalar(counted.where(_holding(newsletter, text))) or 0

    # ------------------------------------------------------------------ what they say

    def add(self, registration: Registration, at: datetime) -> Subscription:
        """Enter one registration. Raises BadAddress, and KeptOut for someone who left or was erased."""
        said = replace(registration, address=normal(registration.address))
        entry = self.enter([said], at)[0]
        if entry.result is Result.ERASED or entry.subscription is None:
            raise KeptOut(f"{shown(said.address)} was erased: only they themselves can come back")
        if entry.result is Result.LEFT:
            left = entry.subscription.consented
            day = f" on {left.date()}" if left else ""
            raise KeptOut(f"{shown(said.address)} left{day}: only they themselves can come back")
        return entry.subscription

    def enter(self, registrations: Sequence[Registration], at: datetime) -> list[Entry]:
        """Enter these, whose addresses are in normal form, in one transaction; an entry for each.

        Entering the same again changes nothing. Who left or was erased is kept out.
        """
        with self.engine.begin() as connection:
            return entering.enter(connection, self.secret, registrations, at)

    def confirm(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        """They said yes themselves, also after leaving or erasure; the first proof stands."""
        with self.engine.begin() as connection:
            there = departing.one_locked(connection, subscription)
            if there.consent is Consent.GIVEN:
                return there
            confirmed = there.confirmed(at, evidence)
            entering.store(connection, [confirmed])
            mark = entering.mark(self.secret, there.subscriber.address)
            connection.execute(delete(erasures).where(erasures.c.mark == mark))
            return confirmed

    def leave(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        """They said no: no mail from now on. Saying it twice changes nothing. Raises NobodyThere."""
        with self.engine.begin() as connection:
            departing.leave(connection, [Departure(subscription, at, evidence)])
            return departing.one_locked(connection, subscription)

    def leave_together(self, departures: Sequence[Departure]) -> dict[int, Subscription]:
        """The same for many in one transaction: how each stands afterwards. Who was erased is missing."""
        with self.engine.begin() as connection:
            return departing.leave(connection, departures)

    def come_back(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        """They take back that they left, minutes ago. Saying it twice changes nothing.

        Raises KeptOut for whoever left longer ago, NobodyThere for the erased.
        """
        with self.engine.begin() as connection:
            return departing.come_back(connection, subscription, at, evidence)

    # ------------------------------------------------------------------ what the mailbox says

    def judge(self, subscriber: int, health: Health) -> None:
        """Note what the person's mailbox said; consent and membership stay as they are."""
        with self.engine.begin() as connection:
            connection.execute(
                update(subscribers).where(subscribers.c.id == subscriber).values(health=health)
            )

    # ------------------------------------------------------------------ to be forgotten

    def remove(self, address: str, at: datetime) -> tuple[int, ...]:
        """Erase a person, but for a keyed mark that keeps an import from bringing them back.

        The ids of the subscriptions that were theirs, for whoever else keeps something about them;
        none where nobody has this address. Raises BadAddress.
        """
        plain = normal(address)
        with self.engine.begin() as connection:
            this = select(subscribers.c.id).where(subscribers.c.folded == folded(plain)).with_for_update()
            person = connection.scalar(this)
            if person is None:
                return ()
            theirs = select(subscriptions.c.id).where(subscriptions.c.subscriber == person)
            ids = tuple(connection.scalars(theirs.order_by(subscriptions.c.id)))
            connection.execute(delete(subscriptions).where(subscriptions.c.subscriber == person))
            connection.execute(delete(subscribers).where(subscribers.c.id == person))
            row = {"mark": entering.mark(self.secret, plain), "erased": at}
            connection.execute(insert_missing(connection, erasures).values(row))
            return ids


@cache
def _mailable_among(dialect: str) -> Select[Any]:
    """Built once: a send asks this for every few people."""
    return (
        select(subscriptions.c.id, subscribers.c.address, subscriptions.c.format)
        .join(subscribers, subscriptions.c.subscriber == subscribers.c.id)
        .where(subscriptions.c.id.in_(select(unnested(dialect, "these"))), may_be_mailed())
    )


def _holding(newsletter: str, text: str) -> ColumnElement[bool]:
    within = subscriptions.c.newsletter == newsletter
    if not text:
        return within
    return and_(
        within,
        or_(
            subscribers.c.folded.contains(folded(text), autoescape=True),
            subscribers.c.name.icontains(text, autoescape=True),
        ),
    )
