"""The list of keys tells of each page what works there; keys of one letter can be turned off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from digest.desk import annotate
from digest.models import Hand
from digest.wiring import newsroom
from tests.web.desk.editor import Editor
from tests.web.desk.office import Office

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")

TODAY = ["j k", "Shift J K", "Alt ↓ ↑", "e", "Ctrl Enter", "Esc", "x", "s", "a", "p", "l", "?"]
STORY = ["j k", "e", "Ctrl Enter", "Esc", "s", "l", "?"]
ELSEWHERE = {
    "/letter": ["?"],
    "/approve": ["l", "?"],
    "/past": ["l", "?"],
    "/sources": ["Ctrl Enter", "l", "?"],
}


@pytest.fixture
def ada(chromium: Any, desk: Office) -> Any:
    one = Editor.enter(chromium, desk)
    one.page.locator("html.js").wait_for()
    yield one
    assert one.troubles == []
    one.page.context.close()


def listed(ada: Editor) -> list[str]:
    """The keys that the list tells of."""
    ada.page.locator("html.js").wait_for()
    ada.page.keyboard.press("?")
    dialog = ada.page.get_by_role("dialog", name="Keys")
    dialog.wait_for()
    told = [" ".join(text.split()) for text in dialog.locator("dt:visible").all_inner_texts()]
    dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="hidden")
    return told


def test_each_page_lists_what_works_there(ada: Editor) -> None:
    key = ada.story(1).get_attribute("data-key")
    assert listed(ada) == TODAY
    ada.press("Down", ada.story(1))
    assert listed(ada) == [*TODAY[:8], "u", *TODAY[8:]]
    ada.page.goto(f"/story/{key}")
    assert listed(ada) == [*STORY[:5], "u", *STORY[5:]]
    for path, keys in ELSEWHERE.items():
        ada.page.goto(path)
        assert listed(ada) == keys, path


def test_the_list_is_a_button_too(ada: Editor) -> None:
    ada.page.get_by_role("button", name="Keys", exact=True).click()
    ada.page.get_by_role("dialog", name="Keys").wait_for()


def test_on_the_page_of_a_story_its_keys_do_what_they_say(ada: Editor) -> None:
    first, second = (ada.story(number).get_attribute("data-key") for number in (1, 2))
    ada.page.goto(f"/story/{first}")
    ada.page.locator("html.js").wait_for()
    ada.page.keyboard.press("j")
    ada.page.wait_for_url(f"**/story/{second}")
    ada.page.keyboard.press("k")
    ada.page.wait_for_url(f"**/story/{first}")
    ada.page.locator("html.js").wait_for()
    for key, field in (("e", "headline"), ("s", "spare")):
        ada.page.locator("main").focus()
        ada.page.keyboard.press(key)
        assert ada.page.evaluate("document.activeElement.name") == field


def test_a_split_is_undone_on_the_page_of_its_story(ada: Editor) -> None:
    before = ada.office.edition()
    story = next(one for one in before.stories if one.also)
    ada.page.goto(f"/story/{story.key}")
    assert ada.page.get_by_role("button", name="Undo").count() == 0
    ada.page.locator(".reports input").last.check()
    ada.press("Split off those chosen")
    assert len(ada.office.edition().stories) == len(before.stories) + 1
    assert "Ada split" in ada.page.locator("#undoes").inner_text()
    ada.press("Undo")
    assert ada.office.edition().stories == before.stories
    assert ada.page.evaluate("location.pathname") == f"/story/{story.key}"
    assert ada.page.get_by_role("button", name="Undo").count() == 0


def test_keys_of_one_letter_are_turned_off_and_on(ada: Editor) -> None:
    ada.page.get_by_role("button", name="Keys", exact=True).click()
    choice = ada.page.get_by_label("Keys of one letter")
    choice.uncheck()
    shown = ada.page.get_by_role("dialog").locator("dt:visible").all_inner_texts()
    assert [" ".join(text.split()) for text in shown] == ["Alt ↓ ↑", "Ctrl Enter", "Esc"]
    ada.page.get_by_role("button", name="Close").click()
    ada.page.reload()  # it is kept
    ada.page.locator("html.js").wait_for()
    headlines = ada.headlines()
    ada.story(2).focus()
    for key in ("x", "Shift+J", "a", "l", "?", "e"):
        ada.page.keyboard.press(key)
    ada.page.wait_for_timeout(300)
    assert (ada.headlines(), ada.page.evaluate("location.pathname")) == (headlines, "/")
    assert ada.page.locator("dialog[open], .story.open").count() == 0
    before = ada.seen()
    ada.page.keyboard.press("Alt+ArrowUp")
    ada.changed(before)
    ada.page.get_by_role("button", name="Keys", exact=True).click()
    choice.check()
    ada.page.get_by_role("button", name="Close").click()
    ada.story(2).focus()
    ada.page.keyboard.press("e")
    ada.page.locator(".story.open").wait_for()


def test_without_a_story_no_key_does_anything_to_one(ada: Editor) -> None:
    for key in ("x", "Shift+J", "Shift+K", "e", "s"):
        ada.page.keyboard.press(key)
    ada.page.wait_for_timeout(300)
    assert ada.office.edition().revision == 1
    assert ada.page.locator(".story.open").count() == 0


def test_u_takes_back_what_was_done_here_and_only_leads_to_the_rest(ada: Editor) -> None:
    with newsroom(ada.office.settings) as room:
        annotate(room, ada.office.edition(), "Ben was here", Hand("Ben", datetime.now(UTC)))
    ada.page.reload()
    ada.page.locator("html.js").wait_for()
    focused = "document.activeElement.getAttribute('formaction')"
    ada.page.keyboard.press("u")
    assert ada.page.evaluate(focused) == "/undo"
    ada.press("Down", ada.story(1))
    for note in ("Ben was here", "Ben was here"):
        ada.page.keyboard.press("u")
        ada.page.wait_for_timeout(500)
        assert ada.office.edition().note == note
    assert (ada.office.edition().revision, ada.page.evaluate(focused)) == (4, "/undo")
    before = ada.seen()
    ada.page.keyboard.press("Enter")
    ada.page.get_by_role("button", name="Undo it all the same").click()
    ada.changed(before)
    assert ada.office.edition().note == ""
