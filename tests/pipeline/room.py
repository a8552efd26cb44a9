# ruff: noqa: E501  (the tellings are data)
"""A newsroom of fakes around the real pure rooms: five outlets, ten events, a clock that obeys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sqlalchemy import Engine

from digest import desk
from digest.errors import SourceIll
from digest.models import (
    Approval,
    Article,
    Condition,
    Edition,
    Hand,
    Harvest,
    Newsletter,
    Offer,
    Origin,
    Page,
    Rules,
    Section,
)
from digest.newsroom import Newsroom, Progress
from digest.pipeline import prepare
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from digest.summarisers.extractive import Extractive
from subscribers.models import Registration
from subscribers.store import People
from subscribers.tokens import Signer
from tests.configuration import FakeConfiguration
from tests.fakes import (
    FakeArchive,
    FakeCorrections,
    FakeEditions,
    FakeLedger,
    FakeLocks,
    FakeNotices,
    FakePeople,
)
from tests.mailers.fake import FakeMailer

DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
ADA = Hand("Ada", MORNING)
OUTLETS = ("Alder Post", "Birch Times", "Cedar Wire", "Dogwood Daily", "Elm Observer")

# What happened, by a word that stands in its addresses: two titles, two tellings.
EVENTS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "clinic": (
        (
            "Nairobi clinic reopens with solar vaccine fridges",
            "Solar fridges let Nairobi clinic open its doors again",
        ),
        (
            "A clinic in Nairobi treated 212 patients on its first day after two months without power, and its "
            "new vaccine fridges ran for 30 hours on solar panels alone, the nurses who run it said.",
            "Two months after a power failure spoiled its vaccine stock, the Nairobi clinic opened again with solar "
            "fridges that keep doses cold for 30 hours, and nurses saw 212 patients on the first day.",
        ),
    ),
    "dam": (
        (
            "Cracked dam above Lima drained for repairs",
            "Engineers empty reservoir above Lima to mend cracked dam",
        ),
        (
            "Engineers began to empty a reservoir above Lima after divers found a crack of 14 metres in the dam, "
            "and 3,000 families downstream were asked to spend the weekend with relatives.",
            "Water was released through every gate of the reservoir above Lima once divers had measured a crack 14 "
            "metres long in the dam, and buses carried 3,000 families from the valley floor.",
        ),
    ),
    "ferry": (
        (
            "Manila ferry operators win contract for electric fleet",
            "Electric ferries ordered for commuters in Manila",
        ),
        (
            "Commuters in Manila will cross the bay on 24 electric ferries from next year under a contract that "
            "the port authority signed with three shipyards, replacing diesel boats built in the 1980s.",
            "The port authority in Manila ordered 24 electric ferries from three shipyards to replace diesel boats "
            "of the 1980s, and promised commuters a crossing of the bay in under half an hour.",
        ),
    ),
    "railway": (
        (
            "Lisbon train drivers end strike after pay deal",
            "Pay deal returns trains to Lisbon after nine-day strike",
        ),
        (
            "Trains ran again in Lisbon after drivers accepted a pay rise of 6 per cent over two years, ending a "
            "strike of nine days that had kept half a million passengers from their work.",
            "Drivers in Lisbon voted for a rise of 6 per cent over two years, and the first trains in nine days "
            "left the suburbs before dawn with half a million passengers expected by the evening.",
        ),
    ),
    "transformer": (
        (
            "Beirut hospitals regain electricity as transformers arrive",
            "Transformers restore electricity to Beirut wards",
        ),
        (
            "Two transformers delivered by sea restored electricity to five hospitals in Beirut, which had run "
            "their wards on generators for most of the autumn and postponed 900 operations.",
            "Five hospitals in Beirut switched off their generators after transformers that came by sea were "
            "connected overnight, and surgeons said the 900 postponed operations could now be done.",
        ),
    ),
    "cocoa": (
        ("Ghana raises cocoa price for farmers by a fifth", "Cocoa farmers in Ghana to get a fifth more"),
        (
            "Farmers in Ghana will be paid a fifth more for their cocoa this season, the marketing board in Accra "
            "announced, after disease and smuggling cut the harvest to 530,000 tonnes.",
            "The marketing board in Accra lifted the price that farmers get for cocoa by a fifth, hoping to stop "
            "smuggling after a season in which disease left Ghana with 530,000 tonnes.",
        ),
    ),
    "glacier": (
        (
            "Ecuador closes volcano park after glacier collapse",
            "Glacier collapse shuts volcano park in Ecuador",
        ),
        (
            "Rangers in Ecuador closed a national park to climbers after a slab of glacier fell across the main "
            "route of the volcano, and a search found that all 41 people on the mountain were safe.",
            "All 41 climbers came down unhurt when a slab of glacier fell across the route up a volcano in Ecuador, "
            "rangers said, and the park will stay closed until geologists have surveyed the ice.",
        ),
    ),
    "census": (
        (
            "Vietnam census counts more pensioners than pupils",
            "Pensioners outnumber pupils in Vietnam for the first time",
        ),
        (
            "The census in Vietnam counted 17 million people over 60 and 16 million pupils, the first time that "
            "pensioners outnumber schoolchildren, the statistics office in Hanoi reported.",
            "For the first time Vietnam has more people over 60 than children at school, 17 million against 16 "
            "million, according to census tables that the statistics office in Hanoi put out.",
        ),
    ),
}


def articles() -> list[Article]:
    """Eight events, told by four or five outlets each, half in one wording and half in the other."""
    return [
        _told(number, name, place) for number, name in enumerate(EVENTS) for place in range(4 + number % 2)
    ]


def _told(number: int, name: str, place: int) -> Article:
    outlet = OUTLETS[place]
    key = outlet.split()[0].lower()
    titles, tellings = EVENTS[name]
    return Article(
        url=f"https://{key}.example/{name}",
        title=titles[place % 2],
        published=MORNING - timedelta(hours=2, minutes=10 * number + place),
        source=key,
        outlet=outlet,
        summary=tellings[place % 2],
        language="en",
        position=number,
    )


def newsletter(**changes: object) -> Newsletter:
    """A small newsletter with one section for every part of the world."""
    titles = {"top": "Top stories", "africa": "Africa", "americas": "Americas", "asia": "Asia"}
    titles |= {"europe": "Europe", "middle-east": "Middle East", "global": "Global"}
    given = Newsletter(
        key="morning",
        name="Morning Digest",
        sender="Morning Digest <digest@news.example.org>",
        public_url="https://news.example.org",
        postal_address="1 Example Street, Anytown",
        sections=tuple(Section(key, title, 4) for key, title in titles.items()),
        fewest_stories=4,
        fewest_sources=3,
    )
    return replace(given, **changes)  # type: ignore[arg-type]


@dataclass
class FakeCollector:
    """Yields each outlet's articles; `ill` says which outlets fail, and with what words."""

    said: list[Article]
    ill: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    visits: int = 0

    def visit(self, conditions: Mapping[str, Condition], now: datetime) -> Iterator[Harvest]:
        self.visits += 1
        for outlet in OUTLETS:
            key = outlet.split()[0].lower()
            if key in self.ill:
                yield Harvest(key, (), Condition(checked=now, failures=1, ill=self.ill[key]))
                continue
            own = tuple(article for article in self.said if article.source == key)
            yield Harvest(key, own, Condition(checked=now, succeeded=now, entries=len(own)))

    def page(self, url: str) -> Page:
        if url not in self.pages:
            raise SourceIll("answered 404")
        return self.pages[url]

    def offer(self, url: str, now: datetime) -> Offer:
        if url not in self.offers:
            raise SourceIll("answered 404")
        return self.offers[url]


@dataclass
class FakeClock:
    """A clock that stands still but for its pauses, and can be told to stop after a number of looks."""

    moment: datetime = MORNING
    stop_after: int = 10**9
    pauses: list[float] = field(default_factory=list)
    looks: int = 0

    def now(self) -> datetime:
        return self.moment

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.moment += timedelta(seconds=seconds)

    def stopping(self) -> bool:
        self.looks += 1
        return self.looks > self.stop_after


def room(
    approval: Approval = Approval.AUTOMATIC, readers: int = 3, mailer: FakeMailer | None = None
) -> Newsroom:
    """A newsroom in which everything works, with this many readers and one mailer."""
    editions = FakeEditions()
    given = Newsroom(
        newsletter=newsletter(approval=approval),
        rules=Rules(),
        origins={key: Origin(key, name) for name in OUTLETS for key in [name.split()[0].lower()]},
        collector=FakeCollector(articles()),
        summariser=Extractive(),
        mailers=(mailer or FakeMailer(),),
        archive=FakeArchive(),
        editions=editions,
        ledger=FakeLedger(editions),
        people=FakePeople(),
        locks=FakeLocks(),
        signer=Signer([b"a key of thirty-two bytes or so."]),
        corrections=FakeCorrections(editions),
        notices=FakeNotices(),
        configuration=FakeConfiguration(newsletter(approval=approval), tuple(OUTLETS)),
    )
    for number in range(readers):
        subscribe(given, f"reader{number}@example.org", "lite" if number == 2 else "full")
    return given


def stored(engine: Engine) -> Newsroom:
    """The newsroom of fakes, but for what a send stores, which stands in this database; nobody reads it yet."""
    return replace(
        room(readers=0),
        editions=Editions(engine),
        ledger=Ledger(engine),
        people=People(engine, b"a key for the marks of the erased"),
        locks=Locks(engine),
    )


def subscribe(given: Newsroom, address: str, form: str = "full") -> int:
    """One more reader, who has agreed."""
    said = Registration(address=address, newsletter="morning", format=form, consented=MORNING)
    return given.people.add(said, MORNING).id  # type: ignore[attr-defined]


def drafted(given: Newsroom) -> Edition:
    """The day's edition, as the pipeline drafts it."""
    return prepare(given, DAY, MORNING, heard)


def approved(given: Newsroom) -> Edition:
    """The day's edition, let out."""
    return desk.approve(given, drafted(given), ADA)


def let_out(given: Newsroom, at: datetime = MORNING) -> Edition:
    """The edition of a day, with stories that were drafted once for all tests, let out here."""
    draft = replace(_draft(), day=at.date(), created=at)
    return desk.approve(given, given.editions.add(draft), Hand("Ada", at))


@cache
def _draft() -> Edition:
    return replace(drafted(room()), id=None)


def heard(_: Progress) -> None:
    """Progress that nobody watches."""
