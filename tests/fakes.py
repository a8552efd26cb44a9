"""The edges of the house in memory: small real objects that keep what the sockets promise.

The contract tests of `tests/store` and `tests/subscribers` run on these and on the real ones alike.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from digest.errors import Busy, StoreError
from digest.models import (
    Action,
    Article,
    Condition,
    Correction,
    Deed,
    Delivery,
    DeliveryStatus,
    Edition,
    EditionStatus,
    Harvest,
    Notice,
    NoticeKind,
    Outcome,
    Page,
    Part,
    Revision,
    Tally,
    Wanted,
    machine,
    overtaken,
)
from digest.store.articles import latest
from digest.store.content import packed
from digest.store.editions import revised, succeeded
from subscribers.addresses import folded, normal
from subscribers.errors import KeptOut, NobodyThere
from subscribers.models import (
    Addressee,
    Consent,
    Departure,
    Entry,
    Health,
    Membership,
    Registration,
    Result,
    Subscriber,
    Subscription,
)


@dataclass
class FakeArchive:
    """Articles and conditions in dictionaries."""

    stands: dict[str, Condition] = field(default_factory=dict)
    kept: dict[tuple[str, str], Article] = field(default_factory=dict)
    seen: dict[tuple[str, str], datetime | None] = field(default_factory=dict)
    found: dict[tuple[str, str], datetime | None] = field(default_factory=dict)
    read: dict[str, Page] = field(default_factory=dict)

    def conditions(self) -> dict[str, Condition]:
        return dict(self.stands)

    def keep(self, harvest: Harvest) -> int:
        self.stands[harvest.source] = harvest.condition
        before = len(self.kept)
        for article in {one.url: one for one in reversed(harvest.articles)}.values():
            key = (harvest.source, article.url)
            said = replace(article, source=harvest.source)
            self.kept[key] = latest(self.kept[key], said) if key in self.kept else said
            self.seen[key] = harvest.condition.checked
            self.found.setdefault(key, harvest.condition.checked)
        return len(self.kept) - before

    def fill(self, url: str, page: Page) -> None:
        self.read[url] = self.read[url].and_then(page) if url in self.read else page

    def pages(self, urls: Sequence[str]) -> dict[str, Page]:
        return {url: self.read[url] for url in urls if url in self.read}

    def articles(
        self,
        sources: Sequence[str],
        since: datetime,
        until: datetime | None = None,
        known: datetime | None = None,
    ) -> list[Article]:
        found = [
            one
            for key, one in self.kept.items()
            if one.source in sources and since <= one.published <= (until or one.published)
            if known is None or (self.found.get(key) or known) <= known
        ]
        return sorted(found, key=lambda one: one.published, reverse=True)

    def reports(self, urls: Sequence[str]) -> list[Article]:
        found = {one.url: one for one in reversed(self.kept.values())}
        return [
            found[url].read(self.read[url]) if url in self.read else found[url]
            for url in dict.fromkeys(urls)
            if url in found
        ]

    def mark(self, urls: Sequence[str]) -> object:
        return [replace(one, position=0) for one in self.reports(sorted(set(urls)))]

    def latest(self, source: str, most: int) -> list[Article]:
        own = [one for one in self.kept.values() if one.source == source]
        return sorted(own, key=lambda one: one.published, reverse=True)[:most]

    def bringers(self, urls: Sequence[str]) -> dict[str, frozenset[str]]:
        named = {url: frozenset(source for source, other in self.kept if other == url) for url in urls}
        return {url: sources for url, sources in named.items() if sources}

    def prune(self, before: datetime) -> int:
        old = [
            key
            for key, seen in self.seen.items()
            if seen and seen < before and self.kept[key].published < before
            if seen < max(at for other, at in self.seen.items() if at and other[0] == key[0])
        ]
        for key in old:
            del self.kept[key], self.seen[key], self.found[key]
        return len(old)


@dataclass
class FakeEditions:
    """Editions in a dictionary. `opened` are the ids of those whose list is frozen to anybody."""

    there: dict[tuple[str, date], Edition] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    records: dict[int, list[tuple[Revision, Edition]]] = field(default_factory=dict)

    def find(self, newsletter: str, day: date) -> Edition | None:
        return self.there.get((newsletter, day))

    def latest(self, newsletter: str) -> Edition | None:
        return next(iter(self.all(newsletter)), None)

    def all(self, newsletter: str, most: int | None = None, skip: int = 0) -> list[Edition]:
        found = [one for one in self.there.values() if one.newsletter == newsletter]
        latest = sorted(found, key=lambda one: one.day, reverse=True)[skip:]
        return latest if most is None else latest[:most]

    def before(self, newsletter: str, day: date, days: int) -> list[Edition]:
        return [
            one
            for one in self.all(newsletter)
            if day - timedelta(days=days) <= one.day < day
            if self._reached(one)
        ]

    def numbered(self, number: int) -> Edition | None:
        return next((one for one in self.there.values() if one.id == number), None)

    def outings(self, newsletter: str, day: date, since: date | None = None) -> int:
        earlier = [one for one in self.all(newsletter) if (since or date.min) <= one.day < day]
        return sum(self._reached(one) for one in earlier)

    def _reached(self, one: Edition) -> bool:
        held = one.status is EditionStatus.HELD and one.id in self.opened
        return held or one.status in (EditionStatus.SENDING, EditionStatus.SENT)

    def add(self, edition: Edition) -> Edition:
        key = (edition.newsletter, edition.day)
        if key not in self.there:
            added = replace(edition, id=next(self.ids), revision=0)
            self._enter(added, added, Deed(machine(added.created), Action.DRAFTED, added.subject))
        return self.there[key]

    def revise(self, seen: Edition, changed: Edition, deed: Deed) -> Edition:
        stored = self.there[seen.newsletter, seen.day]
        stands = revised(
            stored, seen, changed, overtaken(self.history(stored)[seen.revision :], deed.hand.name)
        )
        return stored if stands == stored else self._enter(stored, stands, deed)

    def enter(self, edition: Edition, deed: Deed) -> Edition:
        stored = self.there[edition.newsletter, edition.day]
        return self._enter(stored, stored, deed)

    def history(self, edition: Edition) -> list[Revision]:
        return [revision for revision, _ in self.records.get(edition.id or 0, [])]

    def at(self, edition: Edition, number: int) -> Edition:
        entries = self.records[edition.id or 0]
        if not 1 <= number <= len(entries):
            raise StoreError(f"edition {edition.key} has no version {number}")
        said = entries[number - 1][1]
        return replace(said, status=edition.status, sanction=edition.sanction, revision=edition.revision)

    def _enter(self, before: Edition, after: Edition, deed: Deed) -> Edition:
        stands = replace(after, revision=before.revision + 1)
        entry = Revision(
            number=stands.revision,
            by=deed.hand.name,
            at=deed.hand.at,
            action=deed.action,
            about=deed.about,
            status=stands.status,
            fingerprint=stands.fingerprint(),
            changes=stands.revision == 1 or packed(before) != packed(after),
            undoes=deed.undoes,
            role=deed.hand.signed_as,
            door=deed.hand.door,
        )
        self.records.setdefault(stands.id or 0, []).append((entry, stands))
        self.there[stands.newsletter, stands.day] = stands
        return stands

    def save(self, edition: Edition) -> Edition:
        key = (edition.newsletter, edition.day)
        if key not in self.there:
            raise StoreError(f"edition {edition.key} is not in the database: it was never added")
        stored = self.there[key]
        self.there[key] = replace(succeeded(stored, edition), revision=stored.revision)
        return self.there[key]


@dataclass
class FakeLedger:
    """Deliveries in a dictionary by id. Give it the editions, so that they know what was opened.

    A send asks it in a thread of its own: nobody looks while a row is changed.
    """

    editions: FakeEditions
    tries: int = 4
    rows: dict[int, Delivery] = field(default_factory=dict)
    listed: dict[int, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def open(self, edition: Edition, subscriptions: Iterable[int]) -> int:
        this = self._id(edition)
        if this not in {one.id for one in self.editions.there.values()}:
            raise StoreError(f"edition {edition.key} is not in the database: it was never added")
        if this not in self.listed:
            for subscription in dict.fromkeys(subscriptions):
                row = Delivery(next(self.ids), this, subscription)
                self.rows[row.id] = row
            self.listed[this] = len(self._those(this))
            if self.listed[this]:
                self.editions.opened.add(this)
        return self.listed[this]

    def turn(self, edition: Edition, settled: Sequence[Outcome], wanted: Wanted) -> list[Delivery]:
        with self.guard:
            return self._turned(self._id(edition), settled, wanted)

    def _turned(self, this: int, settled: Sequence[Outcome], wanted: Wanted) -> list[Delivery]:
        for outcome in settled:
            row = self.rows.get(outcome.delivery)
            if row and row.edition == this and row.status is DeliveryStatus.SENDING:
                self.rows[row.id] = self._settled(row, outcome, wanted.now)
        waiting = [] if self._held(this) else self._those(this, DeliveryStatus.WAITING, wanted.part)
        may = [
            row
            for row in waiting
            if row.attempts < self.tries and (row.due is None or row.due <= wanted.now)
            if row.attempts or (wanted.put_off if row.due else row.id > wanted.after)
        ]
        order = sorted(may, key=lambda row: (row.attempts, row.due is None, row.due or wanted.now, row.id))
        claimed = order[: max(wanted.most, 0)]
        for row in claimed:
            self.rows[row.id] = replace(row, status=DeliveryStatus.SENDING, mailer=wanted.mailer)
        return [self.rows[row.id] for row in claimed]

    def next_due(self, edition: Edition, part: Part | None = None) -> datetime | None:
        this = self._id(edition)
        waiting = [] if self._held(this) else self._those(this, DeliveryStatus.WAITING, part)
        return min((row.due for row in waiting if row.due), default=None)

    def strand(self, edition: Edition, now: datetime, part: Part | None = None) -> int:
        stranded = self._those(self._id(edition), DeliveryStatus.SENDING, part)
        words = "the process that sent it died"
        for row in stranded:
            self.rows[row.id] = replace(row, status=DeliveryStatus.UNCERTAIN, reply=words, at=now)
        return len(stranded)

    def release(self, edition: Edition, part: Part | None = None) -> int:
        uncertain = self._those(self._id(edition), DeliveryStatus.UNCERTAIN, part)
        released = [row for row in uncertain if row.attempts + 1 < self.tries]
        for row in released:
            again = replace(row, status=DeliveryStatus.WAITING, attempts=row.attempts + 1, due=None)
            self.rows[row.id] = again
        return len(released)

    def give_up(self, edition: Edition, reply: str, now: datetime, part: Part | None = None) -> int:
        waiting = self._those(self._id(edition), DeliveryStatus.WAITING, part)
        for row in waiting:
            given_up = replace(row, status=DeliveryStatus.SKIPPED, reply=reply, due=None, at=now)
            self.rows[row.id] = given_up
        return len(waiting)

    def limit(self, edition: Edition, most: int, reply: str, now: datetime) -> int:
        beyond = self._those(self._id(edition))[most:]
        return self.give_up(edition, reply, now, (beyond[0].id, beyond[-1].id)) if beyond else 0

    def parts(self, edition: Edition, size: int = 0) -> list[Part]:
        this = self._id(edition)
        size = self.sizes.setdefault(this, size) if size > 0 else self.sizes.get(this, 0)
        ids = [row.id for row in self._those(this)]
        if not size or not ids:
            return []
        return [(start, min(start + size - 1, ids[-1])) for start in range(ids[0], ids[-1] + 1, size)]

    def tally(self, edition: Edition, part: Part | None = None) -> Tally:
        return Tally(**Counter(str(row.status) for row in self._those(self._id(edition), "", part)))

    def standings(self, edition: Edition) -> dict[Part, Tally]:
        return {part: self.tally(edition, part) for part in self.parts(edition)}

    def listing(
        self, edition: Edition, status: str = "", subscription: int | None = None
    ) -> Iterator[Delivery]:
        those = self._those(self._id(edition), status)
        return iter([row for row in those if subscription in (None, row.subscription)])

    def carried(self, edition: Edition) -> dict[str, int]:
        sent = self._those(self._id(edition), DeliveryStatus.SENT)
        last = sorted(sent, key=lambda row: row.at or datetime.min.replace(tzinfo=UTC))
        order = dict.fromkeys(row.mailer for row in reversed(last))
        return {name: sum(row.mailer == name for row in sent) for name in reversed(order)}

    def numbered(self, number: int) -> Delivery | None:
        return self.rows.get(number)

    def forget(self, subscriptions: Sequence[int]) -> None:
        for row in list(self.rows.values()):
            if row.subscription in subscriptions:
                self.rows[row.id] = replace(row, reply="", receipt="")

    def _settled(self, row: Delivery, outcome: Outcome, now: datetime) -> Delivery:
        status, later = outcome.status, outcome.status is DeliveryStatus.WAITING
        if later and not outcome.reply:
            return replace(row, status=status, mailer="", due=outcome.due)
        attempts = row.attempts + later
        given_up = later and attempts >= self.tries
        return replace(
            row,
            status=DeliveryStatus.REFUSED if given_up else status,
            attempts=attempts,
            reply=outcome.reply[:1000],
            receipt=outcome.receipt,
            mailer="" if status is DeliveryStatus.SKIPPED else row.mailer,
            due=outcome.due if later and not given_up else None,
            at=now,
        )

    def _held(self, edition: int) -> bool:
        there = {one.id: one.status for one in self.editions.there.values()}
        return there.get(edition) in (None, EditionStatus.HELD)

    def _those(self, edition: int, status: str = "", part: Part | None = None) -> list[Delivery]:
        with self.guard:
            return [
                row
                for row in self.rows.values()
                if row.edition == edition and (not status or row.status == status)
                if part is None or part[0] <= row.id <= part[1]
            ]

    def _id(self, edition: Edition) -> int:
        if edition.id is None:
            raise StoreError(f"edition {edition.key} is not in the database: it was never added")
        return edition.id


@dataclass
class FakeCorrections:
    """Corrections in a list. Give it the editions, so that it knows which mails are under way."""

    editions: FakeEditions
    said: list[Correction] = field(default_factory=list)
    dealt: dict[int, int] = field(default_factory=dict)
    mails: dict[int, int] = field(default_factory=dict)

    def add(self, correction: Correction) -> Correction:
        for one in self.said:
            if replace(one, headline="", by="", at=correction.at, id=None) == replace(
                correction, headline="", by="", id=None
            ):
                return one
        self.said.append(replace(correction, id=len(self.said) + 1))
        return self.said[-1]

    def of(self, newsletter: str, day: date) -> list[Correction]:
        return [one for one in self.said if (one.newsletter, one.day) == (newsletter, day)]

    def waiting(self, newsletter: str) -> list[Correction]:
        return [one for one in self.said if one.newsletter == newsletter and one.id not in self.dealt]

    def carried(self, correction: Correction, edition: int) -> None:
        self.dealt[self._id(correction)] = edition

    def mailed(self, correction: Correction, edition: int) -> None:
        self.mails[self._id(correction)] = edition

    def carriers(self, newsletter: str, day: date) -> dict[int, int]:
        return {
            one.id: self.dealt[one.id] for one in self.of(newsletter, day) if one.id and one.id in self.dealt
        }

    def unsent(self, newsletter: str) -> list[int]:
        mails = [self.mails.get(one.id or 0, 0) for one in self.said if one.newsletter == newsletter]
        there = [self.editions.numbered(number) for number in sorted(mails)]
        under_way = (EditionStatus.APPROVED, EditionStatus.SENDING)
        return [one.id for one in there if one and one.id and one.status in under_way]

    def _id(self, correction: Correction) -> int:
        if correction.id is None:
            raise StoreError("a correction that was never stored cannot be marked")
        return correction.id


@dataclass
class FakeNotices:
    """Notices in a dictionary by newsletter, day, kind, and what they are about."""

    there: dict[tuple[str, date, NoticeKind, str], Notice] = field(default_factory=dict)

    def add(self, notice: Notice) -> Notice:
        key = (notice.newsletter, notice.day, notice.kind, notice.about)
        return self.there.setdefault(key, replace(notice, id=len(self.there) + 1, tries=0))

    def save(self, notice: Notice) -> None:
        if notice.id is None:
            raise StoreError("a notice that was never stored cannot be changed")
        key = (notice.newsletter, notice.day, notice.kind, notice.about)
        self.there[key] = replace(self.there[key], left=notice.left, tries=notice.tries)

    def of(self, newsletter: str, day: date) -> list[Notice]:
        return [one for one in self.there.values() if (one.newsletter, one.day) == (newsletter, day)]


@dataclass
class FakePeople:
    """Subscriptions in a dictionary by id."""

    there: dict[int, Subscription] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def mailable(self, newsletter: str) -> Iterator[int]:
        return iter([one.id for one in self.everyone(newsletter) if one.mailable])

    def subscriptions(self, ids: Sequence[int]) -> dict[int, Subscription]:
        return {id_: self.there[id_] for id_ in ids if id_ in self.there}

    def addressees(self, ids: Sequence[int]) -> dict[int, Addressee]:
        found = self.subscriptions(ids).values()
        return {one.id: Addressee(one.subscriber.address, one.format) for one in found if one.mailable}

    def find(self, address: str, newsletter: str) -> Subscription | None:
        wanted = folded(normal(address))
        return next(
            (one for one in self.everyone(newsletter) if folded(one.subscriber.address) == wanted), None
        )

    def search(
        self, newsletter: str, text: str = "", *, after: int = 0, most: int = 100
    ) -> list[Subscription]:
        found = [
            one
            for one in self.there.values()
            if one.newsletter == newsletter and one.id > after
            if folded(text) in folded(one.subscriber.address)
            or text.casefold() in one.subscriber.name.casefold()
        ]
        return found[:most]

    def everyone(self, newsletter: str) -> Iterator[Subscription]:
        return iter(self.search(newsletter, most=len(self.there)))

    def count(self, newsletter: str, text: str = "") -> int:
        return len(self.search(newsletter, text, most=len(self.there)))

    def add(self, registration: Registration, at: datetime) -> Subscription:
        entry = self.enter([replace(registration, address=normal(registration.address))], at)[0]
        if entry.subscription is None or entry.result is Result.LEFT:
            raise KeptOut(f"{registration.address} left or was erased: only they themselves can come back")
        return entry.subscription

    def enter(self, registrations: Sequence[Registration], at: datetime) -> list[Entry]:
        return [self._entered(one, at) for one in registrations]

    def confirm(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        there = self._one(subscription)
        if there.consent is not Consent.GIVEN:
            self.there[subscription] = there.confirmed(at, evidence)
            self.erased.discard(folded(there.subscriber.address))
        return self.there[subscription]

    def leave(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        there = self._one(subscription)
        if there.consent is not Consent.LEFT:
            self.there[subscription] = there.left(at, evidence)
        return self.there[subscription]

    def leave_together(self, departures: Sequence[Departure]) -> dict[int, Subscription]:
        there = [one for one in departures if one.subscription in self.there]
        return {one.subscription: self.leave(one.subscription, one.at, one.evidence) for one in there}

    def come_back(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        there = self._one(subscription)
        if there.consent is not Consent.GIVEN:
            self.there[subscription] = there.returned(at, evidence)
        return self.there[subscription]

    def judge(self, subscriber: int, health: Health) -> None:
        for one in list(self.there.values()):
            if one.subscriber.id == subscriber:
                self.there[one.id] = replace(one, subscriber=replace(one.subscriber, health=health))

    def remove(self, address: str, at: datetime) -> tuple[int, ...]:
        wanted = folded(normal(address))
        theirs = tuple(one.id for one in self.there.values() if folded(one.subscriber.address) == wanted)
        for id_ in theirs:
            del self.there[id_]
        if theirs:
            self.erased.add(wanted)
        return theirs

    def _entered(self, one: Registration, at: datetime) -> Entry:
        if folded(one.address) in self.erased and one.consent is not Consent.PENDING:
            return Entry(Result.ERASED, None)
        if one.consent is not Consent.PENDING:
            one = replace(one, consented=one.consented or at)
        stood = self.find(one.address, one.newsletter)
        stands = one.subscribed(stood or self._new(one, at))
        self.there[stands.id] = stands
        self._share(stands.subscriber)
        if stood is None:
            return Entry(Result.ADDED, stands)
        if one.consent is Consent.GIVEN and stands.consent is Consent.LEFT:
            return Entry(Result.LEFT, stands)
        return Entry(Result.UNCHANGED if stands == stood else Result.CHANGED, stands)

    def _new(self, one: Registration, at: datetime) -> Subscription:
        number = next(self.ids)
        known = [each.subscriber for each in self.there.values()]
        theirs = [each for each in known if folded(each.address) == folded(one.address)]
        person = Subscriber(
            number, one.address, one.name, one.health or Health.GOOD, one.membership or Membership.NONE, at
        )
        return Subscription(
            number,
            theirs[0] if theirs else person,
            one.newsletter,
            one.consent,
            one.consented,
            one.evidence,
            one.format or "full",
            one.zone,
            one.language,
        )

    def _share(self, person: Subscriber) -> None:
        for one in list(self.there.values()):
            if one.subscriber.id == person.id:
                self.there[one.id] = replace(one, subscriber=person)

    def _one(self, subscription: int) -> Subscription:
        if subscription not in self.there:
            raise NobodyThere(f"no subscription has the number {subscription}: it was erased, or never was")
        return self.there[subscription]


@dataclass
class FakeHold:
    """A lock that is held, and can be lost: `lost` is the error that says so."""

    lost: StoreError | None = None
    regained: int = 0

    def require(self) -> None:
        if self.lost:
            raise self.lost

    def regain(self) -> bool:
        self.regained += 1
        self.lost = None
        return False


@dataclass
class FakeLocks:
    """Locks within one process: by name, how many hold it shared; 0 is one who holds it alone.

    `doubt` is for how many seconds they may be taken back by those who lost them.
    """

    taken: dict[str, int] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)
    kind: type[FakeHold] = FakeHold
    last: FakeHold = field(default_factory=FakeHold)
    doubt: float = 0.0

    @contextmanager
    def hold(self, name: str, *, shared: bool = False, fenced: bool = False) -> Iterator[FakeHold]:
        with self.guard:
            if name in self.taken and not (shared and self.taken[name]):
                raise Busy(f"{name} is under way in another process: wait for it to end")
            self.taken[name] = self.taken.get(name, 0) + shared
            self.last = self.kind()
        try:
            yield self.last
        finally:
            with self.guard:
                self.taken[name] -= shared
                if not self.taken[name]:
                    del self.taken[name]

    def in_doubt(self) -> float:
        return self.doubt

    def held(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(self.taken.keys() & set(names))
