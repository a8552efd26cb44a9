"""Keys, dragging, lengths and marks: what a script adds, and that it never takes a key from a field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from digest.desk import drop, reword
from digest.models import Hand
from digest.wiring import newsroom
from tests.web.desk.editor import Editor
from tests.web.desk.house import PASSWORD
from tests.web.desk.office import Office

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")


@pytest.fixture
def ada(chromium: Any, desk: Office) -> Any:
    one = Editor.enter(chromium, desk)
    yield one
    assert one.troubles == []
    one.page.context.close()


def focused(ada: Editor) -> str:
    """The headline of the story that has the focus."""
    return str(
        ada.page.evaluate("document.activeElement.closest('.story')?.querySelector('h3').innerText ?? ''")
    )


def test_j_and_k_go_from_story_to_story(ada: Editor) -> None:
    for key, number in (("j", 1), ("j", 2), ("j", 3), ("k", 2)):
        ada.page.keyboard.press(key)
        assert focused(ada) == ada.headlines()[number - 1]


def test_a_story_is_moved_dropped_and_brought_back_by_keys_and_keeps_the_focus(ada: Editor) -> None:
    first, second = ada.headlines()[:2]
    for key, expected in (("Shift+J", [second, first]), ("Alt+ArrowUp", [first, second])):
        before = ada.seen()
        ada.story(1 if key == "Shift+J" else 2).focus()
        ada.page.keyboard.press(key)
        ada.changed(before)
        assert ada.headlines()[:2] == expected
        assert focused(ada) == first
    before = ada.seen()
    ada.page.keyboard.press("x")
    ada.changed(before)
    assert first not in ada.headlines()
    before = ada.seen()
    ada.page.keyboard.press("u")
    ada.changed(before)
    assert ada.headlines()[0] == first


def test_the_list_of_keys_opens_and_closes(ada: Editor) -> None:
    ada.page.locator("html.js").wait_for()  # the script listens
    ada.page.keyboard.press("?")
    assert ada.page.get_by_role("dialog", name="Keys").is_visible()
    ada.page.keyboard.press("x")  # no story is dropped behind a dialog
    ada.page.keyboard.press("Escape")
    assert not ada.page.locator("#keys").is_visible()
    assert len(ada.headlines()) == 16


def test_e_opens_escape_closes_and_letters_stay_letters(ada: Editor) -> None:
    ada.story(2).focus()
    ada.page.keyboard.press("e")
    field = ada.page.locator(".story.open").get_by_label("Headline", exact=True)
    field.wait_for()
    before, seen = field.input_value(), ada.seen()
    assert ada.page.evaluate("document.activeElement.name") == "headline"
    ada.page.keyboard.press("End")
    ada.page.keyboard.type(" xuj?")
    assert field.input_value() == f"{before} xuj?"
    length = ada.page.locator(".story.open output").first
    assert length.inner_text().startswith(f"{len(before.split()) + 1} words of 6 to 12")
    ada.page.keyboard.press("Control+Enter")
    ada.changed(seen)
    assert ada.headlines()[1].endswith("xuj?")


def test_s_leads_to_the_spares(ada: Editor) -> None:
    ada.story(3).focus()
    ada.page.keyboard.press("s")
    ada.page.locator("select[name=spare]:focus").wait_for()


def test_a_p_and_l_lead_to_their_pages(ada: Editor) -> None:
    for key, path in (("a", "/approve"), ("p", "/proof"), ("l", "/letter")):
        ada.page.goto("/")
        ada.page.keyboard.press(key)
        ada.page.wait_for_url(f"**{path}")


def test_a_story_is_dragged_by_its_number(ada: Editor) -> None:
    headlines, before = ada.headlines(), ada.seen()
    grip, there = ada.story(3).locator(".number").bounding_box(), ada.story(1).bounding_box()
    ada.page.mouse.move(grip["x"] + 5, grip["y"] + 8)
    ada.page.mouse.down()
    ada.page.mouse.move(there["x"] + 5, there["y"] + 40, steps=5)
    ada.page.mouse.move(there["x"] + 5, there["y"] + 8, steps=5)
    ada.page.mouse.up()
    ada.changed(before)
    assert ada.headlines()[:3] == [headlines[2], headlines[0], headlines[1]]


def test_a_claim_is_explained_on_hover_and_focus_and_stays_under_the_pointer(ada: Editor) -> None:
    mark = ada.story(1).locator(".c").first
    mark.hover()
    pop = ada.page.locator("#pop")
    pop.wait_for()
    pop.hover()
    ada.page.wait_for_timeout(400)
    assert pop.is_visible()
    ada.page.keyboard.press("Escape")
    assert pop.count() == 0
    ada.page.mouse.move(0, 0)
    ada.story(1).focus()
    ada.page.keyboard.press("Tab")
    assert ada.page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "pop"
    assert mark.inner_text() in pop.inner_text()


def test_what_is_typed_stays_while_something_else_is_done(ada: Editor) -> None:
    story = ada.open(2)
    story.get_by_label("Headline", exact=True).fill("Half a headline")
    ada.page.get_by_label("Note to readers").fill("Half a note")
    ada.press("Down", ada.story(4))
    open_now = ada.page.locator(".story.open").get_by_label("Headline", exact=True)
    assert open_now.input_value() == "Half a headline"
    assert ada.page.get_by_label("Note to readers").input_value() == "Half a note"
    ada.press("Save note")
    assert open_now.input_value() == "Half a headline"
    assert ada.office.edition().note == "Half a note"
    ada.page.locator(".story.open form.reword").evaluate("form => form.classList.remove('dirty')")


def test_an_address_of_a_refused_deed_is_never_shown(ada: Editor) -> None:
    ada.page.locator("#url").fill("https://127.0.0.1:1/nowhere")
    ada.page.get_by_role("button", name="Read and write it").click()
    ada.page.get_by_role("alert").wait_for()
    assert ada.page.locator("#url").input_value() == "https://127.0.0.1:1/nowhere"
    assert ada.page.evaluate("location.pathname") == "/"
    ada.troubles[:] = [words for words in ada.troubles if "422" not in words]


def test_what_was_typed_survives_a_desk_that_is_gone(ada: Editor) -> None:
    story = ada.open(2)
    story.get_by_label("Headline", exact=True).fill("These words are not to be lost")
    ada.page.route("**/reword", lambda route: route.abort())
    story.get_by_role("button", name="Save").click()
    ada.page.get_by_text("What you wrote is still here").wait_for()
    assert story.get_by_label("Headline", exact=True).input_value() == "These words are not to be lost"
    ada.troubles[:] = [words for words in ada.troubles if "ERR_FAILED" not in words]


def test_what_was_typed_survives_a_session_that_ended(ada: Editor) -> None:
    words, story = "These words are not to be lost either", ada.open(2)
    story.get_by_label("Headline", exact=True).fill(words)
    ada.page.context.clear_cookies()
    story.get_by_role("button", name="Save").click()
    link = ada.page.get_by_role("alert").get_by_role("link", name="Sign in")
    assert "You are signed out; what you wrote is still here." in ada.page.get_by_role("alert").inner_text()
    assert story.get_by_label("Headline", exact=True).input_value() == words
    with ada.page.context.expect_page() as opened:
        link.click()
    door = opened.value
    door.get_by_label("Mail address", exact=True).fill("ada@example.org")
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in", exact=True).click()
    door.locator("#do").wait_for(state="attached")
    ada.press("Save", story)
    assert ada.headlines()[1] == words
    ada.troubles[:] = [said for said in ada.troubles if "401" not in said and "403" not in said]


def test_a_form_that_the_browser_posts_itself_leaves_without_a_question(ada: Editor) -> None:
    asked: list[str] = []
    ada.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ada.page.goto("/")
    ada.page.evaluate("document.querySelector('[data-desk]').removeAttribute('data-desk')")
    ada.page.get_by_label("Note to readers").fill("A word to all")
    ada.page.get_by_role("button", name="Save note").click()
    ada.page.wait_for_url("**/?done=*")
    assert asked == []
    assert ada.office.edition().note == "A word to all"


def test_after_a_swap_one_stands_before_the_story_that_came(ada: Editor) -> None:
    ada.story(9).focus()
    before = ada.seen()
    ada.page.keyboard.press("s")
    ada.page.locator("select[name=spare]:focus").wait_for()
    ada.page.get_by_role("button", name="Swap", exact=True).click()
    ada.changed(before)
    assert focused(ada) == ada.headlines()[8]
    place = ada.story(9).bounding_box()
    assert 0 <= place["y"] < 800


def by_ben(ada: Editor, verb: Any, *said: Any, **more: Any) -> None:
    """Ben does something elsewhere, after Ada's page was loaded."""
    with newsroom(ada.office.settings) as room:
        verb(room, ada.office.edition(), *said, hand=Hand("Ben", datetime.now(UTC)), **more)


def test_words_in_the_making_do_not_run_over_those_that_came_meanwhile(ada: Editor) -> None:
    """A page that is shown anew is newer than what is being typed on it."""
    key = ada.story(2).get_attribute("data-key")
    ada.open(2).get_by_label("Headline", exact=True).fill("Ada is still at it")
    by_ben(ada, reword, key, headline="Ben has it already", lead="")
    ada.press("Down", ada.story(4))
    story = ada.page.locator(".story.open")
    assert story.get_by_label("Headline", exact=True).input_value() == "Ada is still at it"
    story.get_by_role("button", name="Save").click()
    assert "Ben has it already" in ada.page.get_by_role("alert").inner_text()
    assert story.locator("output").first.inner_text() == "5 words of 6 to 12"
    assert ada.office.edition().stories[1].headline == "Ben has it already"
    ada.press("Down", ada.story(5))  # and after the conflict her words are still not saved, nor gone
    assert story.get_by_label("Headline", exact=True).input_value() == "Ada is still at it"
    ada.press("Save", story)
    assert ada.office.edition().stories[1].headline == "Ada is still at it"
    ada.troubles[:] = [said for said in ada.troubles if "409" not in said]


def test_words_for_a_story_that_left_are_given_back(ada: Editor) -> None:
    key = ada.story(2).get_attribute("data-key")
    ada.open(2).get_by_label("Headline", exact=True).fill("Words for nothing")
    by_ben(ada, drop, key)
    ada.press("Down", ada.story(4))
    told = ada.page.get_by_role("alert").first.inner_text()
    assert "What you wrote has no place here any more" in told
    assert "Words for nothing" in told
    ada.troubles[:] = [said for said in ada.troubles if "409" not in said]


def test_a_reason_in_the_making_stays_too(ada: Editor) -> None:
    ada.reword(2, f"{ada.headlines()[1]}, 8,317 say")
    doubt = ada.story(2).locator(".doubt").first
    doubt.locator("summary").click()
    doubt.get_by_label("Why it may stand").fill("I counted")
    ada.press("Down", ada.story(4))
    assert ada.story(2).get_by_label("Why it may stand").input_value() == "I counted"
    assert ada.story(2).get_by_label("Why it may stand").is_visible()
