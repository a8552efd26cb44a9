"""What was just done is on the screen: the story with its marks, and trouble beside its form."""

from __future__ import annotations

from typing import Any

import pytest

from digest.desk import reword
from digest.models import Hand
from digest.wiring import newsroom
from tests.web.desk.editor import Editor
from tests.web.desk.office import Office

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")

PLACE = 8  # of a story far down the page


@pytest.fixture(params=[375, 1280])
def ada(request: pytest.FixtureRequest, chromium: Any, desk: Office) -> Any:
    one = Editor.enter(chromium, desk, width=request.param)
    one.page.locator("html.js").wait_for()
    yield one
    one.page.context.close()


def in_sight(ada: Editor, part: Any) -> bool:
    """Whether it is on the screen, and no button that stays at its foot hides it."""
    place, foot = part.bounding_box(), ada.page.locator(".rail .acts").bounding_box()
    bottom = min(foot["y"], 800) if ada.page.viewport_size["width"] == 375 else 800
    return bool(place["y"] >= 0 and place["y"] + place["height"] <= bottom)


def write(ada: Editor) -> Any:
    """Other words for a story; the button that saves them, at the top of the screen and below them."""
    story = ada.open(PLACE)
    story.get_by_label("Lead").fill("It drove 41,234 dragons away.")
    button = story.get_by_role("button", name="Save")
    button.evaluate("button => button.scrollIntoView({ block: 'start' })")
    assert story.bounding_box()["y"] < 0
    return button


def test_after_saving_the_story_is_in_sight_with_its_new_marks(ada: Editor) -> None:
    before = ada.seen()
    write(ada).click()
    ada.changed(before)
    assert in_sight(ada, ada.story(PLACE).locator(".words > h3"))
    assert in_sight(ada, ada.story(PLACE).locator(".c.doubted").first)
    assert ada.page.evaluate("document.activeElement.id") == ada.story(PLACE).get_attribute("id")


def test_after_a_conflict_the_story_and_what_happened_are_in_sight(ada: Editor) -> None:
    button, edition = write(ada), ada.office.edition()
    key = ada.story(PLACE).get_attribute("data-key")
    with newsroom(ada.office.settings) as room:
        reword(room, edition, key, Hand("Ben", edition.created), headline="Ben has other words", lead="")
    button.click()
    trouble = ada.page.locator("#trouble")
    trouble.wait_for()
    assert in_sight(ada, ada.story(PLACE).locator(".words > h3"))
    assert in_sight(ada, trouble.locator("h2"))
    assert ada.page.evaluate("document.activeElement.id") == "trouble"


def test_what_was_moved_stays_where_it_was_under_the_finger(ada: Editor) -> None:
    button = ada.story(PLACE).get_by_role("button", name="Up")
    button.evaluate("button => button.scrollIntoView({ block: 'center' })")
    key, was = ada.story(PLACE).get_attribute("data-key"), button.bounding_box()["y"]
    ada.press("Up", ada.story(PLACE))
    now = ada.page.locator(f"#s-{key}").get_by_role("button", name="Up").bounding_box()["y"]
    assert abs(now - was) < 3


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [375, 1280])
def test_a_story_that_cannot_be_added_says_so_beside_its_form(
    chromium: Any, desk: Office, width: int, *, scripts: bool
) -> None:
    ada = Editor.enter(chromium, desk, width=width, scripts=scripts)
    form, address = ada.page.locator(".add"), "https://127.0.0.1:1/nowhere"
    form.get_by_label("Its address").fill(address)
    form.get_by_label("Section").select_option(index=2)
    section = form.get_by_label("Section").input_value()
    form.get_by_role("button", name="Read and write it").click()
    trouble = form.get_by_role("alert")
    trouble.wait_for()
    assert in_sight(ada, trouble)
    assert "Nothing of yours is lost" not in trouble.inner_text()
    assert form.get_by_label("Its address").input_value() == address
    assert form.get_by_label("Section").input_value() == section
    assert ada.page.get_by_role("alert").count() == 1
    ada.page.context.close()
