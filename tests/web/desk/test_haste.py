"""Presses that come faster than answers: each counts once, in its order, and for what it was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import sleep
from typing import Any

import pytest

from digest.desk import annotate
from digest.models import Hand
from digest.wiring import newsroom
from tests.web.axe import violations
from tests.web.desk.editor import Editor
from tests.web.desk.office import Office

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")


@pytest.fixture
def ada(chromium: Any, desk: Office) -> Any:
    one = Editor.enter(chromium, desk, width=375)
    one.page.locator("html.js").wait_for()
    yield one
    assert one.troubles == []
    one.page.context.close()


def deeds(ada: Editor, least: int) -> int:
    """How many deeds were done since the draft, when no press waits for its answer any more."""
    for number in range(1, least + 1):
        ada.page.locator(f"#do input[name=seen]:not([value$='.{number}'])").wait_for(state="attached")
    ada.page.locator("main:not([aria-busy])").wait_for()
    ada.page.wait_for_timeout(300)  # another would be on its way now
    ada.page.locator("main:not([aria-busy])").wait_for()
    assert ada.page.locator("#trouble").count() == 0
    return ada.office.edition().revision - 1


def slow(ada: Editor) -> None:
    """A line on which an answer takes its time."""
    ada.page.route("**/story/**", lambda route: (sleep(0.4), route.continue_()))


def tap_twice(ada: Editor) -> None:
    ada.story(1).get_by_role("button", name="Down").dblclick()


def tap_twice_on_a_slow_line(ada: Editor) -> None:
    slow(ada)
    tap_twice(ada)


def press_twice(ada: Editor) -> None:
    ada.story(1).focus()
    ada.page.keyboard.press("Shift+J")
    ada.page.keyboard.press("Shift+J")


def press_twice_on_a_slow_line(ada: Editor) -> None:
    slow(ada)
    press_twice(ada)


@pytest.mark.parametrize(
    "haste", [tap_twice, tap_twice_on_a_slow_line, press_twice, press_twice_on_a_slow_line]
)
def test_two_quick_presses_move_a_story_two_places(ada: Editor, haste: Callable[[Editor], None]) -> None:
    first, second, third = ada.headlines()[:3]
    haste(ada)
    assert deeds(ada, 2) == 2
    assert ada.headlines()[:3] == [second, third, first]
    assert [one.headline for one in ada.office.edition().stories[:3]] == [second, third, first]


@pytest.mark.parametrize("line", ["quick", "slow"])
def test_a_double_tap_on_drop_drops_one(ada: Editor, line: str) -> None:
    headlines = ada.headlines()
    if line == "slow":
        slow(ada)
    ada.story(4).get_by_role("button", name="Drop").dblclick()
    assert deeds(ada, 1) == 1
    assert ada.headlines() == [*headlines[:3], *headlines[4:]]


def test_a_key_pressed_twice_drops_one_and_a_form_sent_twice_is_one_deed(ada: Editor) -> None:
    headlines = ada.headlines()
    ada.story(4).focus()
    ada.page.keyboard.press("x")
    ada.page.keyboard.press("x")
    assert deeds(ada, 1) == 1
    assert ada.headlines() == [*headlines[:3], *headlines[4:]]
    slow(ada)
    story = ada.open(2)
    story.get_by_label("Headline", exact=True).fill("Two taps are one wish")
    story.get_by_role("button", name="Save").dblclick()
    assert deeds(ada, 2) == 2
    assert ada.headlines()[1] == "Two taps are one wish"


def test_a_second_undo_waits_for_a_look_at_what_it_would_take_back(ada: Editor) -> None:
    for name in ("Down", "Drop"):
        ada.press(name, ada.story(1))
    dropped = ada.headlines()
    ada.page.get_by_role("button", name="Undo").dblclick()
    assert deeds(ada, 3) == 3
    assert len(ada.headlines()) == len(dropped) + 1


def test_words_and_moves_in_a_row_are_all_done(ada: Editor) -> None:
    slow(ada)
    first, second = ada.headlines()[:2]
    ada.page.get_by_label("Note to readers").fill("Good morning")
    ada.story(1).get_by_role("button", name="Down").click()
    ada.page.get_by_role("button", name="Save note").click()
    ada.story(3).get_by_role("button", name="Drop").click()
    assert deeds(ada, 3) == 3
    edition = ada.office.edition()
    assert edition.note == "Good morning"
    assert [one.headline for one in edition.stories[:2]] == [second, first]
    assert len(edition.stories) == 15


def test_what_another_did_in_between_is_not_run_over(ada: Editor) -> None:
    """Ben is quicker with something else: her second press was not meant for what he made of it."""
    headlines = ada.headlines()

    def first_ben(route: Any) -> None:
        if ada.office.edition().revision == 1:
            with newsroom(ada.office.settings) as room:
                edition = ada.office.edition()
                annotate(room, edition, "Ben was here", Hand("Ben", datetime.now(UTC)))
        route.continue_()

    ada.page.route("**/down", first_ben)
    ada.story(1).get_by_role("button", name="Down").dblclick()
    ada.page.locator("#trouble").wait_for()
    assert "Ben was first" in ada.page.locator("#trouble").inner_text()
    assert ada.headlines()[:2] == [headlines[1], headlines[0]]
    assert ada.office.edition().revision == 3
    ada.troubles[:] = [said for said in ada.troubles if "409" not in said]


@pytest.mark.parametrize(("habit", "moves"), [("no-preference", "busy"), ("reduce", "shown")])
def test_while_an_answer_is_waited_for_the_page_and_the_button_show_it(
    chromium: Any, desk: Office, habit: str, moves: str
) -> None:
    ada = Editor.enter(chromium, desk, reduced_motion=habit, bypass_csp=True)
    asked: list[Any] = []

    def wait(route: Any) -> None:
        asked.append(route)

    ada.page.route("**/drop", wait)
    ada.story(4).get_by_role("button", name="Drop").click()
    ada.page.locator("main[aria-busy=true] .story button[aria-busy=true]").wait_for()
    style = "getComputedStyle(document.querySelector('main'), '::after').animationName"
    assert ada.page.evaluate(style) == moves
    assert violations(ada.page) == []
    asked.pop().continue_()
    assert deeds(ada, 1) == 1
    assert ada.page.locator("[aria-busy]").count() == 0
    assert ada.page.evaluate(style) == "none"
    ada.story(4).get_by_role("button", name="Drop").click()
    ada.page.locator("main[aria-busy=true]").wait_for()
    asked.pop().abort()
    ada.page.get_by_text("That was not saved").wait_for()
    assert ada.page.locator("[aria-busy]").count() == 0
    ada.page.context.close()
