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

from tests.web.axe import violations
from tests.web.desk.house import PASSWORD

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
def page(chromium: Any, home: str) -> Iterator[Any]:
    """A tab on a phone, without scripts."""
    habits = {"viewport": {"width": 375, "height": 740}, "java_script_enabled": False, "base_url": home}
    with chromium.new_context(**habits) as context:
        yield context.new_page()


def sign_in(page: Any, password: str = PASSWORD) -> None:
    page.get_by_label("Mail address", exact=True).fill("ada@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_editor_signs_in_and_out_on_a_phone(page: Any) -> None:
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text))
    page.goto("/past?x=1")
    assert re.search(r"/sign-in\?to=", page.url)
    sign_in(page, "not this one at all")
    assert "do not belong together" in page.get_by_role("alert").inner_text()
    sign_in(page)
    page.wait_for_url("**/past?x=1")
    page.goto("/")
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert page.get_by_role("navigation").get_by_role("link").all_inner_texts() == [
        *("Today", "Letter", "Past", "Sources", "Users")
    ]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.goto("/")
    assert page.url.endswith("/sign-in")
    assert [words for words in troubles if "status of 403" not in words and "404" not in words] == []


def test_a_chief_adds_somebody_and_changes_their_own_password(page: Any) -> None:
    page.goto("/users")
    sign_in(page)
    page.wait_for_url("**/users")
    page.get_by_label("Name, as the record").fill("Eve")
    page.get_by_label("Mail address").fill("eve@example.org")
    page.get_by_role("button", name="Add").click()
    assert "sign in with a link" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Lock Eve out").click()
    page.get_by_role("button", name="Let Eve back in").wait_for()
    page.get_by_role("link", name="Ada").click()
    page.get_by_label("The present one").fill(PASSWORD)
    for label in ("A new one", "The new one again"):
        page.get_by_label(label).fill("boats across the bay")
    page.get_by_role("button", name="Change it").click()
    assert "Your password is changed" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize(("width", "shade"), [(375, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_is_cut_off(chromium: Any, home: str, shade: str, width: int) -> None:
    size = {"width": width, "height": 740}
    with chromium.new_context(viewport=size, color_scheme=shade, base_url=home) as context:
        tab = context.new_page()
        for path in ("/sign-in", "/link/" + "x" * 43, "/", "/you", "/users", "/nowhere"):
            tab.goto(path)
            if path == "/":
                sign_in(tab)
                tab.get_by_role("button", name="Sign out").wait_for()
            found = violations(tab)
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
