"""On a small phone nothing of the desk lies beyond the edge of its screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.desk.editor import Editor
from tests.web.desk.life import life
from tests.web.desk.office import Office

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")
EDGES = "all => all.map(one => [one.textContent, one.getBoundingClientRect()])"


def test_every_act_is_on_the_screen_in_every_state(chromium: Any, desk: Office) -> None:
    """Without scrolling aside, also at 320 px (WCAG 1.4.10)."""
    both = [Editor.enter(chromium, desk, name, width=320) for name in ("ada", "ben")]
    states = []
    for state in life(desk):
        states.append(state)
        for one in both:
            one.page.goto("/", wait_until="load")
            for width in (320, 375):
                one.page.set_viewport_size({"width": width, "height": 700})
                acts = one.page.locator(".acts > *").evaluate_all(EDGES)
                assert acts, state
                for name, place in acts:
                    assert place["left"] >= 0, (state, width, name)
                    assert place["right"] <= width, (state, width, name)
                    assert place["bottom"] <= 700, (state, width, name)
                    assert place["height"] >= 44, (state, width, name)
                assert one.page.evaluate("document.documentElement.scrollWidth") <= width, (state, width)
    assert len(states) == 7
    for one in both:
        one.page.context.close()


def test_what_was_done_is_told_above_the_acts(chromium: Any, desk: Office) -> None:
    ada = Editor.enter(chromium, desk, width=320)
    ada.press("Down", ada.story(1))
    ada.told()
    said = ada.page.locator(".said").bounding_box()
    assert said["y"] + said["height"] <= ada.page.locator(".acts").bounding_box()["y"]
    ada.page.context.close()
