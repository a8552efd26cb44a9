"""Brevo: one request a person, under an idempotency key that is not answered twice."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from digest.errors import ConfigurationError
from digest.mailers.brevo import Brevo
from digest.mailers.parts import parts
from digest.models import Format, Message
from tests.mailers.api import ApiContract, real_letter, told, word
from tests.mailers.contract import letter_to
from tests.mailers.doubles.brevo import BrevoDouble, error
from tests.mailers.doubles.service import KEY, says


def mailer(service: BrevoDouble, **options: Any) -> Brevo:
    return Brevo(**{"api_key": KEY, "base_url": f"{service.url}/v3", "timeout": 5.0, **options})


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[BrevoDouble]:
    monkeypatch.setattr("digest.mailers.http.PAUSES", (0.0, 0.0))
    with BrevoDouble() as service:
        yield service


class TestBrevo(ApiContract):
    double = BrevoDouble
    keyed = True

    def mailer(self, service: Any, **options: Any) -> Brevo:
        return mailer(service, **options)

    def same(self, content: Any, message: Message) -> bool:
        mail = parts(message)
        html = mail.html or content["htmlContent"]  # of a text letter there is none to compare, see below
        return bool(
            content["to"] == [{"email": message.recipient}]
            and (content["subject"], content["textContent"], content["htmlContent"])
            == (mail.subject, mail.text, html)
            and content["sender"] == {"email": mail.sender.address, "name": mail.sender.name}
        )

    def headers(self, content: Any) -> dict[str, str]:
        return {name.lower(): value for name, value in content["headers"].items()}

    def tracked(self, content: Any) -> bool:
        """No request of Brevo's can say it: the account decides, as docs/mailers.md tells."""
        return "params" in content or "templateId" in content


WORDS = {
    "key": (error(401, "unauthorized"), "waiting", r"look at mailer\.api_key"),
    "credits": (error(402, "not_enough_credits"), "waiting", "look at the account"),
    "permission": (error(403, "permission_denied"), "waiting", r"look at mailer\.api_key"),
    "validation": (error(403, "account_under_validation"), "waiting", "look at the account"),
    "path": (error(404, "document_not_found"), "waiting", r"mailer\.base_url"),
    "sender": (
        error(400, "invalid_parameter", "valid sender email required"),
        "waiting",
        r"newsletter\.sender",
    ),
    "to": (error(400, "invalid_parameter", "email is not valid in to"), "refused", ""),
    "else": (error(400, "invalid_parameter", "subject is odd"), "waiting", ""),
    "missing": (error(400, "missing_parameter", "to is missing"), "waiting", ""),
    "duplicate": (error(400, "duplicate_parameter"), "uncertain", ""),
    "rate": (error(429, "too_many_requests"), "waiting", ""),
}


@pytest.mark.parametrize("name", WORDS)
def test_its_words_become_ours(service: BrevoDouble, name: str) -> None:
    answer, status, cure = WORDS[name]
    service.faults = [says(answer)]
    became, words = word(mailer(service))
    assert became == status
    assert re.search(cure, words) if cure else words == ""


def test_the_wait_stands_in_a_header_of_its_own(service: BrevoDouble) -> None:
    service.faults = [says(error(429, "too_many_requests", x_sib_ratelimit_reset="42"))]
    outcomes, _ = told(mailer(service), letter_to(1))
    assert outcomes[1].retry_after == 42.0


def test_a_second_process_makes_no_second_copy_and_knows_that_it_does_not_know(service: BrevoDouble) -> None:
    told(mailer(service), letter_to(1))
    outcomes, _ = told(mailer(service), letter_to(1))
    assert outcomes[1].status == "uncertain"
    assert "duplicate_parameter" in outcomes[1].reply
    assert len(service.kept) == 1


def test_the_key_is_a_uuid_of_the_message_id(service: BrevoDouble) -> None:
    told(mailer(service), letter_to(1), letter_to(2))
    keys = [content["headers"]["idempotencyKey"] for _, content in service.kept]
    assert len({uuid.UUID(key) for key in keys}) == 2


def test_a_text_letter_comes_as_a_page_of_the_same_words(service: BrevoDouble) -> None:
    _, message = real_letter(Format.LITE)
    told(mailer(service), message)
    content = service.kept[0][1]
    assert "<pre" in content["htmlContent"]
    assert "Ferry strike ends" in content["htmlContent"]
    assert content["textContent"] == parts(message).text


def test_a_list_name_beyond_ascii_is_left_out_of_its_header(service: BrevoDouble) -> None:
    """Brevo would send it as raw UTF-8, which many servers refuse."""
    encoded = b"List-Id: =?utf-8?q?Stra=C3=9Fe?= <daybreak.quarry.example>\r\n"
    told(mailer(service), replace(letter_to(1), made=encoded + letter_to(1).data))
    assert service.kept[0][1]["headers"]["List-Id"] == "<daybreak.quarry.example>"


def test_a_domain_that_is_not_authenticated_fails_the_check() -> None:
    with BrevoDouble(authenticated=False) as service:
        mailer(service).check()
        with pytest.raises(ConfigurationError, match="quarry.example is not authenticated"):
            mailer(service, domain="quarry.example").check()


def test_messages_it_knows_from_before_a_crash_end_no_send(service: BrevoDouble) -> None:
    """Whether each went is not known, and that says nothing of those behind."""
    service.faults = [says(error(400, "duplicate_parameter"))] * 5
    outcomes, complaint = told(mailer(service), *map(letter_to, range(1, 9)))
    statuses = [str(one.status) for one in outcomes.values()]
    assert complaint == ""
    assert (statuses.count("uncertain"), statuses.count("sent")) == (5, 3)
