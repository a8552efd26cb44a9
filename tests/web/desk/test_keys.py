"""The list of keys tells of each page what works there, and nothing else; and keys of one letter can be turned off."""

from __future__ import annotations

from typing import Any

import pytest

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
