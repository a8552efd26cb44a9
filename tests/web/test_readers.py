"""The way out: looking changes nothing, one press or one click leaves, and whoever could not is told."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import requests

from digest.desk import approve
from digest.errors import ConfigurationError, StoreError
from digest.models import Tally
from digest.newsroom import Newsroom
from digest.pipeline import prepare, publish
from digest.reception import erase, leave
from digest.settings import shipped_config
from digest.store.database import open_database
from digest.web.readers import BODY_AT_MOST, readers
from digest.web.serving import listening
from subscribers.models import Consent, Subscription
from subscribers.store import People
from subscribers.tokens import Signer
from tests.fakes import FakePeople
from tests.pipeline.room import MORNING, FakeClock, heard, room
from tests.web.browser import Answer, ask

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "web"
ONE_CLICK = b"List-Unsubscribe=One-Click"
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'


def token(given: Newsroom, number: int = 1, purpose: str = "leave") -> str:
    return given.signer.token(purpose, number)


def call(given: Newsroom, path: str, method: str = "GET", body: bytes = b"", patience: float = 10) -> Answer:
    app = readers(given, lambda: MORNING, TEMPLATES, patience=patience)
    return ask(app, path, method=method, host="news.example.org", body=body)


def post(given: Newsroom, link: str, body: bytes = ONE_CLICK, patience: float = 10) -> Answer:
    return call(given, f"/unsubscribe/{link}", "POST", body, patience)


def consents(given: Newsroom) -> list[Consent]:
    return [one.consent for one in given.people.subscriptions(range(10_000)).values()]


class TestLooking:
    """Mail scanners follow every link."""

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
    def test_a_crawl_of_all_links_changes_nothing(self, method: str) -> None:
        given = room(readers=200)
        before = given.people.subscriptions(range(1000))
        app = readers(given, lambda: MORNING, TEMPLATES)
        seen = {ask(app, f"/unsubscribe/{token(given, number)}", method=method).status for number in before}
        assert seen == ({200} if method in ("GET", "HEAD") else {405})
        assert given.people.subscriptions(range(1000)) == before
        assert len(before) == 200

    def test_the_page_asks_no_database(self) -> None:
        given = replace(room(), people=Down())
        assert call(given, f"/unsubscribe/{token(given)}").status == 200

    def test_the_page_is_one_form_without_script_address_or_anything_from_elsewhere(self) -> None:
        given = room()
        page = call(given, f"/unsubscribe/{token(given)}").text
        assert "<h1>Leave Morning Digest?</h1>" in page
        assert '<form method="post"><button>Unsubscribe</button></form>' in page
        assert not re.search(r"<script|<link|src=|href=|url\(|@example|action=", page)

    def test_the_page_speaks_the_language_of_the_newsletter(self) -> None:
        given = room()
        given = replace(given, newsletter=replace(given.newsletter, language="ar", name="<نشرة>"))
        page = call(given, f"/unsubscribe/{token(given)}").text
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
        assert (left.consented, left.evidence) == (MORNING, "one-click unsubscribe in the mail program")

    def test_the_button_leaves_and_says_so_on_a_page(self) -> None:
        given = room()
        answer = post(given, token(given), b"")
        assert answer.status == 200
        assert "<h1>You have left.</h1>" in answer.text
        assert "<form" not in answer.text
        assert given.people.subscriptions([1])[1].evidence == "button on our page"

    def test_who_left_is_skipped_by_the_send_that_is_already_listed(self) -> None:
        given = room()
        edition = approve(given, prepare(given, date(2026, 11, 23), MORNING, heard), "Ada", MORNING)
        given.ledger.open(edition, given.people.mailable("morning"))
        post(given, token(given, 2))
        assert publish(given, edition, FakeClock(), heard) == Tally(sent=2, skipped=1)

    def test_the_link_in_the_mail_is_the_link_that_is_answered(self) -> None:
        given = room(readers=1)
        given = replace(
            given, newsletter=replace(given.newsletter, public_url="https://example.org/the%20digest/")
        )
        edition = approve(given, prepare(given, date(2026, 11, 23), MORNING, heard), "Ada", MORNING)
        publish(given, edition, FakeClock(), heard)
        mail = given.mailers[0].sent[0].data.decode()  # type: ignore[attr-defined]
        link = re.search(r"^List-Unsubscribe: <https://example\.org(.*)>\r$", mail, re.MULTILINE)
        assert link
        path = link[1].replace("%20", " ")  # as a server hands it to an app
        assert call(given, path, "POST", ONE_CLICK).status == 200
        assert call(given, path.removeprefix("/the digest")).status == 200
        assert consents(given) == [Consent.LEFT]

    def test_who_was_erased_has_left_already(self) -> None:
        given = room()
        erase(given, "reader0@example.org", MORNING)
        assert post(given, token(given)).status == 200
        assert leave(given, token(given), MORNING, "") is None


class TestForgeries:
    """Only a link that we wrote, for this purpose, is a link to leave."""

    def forged(self, given: Newsroom) -> list[str]:
        good = token(given)
        flipped = [good[:at] + ("a" if good[at] != "a" else "b") + good[at + 1 :] for at in range(len(good))]
        others = [token(given, 1, purpose) for purpose in ("message", "confirm", "bounce")]
        stranger = Signer([b"another key of thirty-two bytes."]).token("leave", 1)
        return [*flipped, *others, stranger, good.upper(), good[:-1], good + "a", "1", "%00", "..", "sample"]

    def test_a_forged_link_is_a_page_that_says_so_and_changes_nothing(self) -> None:
        given = room()
        for link in self.forged(given):
            assert post(given, link).status == 404, link
            looked = call(given, f"/unsubscribe/{link}")
            assert (looked.status, "This link is not complete." in looked.text) == (404, True), link
            assert leave(given, link, MORNING, "") is None
        assert set(consents(given)) == {Consent.GIVEN}

    @pytest.mark.parametrize(
        "path", ["/", "/unsubscribe", "/unsubscribe/", "/unsubscribe/{}/", "/x/{}", "/u"]
    )
    def test_any_other_path_is_none_and_leads_nowhere_else(self, path: str) -> None:
        given = room()
        answer = call(given, path.format(token(given)), "POST", ONE_CLICK)
        assert answer.status == 404
        assert "location" not in answer.headers
        assert set(consents(given)) == {Consent.GIVEN}


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
            call(house, f"/unsubscribe/{token(given)}")
        assert "subscription 1 left" in caplog.text
        assert "a reader could not leave: the disk is full" in caplog.text
        assert token(given) not in caplog.text
        assert "example.org" not in caplog.text


class TestHeaders:
    """Nothing is kept, followed, framed, indexed or fetched."""

    @pytest.mark.parametrize("path", ["/unsubscribe/{}", "/unsubscribe/wrong", "/nowhere"])
    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
    def test_every_answer_is_strict(self, path: str, method: str) -> None:
        given = room()
        headers = call(given, path.format(token(given)), method).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"] == "noindex"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "'unsafe" not in headers["content-security-policy"]
        assert "set-cookie" not in headers

    def test_the_policy_lets_the_sheet_of_the_page_through(self) -> None:
        given = room()
        answer = call(given, f"/unsubscribe/{token(given)}")
        sheet = re.search(r"<style>(.*)</style>", answer.text, re.DOTALL)
        assert sheet
        seal = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
        assert f"style-src 'sha256-{seal}'" in answer.headers["content-security-policy"]


class TestServing:
    """The real command on a real port."""

    def test_only_the_public_door_may_listen_beyond_this_machine(self) -> None:
        with pytest.raises(ConfigurationError, match="is open to others"):
            listening("0.0.0.0", 0)
        with closing(listening("0.0.0.0", 0, public=True)) as listener:
            assert listener.getsockname()[0] == "0.0.0.0"

    def test_a_provider_and_a_reader_are_answered_by_digest_serve(self, tmp_path: Path) -> None:
        (tmp_path / "config.toml").write_text(shipped_config().read_text("utf-8"), encoding="utf-8")
        command = [sys.executable, "-m", "digest"]
        place = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "text": True}
        for number in (1, 2):
            subprocess.run([*command, "subscribers", "add", f"r{number}@example.org"], check=True, **place)
        signer = Signer([bytes.fromhex((tmp_path / "data" / "token.key").read_text("ascii").strip())])
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen([*command, "serve", "--port", "0"], **place, **pipes) as process:
            assert process.stdout
            said = process.stdout.readline()
            address = said.split(" at ")[1].split()[0]
            links = [f"{address}unsubscribe/{signer.token('leave', number)}" for number in (1, 2)]
            headers = {"Host": "news.example.org"}
            with requests.Session() as session:
                session.trust_env = False
                page = session.get(links[0], headers=headers, timeout=10)
                form = {"List-Unsubscribe": "One-Click"}
                click = session.post(links[0], form, headers=headers, timeout=10, allow_redirects=False)
                press = session.post(links[1], headers=headers, timeout=10, allow_redirects=False)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
        assert (page.status_code, click.status_code, press.status_code) == (200, 200, 200)
        assert (click.text, "You have left." in press.text) == ("You have left.\n", True)
        assert (errors, process.returncode) == ("", 0)
        engine = open_database(f"sqlite:///{tmp_path / 'data' / 'digest.db'}")
        left = People(engine, b"k" * 32).subscriptions([1, 2])
        engine.dispose()
        assert [one.consent for one in left.values()] == [Consent.LEFT, Consent.LEFT]


class Down(FakePeople):
    """A database that takes nothing."""

    def leave(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        raise StoreError("the disk is full")


class Slow(FakePeople):
    """A database that answers long after everybody has gone."""

    def leave(self, subscription: int, at: datetime, evidence: str) -> Subscription:
        threading.Event().wait(0.5)
        raise StoreError("the connection was lost")
