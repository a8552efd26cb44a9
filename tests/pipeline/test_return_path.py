"""Where bounces come back to: to an address that names the delivery, on the domain that is kept for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest import desk
from digest.models import DeliveryStatus
from digest.newsroom import Newsroom
from digest.pipeline import prepare, publish
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import ADA, MORNING, FakeClock, heard, room


def published(given: Newsroom) -> Newsroom:
    edition = desk.approve(given, prepare(given, MORNING.date(), MORNING, heard), ADA)
    publish(given, edition, FakeClock(), heard)
    return given


@pytest.mark.parametrize("on_the_way", [str, str.lower])
def test_a_return_path_reads_back_to_its_delivery_even_in_lower_case(on_the_way) -> None:
    mailer = FakeMailer()
    given = room(mailer=mailer)
    given = published(replace(given, rules=replace(given.rules, bounce_domain="bounces.example.org")))
    edition = given.editions.latest("morning")
    there = [delivery.id for delivery in given.ledger.listing(edition, DeliveryStatus.SENT)]
    came_back = []
    for message in mailer.sent:
        local, _, domain = on_the_way(message.sender).partition("@")
        assert domain == "bounces.example.org"
        assert len(local) <= 64
        came_back.append(given.signer.verify("bounce", local.removeprefix("b-")))
    assert came_back == there == [message.delivery for message in mailer.sent]


def test_without_a_bounce_domain_the_newsletters_own_address_is_the_return_path() -> None:
    mailer = FakeMailer()
    published(room(mailer=mailer))
    assert {message.sender for message in mailer.sent} == {"digest@news.example.org"}
