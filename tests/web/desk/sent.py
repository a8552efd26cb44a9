"""Editions that readers have, on a desk that looks back at them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from digest import desk
from digest.errors import Unavailable
from digest.models import Action, Deed, DeliveryStatus, Edition, EditionStatus, Hand, Outcome, Wanted
from digest.newsroom import Newsroom
from digest.pipeline import publish
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import DAY, FakeClock, heard
from tests.web.desk.house import House
from tests.web.desk.morning import Morning
from tests.web.desk.morning import morning as prepared

TEXT = "The strike was of nine days, <b>not</b> of six."
PATH = f"/past/{DAY}"


def plain(page: str) -> str:
    """What a page says, its marks and tags taken off."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def sent_out(morning: Morning) -> Morning:
    """The morning, its edition reworded by Ben, approved by Ada, and sent to three."""
    ben, story = morning.ben(), morning.story(1)
    morning.do(f"/story/{story.key}/reword", ben, headline=f"{story.headline} again", lead=story.lead)
    morning.do("/approve")
    publish(morning.room, morning.edition(), FakeClock(), heard)
    assert morning.edition().status is EditionStatus.SENT
    morning.page(PATH)
    return morning


def broken_off(house: House) -> Morning:
    """A morning whose send stopped behind the first reader, and can go on."""
    away = {number: Unavailable("away") for number in range(2, 9)}
    morning = prepared(house.engine, mailers=(FakeMailer(faults=away),))
    morning.do("/approve")
    with pytest.raises(Unavailable):
        publish(morning.room, morning.edition(), FakeClock(), heard)
    assert morning.edition().status is EditionStatus.SENDING
    return morning


def yesterdays(room: Newsroom) -> Edition:
    """An edition of the day before the latest one: sent to one, refused by one, and corrected twice."""
    latest = room.editions.latest(room.newsletter.key)
    assert latest
    at = latest.created - timedelta(days=1)
    fresh = replace(latest, day=latest.day - timedelta(days=1), id=None, revision=0, created=at)
    hand = Hand("Ada", at)
    noted = desk.annotate(room, room.editions.add(fresh), "A short edition: it is a holiday.", hand)
    edition = room.editions.revise(
        noted, noted.approved("Ada", at), Deed(hand, Action.APPROVED, noted.subject)
    )
    room.ledger.open(edition, list(room.people.mailable(edition.newsletter))[:2])
    claimed = room.ledger.turn(edition, [], Wanted(2, at, "smtp"))
    fates = zip(claimed, (DeliveryStatus.SENT, DeliveryStatus.REFUSED), strict=True)
    room.ledger.turn(edition, [Outcome(one.id, fate) for one, fate in fates], Wanted(0, at))
    for status in (EditionStatus.SENDING, EditionStatus.SENT):
        edition = room.editions.save(edition.moved(status))
    for number, text in enumerate(("The strike was of nine days.", "The minister is called Okoye.")):
        desk.correct(room, edition, edition.stories[number].key, text, hand)
    return edition


def draft(morning: Morning) -> Edition:
    """The next day's draft on the desk, made before there was anything to correct."""
    morning.house.now += timedelta(days=1)
    morning.ada.sign_in()
    later = replace(morning.room.editions.latest("morning"), day=morning.house.now.date(), id=None)  # type: ignore[type-var]
    fresh = replace(later, status=EditionStatus.DRAFT, sanction=None, revision=0, created=morning.house.now)
    return morning.room.editions.add(fresh)
