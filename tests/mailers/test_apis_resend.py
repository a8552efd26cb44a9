"""Resend: batches under an idempotency key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.mailers.parts import parts
from digest.mailers.resend import Resend
from digest.models import DeliveryStatus, Message
from tests.mailers.api import ApiContract, told, word
from tests.mailers.contract import letter_to
from tests.mailers.doubles.resend import ResendDouble, error
from tests.mailers.doubles.service import KEY, altered, lost, says
from tests.sources.web import Reply


def mailer(service: ResendDouble, **options: Any) -> Resend:
    return Resend(**{"api_key": KEY, "base_url": service.url, "batch": 4, "timeout": 5.0, **options})


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[ResendDouble]:
    monkeypatch.setattr("digest.mailers.http.PAUSES", (0.0, 0.0))
    with ResendDouble() as service:
        yield service


class TestResend(ApiContract):
    double = ResendDouble
    keyed = recalls = batches = True

    def mailer(self, service: Any, **options: Any) -> Resend:
        return mailer(service, **options)

    def same(self, content: Any, message: Message) -> bool:
        mail = parts(message)
        return bool(
            content["to"] == [message.recipient]
            and (content["subject"], content["text"], content.get("html", ""))
            == (mail.subject, mail.text, mail.html)
            and content["from"] == str(mail.sender)
        )

    def headers(self, content: Any) -> dict[str, str]:
        return {name.lower(): value for name, value in content["headers"].items()}

    def tracked(self, content: Any) -> bool:
        """No request of Resend's can say it: `check` looks at the domain instead, see below."""
        return bool({"open_tracking", "click_tracking", "topic_id"} & set(content))


WORDS = {
    "missing": (error(401, "missing_api_key"), "waiting", r"look at mailer\.api_key"),
    "invalid": (error(403, "invalid_api_key"), "waiting", r"look at mailer\.api_key"),
    "validation 401": (error(401, "validation_error", "API key is invalid"), "waiting", r"mailer\.api_key"),
    "unverified": (error(403, "validation_error", "domain not verified"), "waiting", r"newsletter\.sender"),
    "from": (error(422, "invalid_from_address"), "waiting", r"newsletter\.sender"),
    "daily": (error(429, "daily_quota_exceeded"), "waiting", "look at the account"),
    "monthly": (error(429, "monthly_quota_exceeded"), "waiting", "look at the account"),
    "rate": (error(429, "rate_limit_exceeded"), "waiting", ""),
    "security": (error(451, "security_error"), "waiting", "look at the account"),
    "not found": (error(404, "not_found"), "waiting", r"mailer\.base_url"),
    "other payload": (error(409, "invalid_idempotent_request"), "uncertain", ""),
    "invalid field": (error(422, "validation_error", "something"), "waiting", ""),
    "missing field": (error(422, "missing_required_field"), "waiting", ""),
}


@pytest.mark.parametrize("name", WORDS)
def test_its_words_become_ours(service: ResendDouble, name: str) -> None:
    answer, status, cure = WORDS[name]
    service.faults = [says(answer)]
    became, words = word(mailer(service))
    assert became == status
    assert re.search(cure, words) if cure else words == ""


def test_a_request_that_still_runs_is_asked_for_again(service: ResendDouble) -> None:
    service.faults = [lost, says(error(409, "concurrent_idempotent_requests"))]
    outcomes, _ = told(mailer(service), letter_to(1), letter_to(2))
    assert [outcomes[n].receipt for n in (1, 2)] == ["re-1", "re-2"]
    assert len(service.sends) == 3
    assert len(service.kept) == 2


def test_the_key_is_made_of_the_message_ids_and_of_nothing_else(service: ResendDouble) -> None:
    """The same messages get the same key in another process, and others another."""
    letters = [letter_to(1), letter_to(2)]
    for group in (letters, letters, letters[::-1], letters[:1], [replace(letters[0], delivery=9)]):
        told(mailer(service), *group)
    keys = [ask.headers["Idempotency-Key"] for ask in service.sends]
    assert keys[0] == keys[1]
    assert keys[3] == keys[4]
    assert len(set(keys)) == 3
    assert all(1 <= len(key) <= 256 for key in keys)


def test_one_at_a_time_a_resend_after_a_crash_makes_no_second_copy(service: ResendDouble) -> None:
    for _ in range(2):
        outcomes, _ = told(mailer(service, batch=1), letter_to(1), letter_to(2))
        assert {o.status for o in outcomes.values()} == {DeliveryStatus.SENT}
    assert len(service.kept) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"id": "a"}]},
        {"data": [{"id": "a"}, {"id": "a"}]},
        {"data": [{"id": "a"}, {"id": ""}]},
        {"data": [{"id": "a"}, {"id": "b"}, {"id": "c"}]},
        {"data": [{"id": "a"}], "errors": [{"index": 2, "message": "x"}]},
        {"data": [{"id": "a"}], "errors": [{"message": "x"}]},
        {"data": [], "errors": [{"index": 0, "message": "x"}, {"index": 0, "message": "y"}]},
        {"data": {"id": "a"}},
    ],
)
def test_a_list_that_does_not_fit_is_never_a_success(service: ResendDouble, body: Any) -> None:
    service.faults = [altered(lambda right: replace(right, body=json.dumps(body).encode(), headers={}))]
    outcomes, _ = told(mailer(service), letter_to(1), letter_to(2))
    assert [o.status for o in outcomes.values()] == [DeliveryStatus.UNCERTAIN] * 2


def test_a_fault_in_the_middle_leaves_ids_with_their_people(service: ResendDouble) -> None:
    letters = [letter_to(1), letter_to(2, "x@refused.example"), letter_to(3)]
    outcomes, _ = told(mailer(service), *letters)
    assert (outcomes[1].receipt, outcomes[2].status, outcomes[3].receipt) == ("re-1", "refused", "re-2")


def test_a_sender_it_does_not_know_stops_everyone(service: ResendDouble) -> None:
    def change(right: Reply) -> Reply:
        body = {"data": [], "errors": [{"index": 0, "message": "Invalid `from` field."}]}
        return replace(right, body=json.dumps(body).encode(), headers={})

    service.faults = [altered(change)]
    assert word(mailer(service))[0] == "waiting"


class TestCheck:
    """The key, and what the domain does with every mail."""

    def test_a_key_that_may_only_send_is_enough(self) -> None:
        with ResendDouble(restricted=True) as service:
            mailer(service, domain="quarry.example").check()

    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ({"status": "pending"}, "is not verified"),
            ({"status": "verified", "open_tracking": True}, "tracks opens or clicks"),
            ({"status": "verified", "click_tracking": True}, "tracks opens or clicks"),
        ],
    )
    def test_a_domain_that_is_not_as_it_must_be_is_named(self, state: dict[str, Any], words: str) -> None:
        with ResendDouble(domain=state) as service, pytest.raises(ConfigurationError, match=words):
            mailer(service, domain="quarry.example").check()

    def test_a_domain_that_is_not_there_is_named(self, service: ResendDouble) -> None:
        with pytest.raises(ConfigurationError, match="knows no domain other.example"):
            mailer(service, domain="other.example").check()
