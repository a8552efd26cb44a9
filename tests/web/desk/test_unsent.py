"""A form that comes when its session has ended: nothing is done, and its words are given back."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from digest.web.desk.unsent import WRITTEN
from tests.web.browser import Answer
from tests.web.desk.editor import Editor
from tests.web.desk.house import HOME, PASSWORD, Browser
from tests.web.desk.morning import Morning
from tests.web.desk.office import Office

WORDS = "Ferries <script>alert(1)</script></textarea> & \"trains\"\n\n'run' again"


def signed_out(morning: Morning) -> Browser:
    """Ada, who signed out in another tab; this one still shows the page."""
    morning.ada.post("/sign-out")
    morning.ada.cookie = ""
    return morning.ada


def fields(answer: Answer) -> list[str]:
    return [
        unescape(one)
        for one in re.findall(r"<textarea[^>]* readonly[^>]*>(.*?)</textarea>", answer.text, re.S)
    ]


def way(answer: Answer) -> str:
    found = re.search(r'href="(/sign-in\?to=[^"]*)"', answer.text)
    assert found, answer.text
    return unescape(found[1])


def test_what_was_written_is_shown_and_nothing_is_done(morning: Morning) -> None:
    story, before = morning.story(), morning.edition()
    ada = signed_out(morning)
    path = f"/story/{story.key}"
    wrote = {"headline": "Ferries run", "lead": WORDS, "back": "story"}
    answer = ada.post(f"{path}/reword", wrote | {"seen": morning.seen()}, referer=f"{HOME}{path}?done=3")
    assert (answer.status, "You are signed out" in answer.text) == (401, True)
    assert fields(answer) == ["Ferries run", WORDS]
    assert "<script>alert" not in answer.text
    assert morning.edition() == before
    ada.get(way(answer))
    back = ada.sign_in(to=re.search(r'name="to" value="([^"]*)"', ada.get(way(answer)).text)[1])  # type: ignore[index]
    assert back.headers["location"] == f"{path}?done=3"


def test_a_tab_of_an_earlier_session_is_given_its_words_back(morning: Morning) -> None:
    old, before = morning.ada.csrf, morning.edition()
    morning.ada.post("/sign-out")
    morning.ada.sign_in()
    answer = morning.do("/note", note=WORDS, csrf=old)
    assert (answer.status, fields(answer)) == (403, [WORDS])
    assert "Ada" in answer.text
    assert morning.ada.get(way(answer)).headers["location"] == "/"
    assert morning.edition() == before


def test_no_secret_is_said_again(morning: Morning) -> None:
    ada = signed_out(morning)
    secret = "a word that nobody knows"
    for path, names in (("/you/password", ("old", "new", "again")), ("/title", ("csrf", "seen", "password"))):
        answer = ada.post(path, dict.fromkeys(names, secret))
        assert answer.status == 401
        assert secret not in answer.text
    assert not {"csrf", "seen", "old", "new", "again", "password", "secret"} & {*map(str, WRITTEN)}


@pytest.mark.parametrize(
    "referer",
    [
        *(
            "https://evil.example/story/a",
            "//evil.example/",
            "http://[",
            "",
            "javascript:alert(1)",
            "http://127.0.0.1:8010.evil.example/",
        ),
        *(
            f"{HOME}//evil.example/",
            f"{HOME}/\\evil.example",
            f"{HOME}/{'a' * 5000}",
            f"{HOME}/title",
            f"{HOME}/%0d%0aSet-Cookie:x",
        ),
    ],
)
def test_nobody_is_led_elsewhere_for_it(morning: Morning, referer: str) -> None:
    ada = signed_out(morning)
    answer = ada.post("/note", {"note": "A word"}, referer=referer)
    assert answer.status == 401
    assert ada.get(way(answer)).status == 200
    assert ada.sign_in(to=way(answer).partition("=")[2]).headers["location"] == "/"


def test_another_site_is_told_nothing(morning: Morning) -> None:
    """What it sends is not shown on a page of ours."""
    for origin in ("https://evil.example", "null"):
        answer = morning.ada.post("/note", {"note": "Bought <b>cheaply</b>", "csrf": ""}, origin=origin)
        assert (answer.status, fields(answer), "Bought" in answer.text) == (403, [], False)


def test_a_script_that_asks_for_json_gets_json(morning: Morning) -> None:
    ada = signed_out(morning)
    answer = ada.post("/note", {"note": "A word"}, accept="application/json")
    assert (answer.status, answer.headers["content-type"]) == (401, "application/json")


def test_what_is_longer_than_the_desk_takes_is_still_given_back(morning: Morning) -> None:
    ada = signed_out(morning)
    assert fields(ada.post("/note", {"note": "word " * 5000})) == [("word " * 5000).strip()]
    assert ada.post("/note", {"note": "x" * 70_000}).status == 413


def test_in_a_browser_without_scripts_nothing_is_lost_and_one_comes_back(chromium: Any, desk: Office) -> None:
    ada = Editor.enter(chromium, desk, width=375, scripts=False)
    story = ada.open(2)
    story.get_by_label("Headline", exact=True).fill("These words are not to be lost")
    place = ada.page.url.partition("#")[0]
    ada.page.context.clear_cookies()
    story.get_by_role("button", name="Save").click()
    ada.page.get_by_role("heading", name="Your session has ended").wait_for()
    assert ada.page.get_by_label("Headline", exact=True).input_value() == "These words are not to be lost"
    assert not ada.page.get_by_label("Headline", exact=True).is_editable()
    with ada.page.context.expect_page() as opened:
        ada.page.get_by_role("link", name="Sign in in a new tab").click()
    door = opened.value
    door.get_by_label("Mail address", exact=True).fill("ada@example.org")
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in", exact=True).click()
    door.locator(".story.open .reword").wait_for()
    assert door.url == place
    assert ada.page.get_by_label("Headline", exact=True).input_value() == "These words are not to be lost"
    ada.page.context.close()
