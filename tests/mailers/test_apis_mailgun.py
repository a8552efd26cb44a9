"""Mailgun: the message as it is, one request a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.mailers.mailgun import Mailgun
from digest.models import Message
from tests.mailers.api import ApiContract, told, word
from tests.mailers.contract import letter_to
from tests.mailers.doubles.mailgun import MailgunDouble, error
from tests.mailers.doubles.service import KEY, says
from tests.sources.web import Reply


def mailer(service: MailgunDouble, **options: Any) -> Mailgun:
    given = {"api_key": KEY, "domain": "quarry.example", "base_url": service.url, "timeout": 5.0}
    return Mailgun(**{**given, **options})


@pytest.fixture
def service() -> Iterator[MailgunDouble]:
    with MailgunDouble() as service:
        yield service


class TestMailgun(ApiContract):
    double = MailgunDouble

    def mailer(self, service: Any, **options: Any) -> Mailgun:
        return mailer(service, **options)

    def same(self, content: Any, message: Message) -> bool:
        return bool(content["message"] == message.data)

    def headers(self, content: Any) -> dict[str, str]:
        return {name.lower(): value for name, value in message_from_bytes(content["message"]).items()}

    def tracked(self, content: Any) -> bool:
        off = {content[option] for option in ("o:tracking", "o:tracking-clicks", "o:tracking-opens")}
        return off != {b"no"}


WORDS = {
    "key": (Reply(b"Forbidden", 401), "waiting", r"mailer\.api_key and mailer\.region"),
    "disabled": (
        error(403, "Domain quarry.example is not allowed to send"),
        "waiting",
        "look at the account",
    ),
    "paid": (error(402, "Payment required"), "waiting", "look at the account"),
    "domain": (
        error(404, "Domain not found: quarry.example"),
        "waiting",
        r"mailer\.domain and mailer\.region",
    ),
    "large": (error(413, "too large"), "waiting", "too large"),
    "to": (error(400, "to parameter is not a valid address. please check"), "refused", ""),
    "quoted": (error(400, "'to' parameter is not a valid address"), "refused", ""),
    "from": (error(400, "from parameter is not a valid address"), "waiting", ""),
    "else": (error(400, "Need at least one of 'text' or 'html'"), "waiting", ""),
    "rate": (error(429, "Too many requests"), "waiting", ""),
    "broken": (error(500, "Internal"), "uncertain", ""),
    "gateway": (Reply(b"<html>", 502), "uncertain", ""),
    "magnificent": (Reply(b"Mailgun Magnificent API", 200), "uncertain", ""),
}


@pytest.mark.parametrize("name", WORDS)
def test_its_words_become_ours(service: MailgunDouble, name: str) -> None:
    answer, status, cure = WORDS[name]
    service.faults = [says(answer)]
    became, words = word(mailer(service))
    assert became == status
    assert re.search(cure, words) if cure else words == ""


def test_the_login_is_no_longer_readable_where_a_server_repeats_it(service: MailgunDouble) -> None:
    service.key = "another"
    _, words = told(mailer(service), letter_to(1))
    assert "401 Forbidden Basic ***" in words


def test_a_link_to_leave_of_its_own_fails_the_check() -> None:
    with (
        MailgunDouble(unsubscribing=True) as service,
        pytest.raises(ConfigurationError, match="link to leave"),
    ):
        mailer(service).check()


@pytest.mark.parametrize("domain", ["../v3/domains", "a b", "quarry.example/x", "-a.example"])
def test_a_domain_that_is_none_is_named(service: MailgunDouble, domain: str) -> None:
    with pytest.raises(ConfigurationError, match=r"mailer\.domain: "):
        mailer(service, domain=domain)


@pytest.mark.parametrize(
    ("region", "place"), [("us", "https://api.mailgun.net"), ("eu", "https://api.eu.mailgun.net")]
)
def test_a_region_is_a_place(region: Any, place: str) -> None:
    assert Mailgun(KEY, "quarry.example", region)._api().base_url == place
