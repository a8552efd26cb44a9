"""Postmark: batches in which everyone has an answer of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.parts import parts
from digest.mailers.postmark import Postmark
from digest.models import DeliveryStatus, Message
from tests.mailers.api import ApiContract, told, word
from tests.mailers.contract import letter_to
from tests.mailers.doubles.postmark import PostmarkDouble, error, results
from tests.mailers.doubles.service import KEY, altered, reply, says
from tests.sources.web import Reply


def mailer(service: PostmarkDouble, **options: Any) -> Postmark:
    return Postmark(**{"api_key": KEY, "base_url": service.url, "batch": 4, "timeout": 5.0, **options})


@pytest.fixture
def service() -> Iterator[PostmarkDouble]:
    with PostmarkDouble() as service:
        yield service


class TestPostmark(ApiContract):
    double = PostmarkDouble
    batches = True

    def mailer(self, service: Any, **options: Any) -> Postmark:
        return mailer(service, **options)

    def same(self, content: Any, message: Message) -> bool:
        mail = parts(message)
        whole = {
            "Subject": mail.subject,
            "TextBody": mail.text,
            "HtmlBody": mail.html,
            "From": str(mail.sender),
        }
        return bool(content["To"] == message.recipient) and all(
            content.get(name, "") == value for name, value in whole.items()
        )

    def headers(self, content: Any) -> dict[str, str]:
        return {header["Name"].lower(): header["Value"] for header in content["Headers"]}

    def tracked(self, content: Any) -> bool:
        return bool(content["TrackOpens"] is not False or content["TrackLinks"] != "None")


NOBODY = {
    "key": (error(10, "Bad or missing API token", 401), r"look at mailer\.api_key"),
    "maintenance": (error(100, "Maintenance", 503), "maintenance"),
    "signature": (error(400, "Sender Signature not found"), r"look at newsletter\.sender"),
    "unconfirmed": (error(401, "Sender signature not confirmed"), r"look at newsletter\.sender"),
    "credits": (error(405, "Not allowed to send"), "look at the account"),
    "pending": (error(412, "Account is Pending"), "look at the account"),
    "may not": (error(413, "Account May Not Send"), "look at the account"),
    "stream": (error(1235, "no such stream"), r"look at mailer\.stream"),
    "no sending": (error(1236, "inbound"), r"look at mailer\.stream"),
    "from": (error(300, "Invalid 'From' address"), r"look at newsletter\.sender"),
    "large": (reply({}, 413), "too large"),
}


@pytest.mark.parametrize("name", NOBODY)
def test_what_serves_nobody_is_unavailable_with_the_cure(service: PostmarkDouble, name: str) -> None:
    answer, cure = NOBODY[name]
    service.faults = [says(answer)]
    status, words = word(mailer(service))
    assert status == "waiting"
    assert re.search(cure, words)


@pytest.mark.parametrize("code", sorted({0, 10, 400, 401, 405, 406, 412, 413, 429, 1235, 1236, 300, 9999}))
def test_each_code_may_come_for_one_of_a_batch_alone(service: PostmarkDouble, code: int) -> None:
    """The neighbours keep their own answer, also where the one stops the sending."""

    def change(right: Reply) -> Reply:
        answers = results(right)
        if code:
            answers[1] = {"ErrorCode": code, "Message": "Invalid 'To' address" if code == 300 else "no"}
        return replace(right, body=json.dumps(answers).encode(), headers={})

    service.faults = [altered(change)]
    outcomes, words = told(mailer(service), letter_to(1), letter_to(2), letter_to(3))
    assert (outcomes[1].status, outcomes[3].status) == ("sent", "sent")
    expected = {0: "sent", 406: "refused", 300: "refused"}.get(code, "waiting")
    assert outcomes[2].status == expected
    assert bool(words) == (code not in (0, 406, 300, 429, 9999))


@pytest.mark.parametrize("change", ["swapped", "short", "without id", "for another", "no code"])
def test_a_list_that_does_not_fit_is_never_a_success(service: PostmarkDouble, change: str) -> None:
    def changed(right: Reply) -> Reply:
        one, two = results(right)
        changes = {
            "swapped": [two, one],
            "short": [one],
            "without id": [{**one, "MessageID": ""}, {**two, "MessageID": ""}],
            "for another": [{**one, "To": "x@y.example"}, {**two, "To": "x@y.example"}],
            "no code": [{"To": one["To"], "MessageID": "1"}, {"To": two["To"], "MessageID": "2"}],
        }
        return replace(right, body=json.dumps(changes[change]).encode(), headers={})

    service.faults = [altered(changed)]
    outcomes, _ = told(mailer(service), letter_to(1), letter_to(2))
    assert [o.status for o in outcomes.values()] == [DeliveryStatus.UNCERTAIN] * 2


def test_receipts_belong_to_their_messages(service: PostmarkDouble) -> None:
    outcomes, _ = told(mailer(service), *[letter_to(number) for number in (1, 2, 3)])
    assert [outcomes[n].receipt for n in (1, 2, 3)] == ["pm-1", "pm-2", "pm-3"]


def test_the_message_id_is_kept(service: PostmarkDouble) -> None:
    told(mailer(service), letter_to(1))
    headers = {h["Name"]: h["Value"] for h in service.kept[0][1]["Headers"]}
    assert headers["Message-ID"] == letter_to(1).message_id
    assert headers["X-PM-KeepID"] == "true"


@pytest.mark.parametrize(
    ("server", "unsubscribing", "words"),
    [
        ({"TrackOpens": True, "TrackLinks": "None"}, "Custom", "tracks opens or links"),
        ({"TrackOpens": False, "TrackLinks": "HtmlOnly"}, "Custom", "tracks opens or links"),
        ({"TrackOpens": False, "TrackLinks": "None"}, "Postmark", "link to leave of its own"),
    ],
)
def test_a_server_that_tracks_or_adds_links_fails_the_check(
    server: dict[str, Any], unsubscribing: str, words: str
) -> None:
    double = PostmarkDouble(server=server, unsubscribing=unsubscribing)
    with double as service, pytest.raises(ConfigurationError, match=words):
        mailer(service).check()


def test_a_stream_that_is_not_there_fails_the_check(service: PostmarkDouble) -> None:
    with pytest.raises(Unavailable, match=r"mailer\.stream"):
        mailer(service, stream="other").check()
