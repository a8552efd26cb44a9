"""The edition in the browser: what was sent to this reader, for as long as it is kept, and no more."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from pathlib import Path

import pytest

from digest.models import EditionStatus, Rules
from digest.newsroom import Newsroom
from digest.reception import erase
from digest.web.policies import MANY, letter_policy
from digest.web.readers import readers
from tests.pipeline.room import MORNING, room
from tests.web.browser import Answer, ask
from tests.web.house import TEMPLATES, call, consents, post, sent, token


def mail(given: Newsroom, place: int = 0) -> email.message.EmailMessage:
    """The message that this reader got."""
    data = given.mailers[0].sent[place].data  # type: ignore[attr-defined]
    return email.message_from_bytes(data, policy=email.policy.default)  # type: ignore[return-value]


def link(given: Newsroom, place: int = 0, path: str = "view") -> str:
    """The path of this reader's link, as it stands in their mail."""
    text = mail(given, place).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(rf"https://news\.example\.org(/{path}/\w+)", text)
    assert found
    return found[1]


def look(given: Newsroom, place: int = 0, method: str = "GET") -> Answer:
    return call(given, link(given, place), method)


class TestWhatIsShown:
    """The reader's own copy."""

    def test_the_page_is_the_html_of_the_mail(self) -> None:
        given = room()
        sent(given)
        page = look(given)
        html = mail(given).get_body(("html",)).get_content()  # type: ignore[union-attr]
        assert page.status == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.text.split() == html.split()

    def test_the_links_on_it_are_the_readers_own(self) -> None:
        given = room()
        sent(given)
        for place in (0, 1):
            page = look(given, place).text
            assert link(given, place, "leave") in page
            assert link(given, place) in page
            assert "reader.invalid" not in page
        assert link(given, 0) != link(given, 1)

    def test_a_public_address_with_signs_of_html_is_escaped_as_in_the_mail(self) -> None:
        given = room()
        public = replace(given.newsletter, public_url="https://news.example.org/a&b'c")
        given = replace(given, newsletter=public)
        sent(given)
        for place, form in ((0, "view-full"), (2, "view-lite")):
            page = call(given, f"/view/{token(given, place + 1, form)}").text
            assert 'href="https://news.example.org/a&amp;b&#x27;c/leave/' in page
            assert "a&b" not in page

    def test_who_reads_the_lite_letter_sees_its_text_with_its_links(self) -> None:
        given = room()
        sent(given)
        page = look(given, 2)
        text = mail(given, 2).get_content()
        links = re.findall(r"https://\S+", text)
        assert not mail(given, 2).is_multipart()
        assert "<h3" not in page.text
        assert len(links) > 5
        assert all(f'<a href="{one}">{one}</a>' in page.text for one in links)

    def test_the_format_is_the_one_that_was_sent_whatever_is_chosen_later(self) -> None:
        given = room()
        sent(given)
        people = given.people.there  # type: ignore[attr-defined]
        people[1], people[3] = replace(people[1], format="lite"), replace(people[3], format="full")
        assert "<h3" in look(given, 0).text
        assert "<h3" not in look(given, 2).text

    def test_no_word_of_a_text_becomes_markup(self) -> None:
        given = room()
        sent(given, subject="<script>alert(1)</script>", preheader="<img src=x onerror=alert(1)>")
        page = look(given, 2).text
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


class TestForHowLong:
    """A mail is kept for years, and its links work as long."""

    def test_it_works_after_the_reader_left_and_then_says_so(self) -> None:
        given = room()
        sent(given)
        before = look(given)
        post(given, token(given, 1))
        assert look(given) == before
        assert "You have left." in call(given, link(given, 0, "leave")).text

    def test_it_works_after_the_reader_was_erased_and_then_says_so(self) -> None:
        given = room()
        sent(given)
        erase(given, "reader0@example.org", MORNING)
        assert look(given).status == 200
        assert "You are not on the list." in call(given, link(given, 0, "leave")).text

    def test_an_edition_that_an_editor_is_changing_is_not_shown(self) -> None:
        given = room()
        edition = sent(given)
        there = given.editions.there  # type: ignore[attr-defined]
        there[edition.newsletter, edition.day] = replace(
            edition, status=EditionStatus.HELD, subject="Not yet"
        )
        page = look(given)
        assert (page.status, page.headers["retry-after"]) == (503, "300")
        assert "Not yet" not in page.text
        assert "<form" not in page.text

    def test_what_is_no_longer_kept_is_a_plain_404(self) -> None:
        given = room()
        sent(given)
        path = link(given)
        given.ledger.rows.clear()  # type: ignore[attr-defined]
        assert call(given, path) == call(given, "/nowhere")


class TestWhatItCannotDo:
    """A mail is forwarded with all its links."""

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_looking_changes_nothing(self, method: str) -> None:
        given = room()
        sent(given)
        before = given.people.subscriptions([1, 2, 3]), dict(given.ledger.rows)  # type: ignore[attr-defined]
        app = readers(given, lambda: MORNING, TEMPLATES)
        assert {ask(app, link(given, place), method=method).status for place in range(3)} == {200}
        assert (given.people.subscriptions([1, 2, 3]), given.ledger.rows) == before  # type: ignore[attr-defined]

    def test_a_link_to_look_cannot_leave_and_a_link_to_leave_cannot_look(self) -> None:
        given = room()
        sent(given)
        for name in ("view-full", "view-lite", "message", "confirm"):
            assert post(given, token(given, 1, name)).status == 404
        assert call(given, f"/view/{token(given, 1, 'leave')}").status == 404
        assert call(given, link(given), "POST").status == 405
        assert not any(consent == "left" for consent in consents(given))

    def test_the_page_leaves_by_no_press_of_its_own(self) -> None:
        given = room()
        sent(given)
        for place in (0, 2):
            assert not re.search(r"<form|<button|<script|http-equiv", look(given, place).text)

    def test_a_link_of_another_newsletter_is_none_here(self) -> None:
        given = room()
        sent(given)
        path = link(given)
        other = replace(given, newsletter=replace(given.newsletter, key="evening"))
        assert call(other, path).status == 404


class TestPolicy:
    """The browser may do what the mail needs."""

    def test_every_style_of_the_letter_is_named_by_its_hash(self) -> None:
        given = room()
        sent(given)
        page = look(given)
        policy = page.headers["content-security-policy"]
        assert policy == letter_policy(page.text)
        assert "'unsafe-inline'" not in policy
        assert policy.startswith("default-src 'none'; style-src 'unsafe-hashes' 'sha256-")
        assert "script-src" not in policy
        assert "img-src" not in policy
        assert len(policy) < 1500
        assert "set-cookie" not in page.headers

    def test_a_picture_of_own_templates_is_allowed_from_its_host_alone(self, tmp_path: Path) -> None:
        given = room()
        given = replace(given, rules=Rules(templates=tmp_path))
        (tmp_path / "email/edition").mkdir(parents=True)
        picture = '<img src="https://pictures.example/a/b.png" alt=""><a href="https://other.example/">o</a>'
        (tmp_path / "email/edition/body.html").write_text(f"<p>{picture}{{{{ leave }}}}</p>", "utf-8")
        sent(given)
        assert "img-src https://pictures.example; " in look(given).headers["content-security-policy"]

    def test_a_letter_of_very_many_styles_still_passes_a_proxy(self) -> None:
        html = "".join(f'<p style="margin:{number}px">x</p>' for number in range(MANY + 1))
        assert "style-src 'unsafe-inline'; " in letter_policy(html)
        assert len(letter_policy(html)) < 300
