"""A real browser, without scripts, at a real port: it sends what the gate asks for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.desk.house import PASSWORD

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: no browser came to the desk"
)
CHECKOUT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from digest.store.database import open_database
from digest.web.serving import Place, serve
from tests.web.desk.house import House
house = House(open_database("sqlite:///" + sys.argv[1]))
serve(house.app(), Place(public=True), lambda address: print(address, flush=True))
"""


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> Iterator[str]:
    """The address of a desk in a process of its own."""
    path = shutil.copy(sqlite_template, tmp_path / "digest.db")
    command = [sys.executable, "-c", PROGRAM, path]
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture
def page(home: str) -> Iterator[Any]:
    """A tab on a phone, without scripts."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not on this machine: no browser came to the desk")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser.new_context(
            viewport={"width": 375, "height": 740}, java_script_enabled=False, base_url=home
        ).new_page()
        browser.close()


def test_an_editor_signs_in_and_out_on_a_phone(page: Any) -> None:
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text))
    page.goto("/past?x=1")
    assert re.search(r"/sign-in\?to=", page.url)
    page.get_by_label("Mail address").fill("ada@example.org")
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert "do not belong together" in page.get_by_role("alert").inner_text()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.url.endswith("/past?x=1")
    page.goto("/")
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert page.get_by_role("navigation").get_by_role("link").all_inner_texts() == [
        *("Today", "Past", "Sources", "Users")
    ]
    page.get_by_role("button", name="Sign out").click()
    assert page.url.endswith("/sign-in")
    page.goto("/")
    assert page.url.endswith("/sign-in")
    assert [words for words in troubles if "status of 403" not in words and "404" not in words] == []
