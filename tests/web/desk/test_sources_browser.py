"""Sources and wishes tended on a phone, without scripts, in a real browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.axe import violations
from tests.web.desk.test_browser import CHECKOUT, sign_in

PROGRAM = """
import sys
from digest.pipeline import prepare
from digest.store.database import open_database
from digest.web.serving import Place, serve
from tests.pipeline.room import DAY, MORNING, heard
from tests.web.desk.house import House
house = House(open_database("sqlite:///" + sys.argv[1]))
prepare(house.room, DAY, MORNING, heard)
serve(house.app(), Place(public=True), lambda address: print(address, flush=True))
"""


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> Iterator[str]:
    """The address of a desk with a draft, in a process of its own."""
    path = shutil.copy(sqlite_template, tmp_path / "digest.db")
    command = [sys.executable, "-c", PROGRAM, path]
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def test_words_are_tried_and_kept_and_a_source_is_paused(chromium: Any, home: str) -> None:
    habits = {"viewport": {"width": 375, "height": 740}, "java_script_enabled": False, "base_url": home}
    with chromium.new_context(**habits) as context:
        page = context.new_page()
        page.goto("/tuning")
        sign_in(page)
        page.wait_for_url("**/tuning")
        page.get_by_label("Blocked words").fill("clinic\npower failure")
        page.get_by_label("Asia", exact=True).fill("2")
        page.get_by_role("button", name="Try it on today’s edition").click()
        page.get_by_role("heading", name="Would be out").wait_for()
        page.get_by_role("button", name="Keep").click()
        said = page.get_by_role("status").inner_text()
        assert said.startswith("Kept. ")
        assert page.get_by_label("Blocked words").input_value() == "clinic\npower failure"
        assert page.get_by_label("Asia", exact=True).input_value() == "2"

        page.get_by_role("link", name="All sources").click()
        page.get_by_role("link", name="Birch Times").first.click()
        page.get_by_role("button", name="Pause it").click()
        assert "Birch Times: paused" in page.get_by_role("status").inner_text()
        page.get_by_role("button", name="Remove it").click()
        assert page.url.endswith("/sources/birch?kept=1")  # the box that says “sure” is required
        page.get_by_role("button", name="Use it again").click()
        assert "Birch Times: used again" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize(("width", "shade"), [(375, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Any,
    home: str,
    shade: str,
    width: int,
) -> None:
    size = {"width": width, "height": 740}
    with chromium.new_context(viewport=size, color_scheme=shade, base_url=home) as context:
        tab = context.new_page()
        tab.goto("/tuning")
        sign_in(tab)
        tab.get_by_role("button", name="Sign out").wait_for()
        for path in ("/sources", "/sources/alder", "/tuning", "tried"):
            if path == "tried":
                tab.get_by_label("Pinned words").fill("ferries")
                tab.get_by_role("button", name="Try it").click()
                tab.get_by_role("heading", level=1, name="What would become").wait_for()
            else:
                tab.goto(path)
            found = violations(tab)
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
