"""The whole morning as an editor lives it, in a real browser: from signing in to the mail that arrives."""

from __future__ import annotations

import re
from typing import Any

import pytest

from digest.models import EditionStatus
from tests.web.desk.editor import KINDS, Editor
from tests.web.desk.office import TOKEN, Office, common, opened

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")


@pytest.fixture(params=KINDS, ids=lambda kind: f"{kind[0]}-{'scripts' if kind[1] else 'bare'}")
def ada(request: pytest.FixtureRequest, chromium: Any, desk: Office) -> Any:
    """Ada, on a phone and on a screen, with scripts and without."""
    width, scripts = request.param
    one = Editor.enter(chromium, desk, width=width, scripts=scripts)
    yield one
    one.page.context.close()


def test_from_signing_in_to_the_mail_that_arrives(ada: Editor) -> None:
    page, headlines = ada.page, ada.headlines()
    assert len(headlines) == 16
    check_a_claim(ada)
    # A figure that no source has blocks; mended, it blocks no more.
    lead = headlines[1]
    ada.reword(2, f"{lead}, 8,317 say")
    assert ada.story(2).locator(".c.doubted").inner_text() == "8,317"
    page.get_by_role("link", name="Approve…").click()
    assert page.locator("button", has_text="Approve").is_disabled()
    page.get_by_role("link", name="8,317", exact=True).click()
    ada.reword(2, lead)
    assert ada.story(2).locator(".c.doubted").count() == 0
    reorder(ada, headlines)
    swap(ada)
    merge(ada)
    proof(ada)
    approve_and_read_the_mail(ada)
    assert ada.troubles == []


def check_a_claim(ada: Editor) -> None:
    """One glance at a mark shows the sentence that carries it."""
    mark = ada.story(1).locator(".c").first
    mark.click()
    shown = ada.page.locator("#pop") if ada.scripts else ada.page.locator("li:has(:target)")
    assert mark.inner_text() in shown.inner_text()
    assert shown.get_by_role("link").get_attribute("href").startswith("http://127.0.0.1:")
    if ada.scripts:
        ada.page.keyboard.press("Escape")
        assert ada.page.locator("#pop").count() == 0


def reorder(ada: Editor, headlines: list[str]) -> None:
    """The second story moves up: by a key where there are scripts, else by its button."""
    before = ada.seen()
    if ada.scripts:
        ada.story(2).focus()
        ada.page.keyboard.press("Shift+K")
        ada.changed(before)
        assert ada.page.evaluate("document.activeElement.closest('.story').dataset.key")
    else:
        ada.press("Up", ada.story(2))
    assert ada.headlines()[:2] == [headlines[1], headlines[0]]
    assert "Ada moved" in ada.told()


def swap(ada: Editor) -> None:
    """A spare takes the place of the last story."""
    story = ada.open(16)
    choice = story.get_by_label("Swap for")
    offered = choice.locator("option").first.inner_text()
    ada.press("Swap", story)
    assert ada.headlines()[15] in offered


def merge(ada: Editor) -> None:
    """Two stories become one, on the story's own page."""
    page, gone = ada.page, ada.headlines()[4]
    key = ada.story(4).get_attribute("data-key")
    page.goto(f"/story/{key}")
    page.get_by_label("The same event as").select_option(label=f"5. {gone}")
    page.get_by_role("button", name="Merge", exact=True).click()
    page.get_by_role("heading", name="These look like different events").wait_for()
    ada.press("Merge them all the same")
    page.goto("/")
    assert gone not in ada.headlines()
    assert ada.story(4).get_attribute("data-key") == key


def proof(ada: Editor) -> None:
    """The mail itself, to one's own address."""
    ada.page.get_by_role("link", name="Proof…").click()
    assert ada.page.get_by_label("To", exact=True).input_value() == "ada@example.org"
    ada.page.get_by_role("button", name="Send the proof").click()
    ada.page.get_by_text("The proof is on its way").wait_for()
    assert str(ada.office.post.to("ada@example.org")["Subject"]).startswith("[Proof] ")
    ada.page.get_by_role("link", name="Back").click()


def approve_and_read_the_mail(ada: Editor) -> None:
    """What was previewed is what arrives, byte for byte but for the reader's own links."""
    page, api = ada.page, ada.page.context.request
    page.get_by_role("link", name="Approve…").click()
    assert "2 readers" in page.locator("main").inner_text()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text(re.compile(r"by Ada, \d\d:\d\d")).first.wait_for()
    assert ada.office.edition().status is EditionStatus.APPROVED
    previewed = opened(api.get("/letter/message.eml").body())
    framed = api.get("/letter/mail.html").text()
    assert ada.office.publish().status is EditionStatus.SENT
    arrived = ada.office.post.to("grace@example.org")
    assert common(arrived) == common(previewed)
    html = arrived.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert TOKEN.sub(r"\1", html) == TOKEN.sub(r"\1", framed)
    page.goto("/")
    assert "2 of 2" in page.locator(".facts").inner_text()


def test_two_editors_at_the_same_story(chromium: Any, desk: Office, ada: Editor) -> None:
    ben = Editor.enter(chromium, desk, "ben", scripts=ada.scripts)
    his = ben.open(3)
    ada.reword(3, "Ada was quicker with these words")
    his.get_by_label("Headline", exact=True).fill("Ben has other words for it")
    his.get_by_role("button", name="Save").click()
    alert = ben.page.get_by_role("alert")
    alert.wait_for()
    told = alert.inner_text()
    assert "Ada was first" in told
    assert "Ben has other words for it" in told
    assert "Ada was quicker with these words" in told
    fields = ben.page.locator(".story.open").get_by_label("Headline", exact=True)
    assert fields.input_value() == "Ben has other words for it"
    ben.press("Save", ben.page.locator(".story.open"))
    assert desk.edition().stories[2].headline == "Ben has other words for it"
    assert ben.page.get_by_role("button", name="Approve").count() == 0
    ben.page.context.close()


def test_a_change_after_the_approval_takes_it_back(ada: Editor) -> None:
    ada.page.get_by_role("link", name="Approve…").click()
    ada.page.get_by_role("button", name="Approve").click()
    ada.page.get_by_text(re.compile(r"by Ada, \d\d:\d\d")).first.wait_for()
    ada.press("Down", ada.story(1))
    assert "Draft" in ada.page.locator("#state").inner_text()
    assert ada.office.edition().status is EditionStatus.DRAFT
