"""A real browser on a small phone, without scripts, presses the buttons; in light and dark, for everyone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.pipeline.room import room
from tests.web.axe import violations
from tests.web.server import Server, running

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: no browser pressed the button"
)
SIGNER = room().signer
PHONE = {"width": 375, "height": 740}
STATES = ("ask", "left", "back", "nobody", "incomplete", "letter", "lite")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not on this machine: no browser pressed the button")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """A tab of a reader with these habits. `troubles` are what the browser refused or complained of."""

    def __init__(self, browser: Any, server: Server, **habits: object) -> None:
        self.context = browser.new_context(viewport=PHONE, **habits)
        self.page = self.context.new_page()
        self.home = f"http://127.0.0.1:{server.port}"
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda said: self.troubles.append(said.text))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str, number: int, purpose: str) -> None:
        self.page.goto(f"{self.home}/{path}/{SIGNER.token(purpose, number)}")

    def show(self, state: str) -> None:
        """Bring this state of the pages about."""
        if state in ("letter", "lite"):
            self.open("view", *((1, "view-full") if state == "letter" else (3, "view-lite")))
        elif state == "incomplete":
            self.page.goto(f"{self.home}/leave/half")
        else:
            self.context.request.post(f"{self.home}/return/{SIGNER.token('return', 2)}")
            self.open("leave", 99 if state == "nobody" else 2, "leave")
            if state in ("left", "back"):
                self.page.get_by_role("button", name="Unsubscribe").click()
                self.reads("You have left.")
            if state == "back":
                self.page.get_by_role("button").click()
                self.reads("You are subscribed again.")

    def brought_home(self, route: Any) -> None:
        """What a web server in front does: the public address is answered by this app."""
        there = self.home + urlsplit(route.request.url).path
        route.fulfill(response=self.context.request.get(there))

    def reads(self, heading: str) -> None:
        """The page that they come to has this heading."""
        playwright.expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.fixture(params=["light", "dark"])
def reader(request: pytest.FixtureRequest, chromium: Any, server: Server) -> Iterator[Reader]:
    one = Reader(chromium, server, java_script_enabled=False, color_scheme=request.param)
    yield one
    one.context.close()


def test_the_keyboard_leaves_and_takes_it_back(reader: Reader) -> None:
    reader.open("leave", 1, "leave")
    reader.reads("Leave Morning Digest?")
    reader.page.keyboard.press("Tab")
    assert reader.page.locator("button:focus-visible").count() == 1
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.reads("You have left.")
    assert reader.page.url.startswith(f"{reader.home}/leave/")
    reader.page.get_by_role("button", name="It was a mistake: subscribe me again").click()
    reader.reads("You are subscribed again.")
    assert all(url.startswith(reader.home) for url in reader.asked)
    assert not reader.troubles


def test_the_letter_looks_as_in_the_mail_and_its_link_only_asks(reader: Reader) -> None:
    """The policy lets every style through, and the browser reports nothing that it had to stop."""
    reader.show("letter")
    size, border = reader.page.get_by_role("heading", level=1).evaluate(
        "element => [getComputedStyle(element).fontSize, getComputedStyle(element).borderTopStyle]"
    )
    assert (size, border) == ("38px", "solid")
    accent = reader.page.locator("h2").first.evaluate("element => getComputedStyle(element).color")
    assert accent in ("rgb(138, 28, 28)", "rgb(255, 157, 138)")
    assert all(url.startswith(reader.home) for url in reader.asked)
    reader.context.route("https://news.example.org/**", reader.brought_home)
    reader.page.get_by_role("link", name="Unsubscribe").click()
    reader.reads("Leave Morning Digest?")
    assert not reader.troubles


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [320, 375, 1200])
def test_nothing_stands_beyond_the_edge(reader: Reader, state: str, width: int) -> None:
    reader.page.set_viewport_size({**PHONE, "width": width})
    reader.show(state)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(box["height"] >= 44 for box in boxes(reader))


def boxes(reader: Reader) -> list[dict[str, float]]:
    """The buttons, as large as a finger finds them."""
    return [button.bounding_box() for button in reader.page.get_by_role("button").all()]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, server: Server, state: str, shade: str) -> None:
    judged = Reader(chromium, server, color_scheme=shade, bypass_csp=True)
    judged.show(state)
    # A letter is a mail first: it is judged by WCAG alone, not by what is good practice for a page.
    options = (
        {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]} if state == "letter" else {}
    )
    found = violations(judged.page, options=options)
    judged.context.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
