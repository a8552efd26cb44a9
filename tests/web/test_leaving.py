"""The way out: looking changes nothing, one press or one click leaves, and whoever could not is told."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.desk import approve
from digest.errors import StoreError
from digest.models import Tally
from digest.pipeline import prepare, publish
from digest.reception import Wish, come_back, erase, leave
from digest.store.database import open_database
from digest.web.leaving import BODY_AT_MOST
from digest.web.readers import readers
from subscribers.models import Consent, Departure, Subscription
from subscribers.store import People
from tests.fakes import FakePeople
from tests.pipeline.room import ADA, MORNING, FakeClock, heard, room
from tests.web.browser import ask
from tests.web.house import DAY, ONE_CLICK, TEMPLATES, call, consents, post, token

MULTIPART = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'


class TestLooking:
    """Mail scanners follow every link."""

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
    def test_a_crawl_of_all_links_changes_nothing(self, method: str) -> None:
        given = room(readers=200)
        before = given.people.subscriptions(range(1000))
        app = readers(given, lambda: MORNING, TEMPLATES)
        seen = {ask(app, f"/leave/{token(given, number)}", method=method).status for number in before}
        assert seen == ({200} if method in ("GET", "HEAD") else {405})
        assert given.people.subscriptions(range(1000)) == before
        assert len(before) == 200

    def test_the_page_says_honestly_how_one_stands(self) -> None:
        given = room()
        post(given, token(given, 2))
        erase(given, "reader2@example.org", MORNING)
        pages = [call(given, f"/leave/{token(given, number)}") for number in (1, 2, 3)]
        assert [page.status for page in pages] == [200, 200, 200]
        headings = [re.findall(r"<h1>(.*)</h1>", page.text) for page in pages]
        assert headings == [["Leave Morning Digest?"], ["You have left."], ["You are not on the list."]]
        assert ["<button" in page.text for page in pages] == [True, False, False]

    @pytest.mark.parametrize("fault", ["down", "slow"])
    def test_a_database_that_does_not_answer_does_not_take_the_button_away(self, fault: str) -> None:
        given = replace(room(), people=Down() if fault == "down" else Slow())
        page = call(given, f"/leave/{token(given)}", patience=0.05)
        assert (page.status, "<button>Unsubscribe</button>" in page.text) == (200, True)

    def test_the_path_of_older_mails_is_the_same_door(self) -> None:
        given = room()
        assert call(given, f"/unsubscribe/{token(given)}") == call(given, f"/leave/{token(given)}")
        assert call(given, f"/unsubscribe/{token(given)}", "POST", ONE_CLICK).status == 200
        assert consents(given)[0] is Consent.LEFT

    def test_the_page_is_one_form_without_script_address_or_anything_from_elsewhere(self) -> None:
        given = room()
        page = call(given, f"/leave/{token(given)}").text
        assert "<h1>Leave Morning Digest?</h1>" in page
        assert '<form method="post"><button>Unsubscribe</button></form>' in page
        assert not re.search(r"<script|<link|src=|href=|url\(|@example|action=", page)

    def test_the_page_speaks_the_language_of_the_newsletter(self) -> None:
        given = room()
        given = replace(given, newsletter=replace(given.newsletter, language="ar", name="<نشرة>"))
        page = call(given, f"/leave/{token(given)}").text
        assert '<html lang="ar" dir="rtl">' in page
        assert "هل تريد مغادرة &lt;نشرة&gt;؟" in page


class TestLeaving:
    """What RFC 8058 asks for, and what a person does."""

    @pytest.mark.parametrize("body", [ONE_CLICK, MULTIPART])
    def test_one_click_needs_no_cookie_follows_no_redirect_and_may_come_twice(self, body: bytes) -> None:
        given = room()
        answers = [post(given, token(given, 2), body) for _ in range(2)]
        assert [(answer.status, answer.text) for answer in answers] == [(200, "You have left.\n")] * 2
        assert not {"set-cookie", "location"} & set(answers[0].headers)
        assert consents(given) == [Consent.GIVEN, Consent.LEFT, Consent.GIVEN]
        left = given.people.subscriptions([2])[2]
        assert left.consented == MORNING
        assert left.evidence.startswith("one-click unsubscribe in the mail program; before: given ")

    def test_the_button_leaves_and_says_so_on_a_page(self) -> None:
        given = room()
        answer = post(given, token(given), b"")
        assert answer.status == 200
        assert "<h1>You have left.</h1>" in answer.text
        assert given.people.subscriptions([1])[1].evidence.startswith("button on our page; before: given ")

    def test_who_left_is_skipped_by_the_send_that_is_already_listed(self) -> None:
        given = room()
        edition = approve(given, prepare(given, DAY, MORNING, heard), ADA)
        given.ledger.open(edition, given.people.mailable("morning"))
        post(given, token(given, 2))
        assert publish(given, edition, FakeClock(), heard) == Tally(sent=2, skipped=1)

    def test_the_link_in_the_mail_is_the_link_that_is_answered(self) -> None:
        given = room(readers=1)
        given = replace(
            given, newsletter=replace(given.newsletter, public_url="https://example.org/the%20digest/")
        )
        edition = approve(given, prepare(given, DAY, MORNING, heard), ADA)
        publish(given, edition, FakeClock(), heard)
        mail = given.mailers[0].sent[0].data.decode()  # type: ignore[attr-defined]
        link = re.search(r"^List-Unsubscribe: <https://example\.org(.*)>\r$", mail, re.MULTILINE)
        assert link
        path = link[1].replace("%20", " ")  # as a server hands it to an app
        assert call(given, path, "POST", ONE_CLICK).status == 200
        assert call(given, path.removeprefix("/the digest")).status == 200
        assert consents(given) == [Consent.LEFT]

    @pytest.mark.parametrize("body", [ONE_CLICK, b""])
    def test_who_was_erased_is_told_so_and_stays_away(self, body: bytes) -> None:
        given = room()
        erase(given, "reader0@example.org", MORNING)
        answer = post(given, token(given), body)
        assert (answer.status, "You are not on the list." in answer.text) == (200, True)
        assert leave(given, [Wish(token(given), MORNING, "")]) == [None]
        assert len(consents(given)) == 2


class TestComingBack:
    """A mistake is taken back on the page that follows it, for minutes; nothing in a mail can do that."""

    def test_the_button_after_leaving_brings_them_back_with_every_proof(self) -> None:
        given = room()
        page = post(given, token(given), b"").text
        path = re.search(r'action="\.\.(/return/\w+)"', page)
        assert path
        answers = [call(given, path[1], "POST", at=MORNING + timedelta(minutes=3)) for _ in range(2)]
        assert [(one.status, "You are subscribed again." in one.text) for one in answers] == [(200, True)] * 2
        back = given.people.subscriptions([1])[1]
        assert (back.consent, back.consented) == (Consent.GIVEN, MORNING + timedelta(minutes=3))
        assert back.evidence == (
            "button on our page, to take back that they left; before: left 2026-11-23 05:00 UTC, "
            "button on our page; before: given 2026-11-23 05:00 UTC"
        )

    def test_it_is_too_late_after_ten_minutes(self) -> None:
        given = room()
        post(given, token(given), b"")
        late = call(given, f"/return/{token(given, 1, 'return')}", "POST", at=MORNING + timedelta(minutes=11))
        assert (late.status, "This can no longer be undone here." in late.text) == (409, True)
        again = post(given, token(given), b"", at=MORNING + timedelta(minutes=11))
        assert "<form" not in again.text
        assert consents(given)[0] is Consent.LEFT

    def test_no_link_of_a_mail_brings_anybody_back(self) -> None:
        given = room()
        post(given, token(given))
        for purpose in ("leave", "message", "view-full", "view-lite", "confirm"):
            assert call(given, f"/return/{token(given, 1, purpose)}", "POST").status == 404
            assert come_back(given, Wish(token(given, 1, purpose), MORNING, "")) is None
        assert post(given, token(given, 1, "return")).status == 404
        assert consents(given)[0] is Consent.LEFT

    def test_looking_at_the_link_brings_nobody_back(self) -> None:
        given = room()
        post(given, token(given), b"")
        assert call(given, f"/return/{token(given, 1, 'return')}").status == 405
        assert consents(given)[0] is Consent.LEFT

    def test_the_one_click_of_a_mail_program_is_answered_without_it(self) -> None:
        given = room()
        assert post(given, token(given)).text == "You have left.\n"

    def test_the_erased_cannot_come_back_this_way(self) -> None:
        given = room()
        post(given, token(given), b"")
        erase(given, "reader0@example.org", MORNING)
        assert call(given, f"/return/{token(given, 1, 'return')}", "POST").status == 409
        assert len(consents(given)) == 2


class TestFaults:
    """A provider that hears 503 comes again; a reader finds the button once more."""

    @pytest.mark.parametrize("body", [ONE_CLICK, b""])
    def test_a_database_that_is_down_is_said_in_words(
        self, body: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")  # without tables
        given = replace(room(), people=People(engine, b"k" * 32))
        answer = post(given, token(given), body)
        engine.dispose()
        assert (answer.status, answer.headers["retry-after"]) == (503, "300")
        assert "Please try again in a few minutes." in answer.text
        assert '<form method="post">' in answer.text
        assert "sqlite" not in answer.text
        assert str(tmp_path) not in answer.text
        assert "has no tables yet" in caplog.text
        assert "Traceback" not in caplog.text

    def test_a_database_that_does_not_answer_keeps_nobody_waiting(self) -> None:
        given = replace(room(), people=Slow())
        assert post(given, token(given), patience=0.05).status == 503

    @pytest.mark.parametrize("size", [BODY_AT_MOST + 1, 1_000_000])
    def test_a_huge_body_is_refused(self, size: int) -> None:
        given = room()
        assert post(given, token(given), ONE_CLICK + b"&" * (size - len(ONE_CLICK))).status == 413
        assert set(consents(given)) == {Consent.GIVEN}

    def test_a_body_of_the_full_size_is_read(self) -> None:
        given = room()
        assert post(given, token(given), ONE_CLICK + b"&" * (BODY_AT_MOST - len(ONE_CLICK))).status == 200

    def test_no_log_line_holds_a_token_or_an_address(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        given = room()
        down = replace(given, people=Down())
        for house in (given, down):
            post(house, token(given))
            call(house, f"/leave/{token(given)}")
        assert "subscription 1 left" in caplog.text
        assert "a reader's page failed: the disk is full" in caplog.text
        assert token(given) not in caplog.text
        assert "example.org" not in caplog.text


class Down(FakePeople):
    """A database that takes nothing, and gives nothing."""

    def subscriptions(self, ids: Sequence[int]) -> dict[int, Subscription]:
        raise StoreError("the disk is full")

    def leave_together(self, departures: Sequence[Departure]) -> dict[int, Subscription]:
        raise StoreError("the disk is full")


class Slow(FakePeople):
    """A database that answers long after everybody has gone."""

    def subscriptions(self, ids: Sequence[int]) -> dict[int, Subscription]:
        threading.Event().wait(0.5)
        return {}

    def leave_together(self, departures: Sequence[Departure]) -> dict[int, Subscription]:
        threading.Event().wait(0.5)
        raise StoreError("the connection was lost")
