"""Amazon SES v2: the message as it is, signed; the double checks each signature with botocore."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from botocore.exceptions import CredentialRetrievalError

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.ses import Ses
from digest.models import Message
from digest.wiring.plugs import MAILERS, build
from tests.mailers.api import ApiContract, told, word
from tests.mailers.contract import letter_to
from tests.mailers.doubles.service import KEY, reply, says
from tests.mailers.doubles.ses import ACCESS_KEY, REGION, SesDouble, error, tracks


def mailer(service: SesDouble, **options: Any) -> Ses:
    keys = {"region": REGION, "access_key": ACCESS_KEY, "secret_key": KEY}
    return Ses(**{**keys, "base_url": service.url, "timeout": 5.0, **options})


@pytest.fixture
def service() -> Iterator[SesDouble]:
    with SesDouble() as service:
        yield service


class TestSes(ApiContract):
    double = SesDouble

    def mailer(self, service: Any, **options: Any) -> Ses:
        return mailer(service, **options)

    def same(self, content: Any, message: Message) -> bool:
        return bool(content["data"] == message.data)

    def headers(self, content: Any) -> dict[str, str]:
        return {name.lower(): value for name, value in message_from_bytes(content["data"]).items()}

    def tracked(self, content: Any) -> bool:
        return tracks(content) or "ListManagementOptions" in content


WORDS = {
    "rate": (error(429, "TooManyRequestsException", "Maximum sending rate exceeded."), "waiting", ""),
    "throttled": (error(400, "ThrottlingException", "Maximum sending rate exceeded."), "waiting", ""),
    "quota": (error(429, "TooManyRequestsException", "Daily message quota exceeded."), "waiting", "account"),
    "old quota": (error(400, "ThrottlingException", "Daily message quota exceeded"), "waiting", "account"),
    "limit": (error(400, "LimitExceededException"), "waiting", "look at the account"),
    "suspended": (error(400, "AccountSuspendedException"), "waiting", "look at the account"),
    "paused": (error(400, "SendingPausedException"), "waiting", "look at the account"),
    "mail from": (error(400, "MailFromDomainNotVerifiedException"), "waiting", r"newsletter\.sender"),
    "rejected": (
        error(400, "MessageRejected", "Email address is not verified."),
        "waiting",
        r"newsletter\.sender",
    ),
    "set": (error(404, "NotFoundException", "Configuration set"), "waiting", r"mailer\.configuration_set"),
    "denied": (error(403, "AccessDeniedException", "not authorized"), "waiting", r"mailer\.access_key"),
    "expired": (error(403, "ExpiredTokenException"), "waiting", r"mailer\.access_key"),
    "signature": (error(403, "SignatureDoesNotMatch"), "waiting", r"mailer\.access_key"),
    "address": (
        error(400, "BadRequestException", "Local address contains control or whitespace"),
        "refused",
        "",
    ),
    "domain": (error(400, "BadRequestException", "Domain contains illegal character"), "refused", ""),
    "else": (error(400, "BadRequestException", "Missing required header 'From'."), "waiting", ""),
    "in the body": (reply({"__type": "com.amazonaws.ses#MessageRejected"}, 400), "waiting", "sender"),
    "broken": (error(500, "InternalFailure"), "uncertain", ""),
    "busy": (error(503, "ServiceUnavailable"), "uncertain", ""),
}


@pytest.mark.parametrize("name", WORDS)
def test_its_words_become_ours(service: SesDouble, name: str) -> None:
    answer, status, cure = WORDS[name]
    service.faults = [says(answer)]
    became, words = word(mailer(service))
    assert became == status
    assert re.search(cure, words) if cure else words == ""


def test_bounces_go_to_the_envelopes_sender(service: SesDouble) -> None:
    told(mailer(service, configuration_set="daybreak"), letter_to(1))
    content = service.kept[0][1]
    assert content["FeedbackForwardingEmailAddress"] == "bounce@quarry.example"
    assert content["ConfigurationSetName"] == "daybreak"


def test_credentials_may_come_from_where_botocore_finds_them(
    service: SesDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEY)
    assert word(mailer(service, access_key="", secret_key=""))[0] == "sent"


def test_no_credentials_at_all_are_named(service: SesDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(ConfigurationError, match=r"mailer\.access_key: is missing"):
        mailer(service, access_key="", secret_key="").check()


@pytest.mark.parametrize(
    ("account", "error", "words"),
    [
        ({"SendingEnabled": False}, Unavailable, "sending is paused"),
        ({"SendingEnabled": True, "EnforcementStatus": "SHUTDOWN"}, Unavailable, "sending is paused"),
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, ConfigurationError, "sandbox"),
    ],
)
def test_an_account_that_may_not_send_fails_the_check(account: Any, error: Any, words: str) -> None:
    with SesDouble(account=account) as service, pytest.raises(error, match=words):
        mailer(service).check()


def test_a_domain_that_is_not_verified_fails_the_check() -> None:
    with SesDouble(verified=False) as service:
        mailer(service).check()
        with pytest.raises(ConfigurationError, match="quarry.example is not verified"):
            mailer(service, domain="quarry.example").check()


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"region": "Ireland"}, "region"),
        ({"secret_key": ""}, "secret_key"),
        ({"access_key": ""}, "access_key"),
    ],
)
def test_options_that_do_not_fit_are_named(service: SesDouble, options: dict[str, Any], option: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"mailer\.{option}: "):
        mailer(service, **options)


def test_the_region_is_in_the_address() -> None:
    assert Ses("eu-west-1")._api().base_url == "https://email.eu-west-1.amazonaws.com"


class Expired:
    """A role whose credentials cannot be renewed."""

    def get_frozen_credentials(self) -> None:
        raise CredentialRetrievalError(provider="iam-role", error_msg="timed out")


def test_credentials_that_cannot_be_renewed_take_nothing(service: SesDouble) -> None:
    one = mailer(service)
    one._credentials = Expired()
    status, words = word(one)
    assert status == "waiting"
    assert "the credentials could not be renewed" in words
    assert service.asked == []


def test_a_profile_that_is_not_there_is_named(service: SesDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(ConfigurationError, match=r"mailer\.access_key: .*nobody"):
        mailer(service, access_key="", secret_key="").check()


def test_without_the_extra_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "botocore.auth", None)
    monkeypatch.delitem(sys.modules, "digest.mailers.ses")
    with pytest.raises(
        ConfigurationError, match=r"ses cannot be loaded: .*pip install 'morning-digest\[ses\]'"
    ):
        build(MAILERS, "ses", {"region": REGION}, {})
