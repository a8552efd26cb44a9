"""axe finds nothing on any page, light and dark, wide and narrow; and every page is light in bytes, too."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from digest.wiring import newsroom
from tests.web.axe import violations
from tests.web.desk.editor import Editor
from tests.web.desk.house import House, filled, pages
from tests.web.desk.office import Office
from tests.web.desk.sent import yesterdays

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser came to the desk")
VIEWS = ("/?open={key}", "/letter?view=dark", "/letter?view=text", "/letter?view=lite")
MOST = 60_000  # bytes on the wire of a page with its sheet and script


@pytest.fixture(scope="module")
def doubted(chromium: Any, tmp_path_factory: pytest.TempPathFactory, drafted: Any) -> Any:
    """A desk on which one claim is doubted, one overruled, and there is something to undo."""
    from tests.web.desk.office import office

    with office(drafted, tmp_path_factory.mktemp("desk")) as desk:
        ada = Editor.enter(chromium, desk)
        for number, figure in ((2, "8,317"), (3, "9,418")):
            ada.reword(number, f"{ada.headlines()[number - 1]}, {figure} say")
        doubt = ada.story(3).locator(".doubt").first
        doubt.locator("summary").click()
        doubt.get_by_label("Why it may stand").fill("I counted them")
        ada.press("Let it stand", doubt)
        ada.page.context.close()
        with newsroom(desk.settings) as room:
            yesterdays(room)
        yield desk


@pytest.mark.parametrize(("width", "shade"), [(375, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Any, house: House, doubted: Office, shade: str, width: int) -> None:
    """No colour hangs on a width, and no width on a colour: each of both is seen once."""
    ada = Editor.enter(chromium, doubted, width=width, color_scheme=shade, bypass_csp=True)
    key = ada.story(2).get_attribute("data-key")
    found = {}

    def look(path: str, width: int) -> None:
        said = violations(ada.page)
        found[path] = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in said]
        assert ada.page.evaluate("document.documentElement.scrollWidth") <= width, path

    for path in every_page(house, doubted, key):
        ada.page.goto(path)
        look(path, width)
    ada.page.goto(yesterday(doubted))
    ada.page.get_by_text("Correct a story").click()
    ada.page.get_by_label("What was wrong").fill("The dam holds 4 million cubic metres.")
    ada.page.get_by_label("Mail it to").check()
    look("the form", width)
    ada.page.get_by_role("button", name="Look at what happens").click()
    ada.page.get_by_role("heading", name="Correct this story?").wait_for()
    look("the question", width)
    ada.page.context.clear_cookies()
    ada.page.get_by_role("button", name="Correct it and mail").click()
    ada.page.get_by_role("heading", name="Your session has ended").wait_for()
    look("signed out", width)
    ada.page.context.close()
    assert {path: told for path, told in found.items() if told} == {}


def every_page(house: House, doubted: Office, key: str) -> list[str]:
    """Every page that the desk has, by its own routes; neither mails nor what only scripts ask."""
    there = {
        "/sources/{key}": f"/sources/{doubted.settings.sources[0].key}",
        "{key}": key,
        "/past/{day}": yesterday(doubted),
        "{secret}": "s" * 43,
    }
    found = [*pages(house, there), *(filled(view, there) for view in VIEWS)]
    return [path for path in found if not path.endswith(("/mail.html", "/now"))]


def yesterday(doubted: Office) -> str:
    return f"/past/{doubted.edition().day - timedelta(days=1)}"


def test_on_a_phone_every_control_is_large_enough(chromium: Any, doubted: Office) -> None:
    """24 px at least, and 44 for what is pressed with a thumb in bed."""
    ada = Editor.enter(chromium, doubted, width=375)
    heights = ada.page.locator("main button:visible, main .button:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44
    ada.page.context.close()


def test_pages_are_light(chromium: Any, house: House, doubted: Office) -> None:
    ada = Editor.enter(chromium, doubted)
    key = ada.story(2).get_attribute("data-key")
    for path in every_page(house, doubted, key):
        ada.page.goto(path, wait_until="load")
        bytes_ = ada.page.evaluate(
            "(() => { const page = performance.getEntriesByType('navigation')[0];"
            " const own = performance.getEntriesByType('resource').filter(one => /assets/.test(one.name));"
            " return page.encodedBodySize + own.reduce((all, one) => all + one.encodedBodySize, 0) })()"
        )
        assert bytes_ < MOST, (path, bytes_)
    ada.page.context.close()


def test_a_reduced_motion_is_respected(chromium: Any, doubted: Office) -> None:
    ada = Editor.enter(chromium, doubted, reduced_motion="reduce")
    durations = ada.page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one).animationDuration)"
    )
    assert all(float(re.match(r"[\d.e-]+", one)[0]) <= 0.01 for one in durations)
    ada.page.context.close()
