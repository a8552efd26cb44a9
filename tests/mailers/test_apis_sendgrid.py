"""SendGrid: one request a person, accepted with 202 and an id in a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.mailers.parts import parts
from digest.mailers.sendgrid import SendGrid
from digest.models import DeliveryStatus, Message
from tests.mailers.api import ApiContract, told, word
from tests.mailers.contract import letter_to
from tests.mailers.doubles.sendgrid import SendGridDouble, error
from tests.mailers.doubles.service import KEY, altered, says
from tests.sources.web import Reply


def mailer(service: SendGridDouble, **options: Any) -> SendGrid:
    return SendGrid(**{"api_key": KEY, "base_url": service.url, "timeout": 5.0, **options})


@pytest.fixture
def service() -> Iterator[SendGridDouble]:
    with SendGridDouble() as service:
        yield service


class TestSendGrid(ApiContract):
    double = SendGridDouble

    def mailer(self, service: Any, **options: Any) -> SendGrid:
        return mailer(service, **options)

    def same(self, content: Any, message: Message) -> bool:
        mail = parts(message)
        bodies = {part["type"]: part["value"] for part in content["content"]}
        return bool(
            content["personalizations"] == [{"to": [{"email": message.recipient}]}]
            and (bodies.get("text/plain", ""), bodies.get("text/html", "")) == (mail.text, mail.html)
            and content["subject"] == mail.subject
            and content["from"] == {"email": mail.sender.address, "name": mail.sender.name}
        )

    def headers(self, content: Any) -> dict[str, str]:
        return {name.lower(): value for name, value in content["headers"].items()}

    def tracked(self, content: Any) -> bool:
        settings = {**content["tracking_settings"], **content["mail_settings"]}
        named = {"click_tracking", "open_tracking", "subscription_tracking", "ganalytics", "footer"}
        return set(settings) != named or any(one["enable"] is not False for one in settings.values())


TO = "personalizations.0.to.0.email"
WORDS = {
    "key": (error(401, "authorization required"), "waiting", r"look at mailer\.api_key"),
    "forbidden": (error(403, "access forbidden"), "waiting", r"mail\.send, and newsletter\.sender"),
    "path": (error(404, "not found"), "waiting", r"mailer\.base_url"),
    "method": (error(405, "method not allowed"), "waiting", r"mailer\.base_url"),
    "large": (error(413, "content too large"), "waiting", "too large"),
    "to": (error(400, "Does not contain a valid address.", TO), "refused", ""),
    "from": (error(400, "Does not contain a valid address.", "from.email"), "waiting", r"newsletter\.sender"),
    "reply": (error(400, "Does not contain a valid address.", "reply_to.email"), "waiting", "newsletter"),
    "else": (error(400, "Bad Request", None), "waiting", ""),
    "content": (error(400, "must be a string", "content.0.value"), "waiting", ""),
    "tone": (error(400, "unknown", "personalizations.0.tone"), "waiting", ""),
    "rate": (error(429, "too many requests"), "waiting", ""),
    "sandbox": (Reply(b"", 200, {"X-Message-Id": "x"}), "uncertain", ""),
    "broken": (error(500, "internal server error"), "uncertain", ""),
}


@pytest.mark.parametrize("name", WORDS)
def test_its_words_become_ours(service: SendGridDouble, name: str) -> None:
    answer, status, cure = WORDS[name]
    service.faults = [says(answer)]
    became, words = word(mailer(service))
    assert became == status
    assert re.search(cure, words) if cure else words == ""


def test_the_wait_is_an_hour_on_the_servers_clock(service: SendGridDouble) -> None:
    date = {"Date": "Tue, 18 Feb 2014 13:07:03 GMT", "X_RateLimit_Reset": "1392728853"}
    service.faults = [says(error(429, "too many requests", **date))]
    outcomes, _ = told(mailer(service), letter_to(1))
    assert outcomes[1].retry_after == 30.0


def test_accepted_without_an_id_is_not_taken_for_sent(service: SendGridDouble) -> None:
    service.faults = [altered(lambda right: replace(right, headers={}))]
    outcomes, _ = told(mailer(service), letter_to(1))
    assert outcomes[1].status is DeliveryStatus.UNCERTAIN


def test_an_unverified_sender_stops_everyone_and_refuses_nobody(service: SendGridDouble) -> None:
    stranger = letter_to(1).data.replace(b"news@quarry.example", b"news@other.example")
    outcomes, words = told(mailer(service), replace(letter_to(1), made=stranger))
    assert outcomes[1].status is DeliveryStatus.WAITING
    assert "newsletter.sender" in words


def test_a_key_that_may_not_send_fails_the_check() -> None:
    with (
        SendGridDouble(scopes=("stats.read",)) as service,
        pytest.raises(ConfigurationError, match=r"mail\.send"),
    ):
        mailer(service).check()


@pytest.mark.parametrize(
    ("region", "place"), [("global", "https://api.sendgrid.com"), ("eu", "https://api.eu.sendgrid.com")]
)
def test_a_region_is_a_place(region: Any, place: str) -> None:
    assert SendGrid(KEY, region)._api().base_url == place
