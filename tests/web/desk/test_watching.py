"""A page that lies open learns what others do, cheaply, and loses nothing that is being typed on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from digest import desk as verbs
from digest.models import DeliveryStatus, EditionStatus, Hand, Outcome, PassKind, Wanted
from digest.wiring import newsroom
from tests.web.browser import Answer
from tests.web.desk.editor import Editor
from tests.web.desk.house import Browser, House
from tests.web.desk.morning import Morning
from tests.web.desk.office import Office
from tests.web.desk.sent import broken_off, draft

MOMENT = re.compile(r'data-moment="([^"]+)"')


def look(tab: Browser, of: str, seen: str = "", **headers: str) -> Answer:
    """What an open page asks by itself."""
    return tab.get(f"/now?{urlencode({'of': of, 'seen': seen})}", accept="application/json", **headers)


def shown(morning: Morning, path: str = "/") -> str:
    """The moment that a page is of."""
    found = MOMENT.search(morning.page(path))
    assert found
    return found[1]


class TestTheRoute:
    def test_as_long_as_nothing_is_new_it_says_nothing(self, morning: Morning) -> None:
        for path in ("/", f"/story/{morning.story().key}"):
            answer = look(morning.ada, shown(morning, path), morning.seen())
            assert (answer.status, answer.body) == (204, b""), path

    def test_it_tells_who_changed_what_is_read_and_how_the_edition_stands(self, morning: Morning) -> None:
        of, seen, ben = shown(morning), morning.seen(), morning.ben()
        morning.do("/note", ben, note="A word")
        morning.do("/hold", ben)
        told = json.loads(look(morning.ada, of, seen).text)
        assert (told["by"], told["status"], told["seen"]) == (["Ben"], "held", morning.seen())
        assert "Release" in told["state"]
        assert told["of"] == shown(morning)
        morning.do("/release", ben)
        told = json.loads(look(morning.ada, told["of"], told["seen"]).text)
        assert (told["by"], told["status"]) == ([], "draft")  # what is read is as it was
        for sly in ("", "x", "2026-11-23.x", "2020-01-01.1", "2026-11-23." + "9" * 40):
            assert json.loads(look(morning.ada, "", sly).text)["by"] == [], sly

    def test_a_page_of_yesterday_learns_that_another_is_on_the_desk(self, sent: Morning) -> None:
        of, seen = shown(sent), sent.seen()
        draft(sent)
        told = json.loads(look(sent.ada, of, seen).text)
        assert (told["by"], told["seen"].split(".")[0] != seen.split(".")[0]) == ([], True)

    def test_without_an_edition_there_is_nothing_new(self, morning: Morning) -> None:
        morning.house.now += timedelta(days=1)
        morning.ada.sign_in()
        assert look(morning.ada, "x").status == 204

    def test_while_it_is_sent_it_tells_how_far_and_counts_every_five_seconds(self, house: House) -> None:
        morning = broken_off(house)
        room, edition, of = morning.room, morning.edition(), shown(morning)
        assert look(morning.ada, of).status == 204
        (claimed, *_) = room.ledger.turn(edition, [], Wanted(1, morning.house.now, "smtp"))
        room.ledger.turn(edition, [Outcome(claimed.id, DeliveryStatus.SENT)], Wanted(0, morning.house.now))
        assert look(morning.ada, of).status == 204
        morning.house.now += timedelta(seconds=5)
        told = json.loads(look(morning.ada, of).text)
        assert "<progress" in told["state"]
        assert told["of"] != of
        room.editions.save(replace(morning.edition(), status=EditionStatus.SENT))
        told = json.loads(look(morning.ada, told["of"]).text)
        assert (told["status"], "<progress" in told["state"], "Sent" in told["state"]) == (
            "sent",
            False,
            True,
        )

    def test_it_is_behind_the_gate(self, morning: Morning) -> None:
        stranger = Browser(morning.house)
        assert look(stranger, "x").status == 401
        assert stranger.get("/now").status == 303

    def test_a_page_that_asks_by_itself_keeps_no_session_alive(self, morning: Morning) -> None:
        ada = morning.house.accounts.find("ada@example.org")
        assert ada

        def used() -> datetime | None:
            (session,) = morning.house.accounts.passes(ada, PassKind.SESSION, morning.house.now)
            return session.seen

        was = used()
        for _ in range(11):
            morning.house.now += timedelta(hours=1)
            assert look(morning.ada, "x", x_unasked="1").status in (200, 204)
            assert morning.ada.get("/", x_unasked="1").status == 200
            assert used() == was
        morning.house.now += timedelta(hours=1)
        assert look(morning.ada, "x", x_unasked="1").status == 401


@pytest.fixture
def ada(chromium: Any, desk: Office) -> Iterator[Editor]:
    one = Editor.enter(chromium, desk)
    one.page.locator("html.js").wait_for()
    yield one
    assert one.troubles == []
    one.page.context.close()


@pytest.fixture
def ben(chromium: Any, desk: Office) -> Iterator[Editor]:
    one = Editor.enter(chromium, desk, "ben")
    one.page.locator("html.js").wait_for()
    yield one
    one.page.context.close()


def awake(editor: Editor) -> None:
    """They come back to the tab; without that it asks every 15 seconds."""
    editor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


class TestTwoBrowsers:
    def test_what_another_changed_is_told_and_shown_without_losing_a_word(
        self, ada: Editor, ben: Editor
    ) -> None:
        headline = ada.open(2).get_by_label("Headline", exact=True)
        headline.fill("Ada is still writing this")
        headline.evaluate("one => one.setSelectionRange(3, 3)")
        dropped = ben.headlines()[4]
        ben.press("Drop", ben.story(5))
        line = ada.page.locator(".news")
        line.get_by_text("Ben changed this edition").wait_for(timeout=60_000)  # it asked by itself
        assert dropped in ada.headlines()
        assert ada.page.evaluate("document.activeElement.name") == "headline"
        assert ada.page.locator("#state ~ .acts").get_by_role("button", name="Undo").count() == 0
        top = ada.story(2).bounding_box()["y"]
        line.get_by_role("button", name="Show").click()
        line.get_by_text("Ben changed").wait_for(state="detached")
        assert dropped not in ada.headlines()
        assert headline.input_value() == "Ada is still writing this"
        assert abs(ada.story(2).bounding_box()["y"] - top) < 3
        ada.press("Save", ada.page.locator(".story.open"))
        assert ada.office.edition().stories[1].headline == "Ada is still writing this"

    def test_a_page_that_is_only_read_says_so_too_and_stays_as_it_was(self, ada: Editor, ben: Editor) -> None:
        headlines = ada.headlines()
        ada.page.mouse.wheel(0, 900)
        ben.press("Down", ben.story(1))
        awake(ada)
        ada.page.get_by_text("Ben changed this edition").wait_for()
        assert ada.headlines() == headlines
        assert "Saved" in ada.page.locator(".saved").inner_text()

    def test_an_approval_a_hold_and_a_send_show_where_nothing_is_edited(
        self, ada: Editor, ben: Editor
    ) -> None:
        ada.page.get_by_role("link", name="Approve…").click()
        ada.page.get_by_role("button", name="Approve").click()
        ada.page.locator(".status.approved").wait_for()
        awake(ben)
        ben.page.locator("#state .approved").wait_for()
        assert "by Ada" in ben.page.locator("#state").inner_text()
        ben.press("Hold")
        awake(ada)
        ada.page.get_by_role("button", name="Release").wait_for()
        assert ada.page.locator(".news").inner_text() == ""
        ada.press("Release as approved")
        ada.page.locator(".status.approved").wait_for()
        story = ben.page.locator(".story.open")
        awake(ben)
        ben.page.locator("#state .approved").wait_for()
        ben.open(2)
        story.get_by_label("Headline", exact=True).fill("Ben writes on")
        with newsroom(ada.office.settings) as room:
            edition = ada.office.edition()
            room.ledger.open(edition, list(room.people.mailable(edition.newsletter)))
            sending = room.editions.save(edition.moved(EditionStatus.SENDING))
            for editor in (ada, ben):
                awake(editor)
                editor.page.locator("#state .sending").wait_for()
                assert editor.page.get_by_role("progressbar").get_attribute("max") == "2"
            assert ada.page.get_by_role("button", name="Drop").count() == 0
            assert ben.page.locator(".news").inner_text().startswith("This edition is being sent")
            assert story.get_by_label("Headline", exact=True).input_value() == "Ben writes on"
            (first, *_) = room.ledger.turn(sending, [], Wanted(1, datetime.now(UTC), "smtp"))
            room.ledger.turn(sending, [Outcome(first.id, DeliveryStatus.SENT)], Wanted(0, datetime.now(UTC)))
        ada.page.locator("progress[value='1']").wait_for(timeout=60_000)
        assert "1 of 2" in ada.page.locator(".facts").inner_text()
        ben.page.get_by_role("button", name="Show").click()
        ben.page.get_by_role("alert").wait_for()
        assert "Ben writes on" in ben.page.get_by_role("alert").inner_text()

    def test_on_the_page_of_a_story_one_learns_of_it_too(self, ada: Editor, ben: Editor) -> None:
        key = ada.story(1).get_attribute("data-key")
        ada.page.goto(f"/story/{key}")
        ada.page.locator("html.js").wait_for()
        ada.page.get_by_label("Lead").fill("Half a lead")
        ben.press("Down", ben.story(1))
        awake(ada)
        ada.page.get_by_text("Ben changed this edition").wait_for()
        ada.page.get_by_role("button", name="Show").click()
        ada.page.get_by_text("Story 2 of 16").wait_for()
        assert ada.page.get_by_label("Lead").input_value() == "Half a lead"
        ada.page.locator("form.reword").evaluate("form => form.classList.remove('dirty')")

    def test_ones_own_other_tab_and_a_session_that_ended_are_told(self, ada: Editor) -> None:
        with newsroom(ada.office.settings) as room:
            verbs.annotate(room, ada.office.edition(), "From a tab", Hand("Ada", datetime.now(UTC)))
        awake(ada)
        ada.page.get_by_text("You, in another place, changed this edition").wait_for()
        ada.page.context.clear_cookies()
        awake(ada)
        ada.page.locator(".news").get_by_role("link", name="Sign in in another tab").wait_for()
        ada.troubles[:] = [said for said in ada.troubles if "401" not in said]
