"""All that changes anything, by page and by API, from the app's own routes: who is refused."""

from __future__ import annotations

import json
import re

import pytest

from digest.desk import approve, entering, hold
from digest.models import EditionStatus
from digest.web.desk.deeds import DEEDS
from digest.web.desk.gate import API
from tests.desk.draft import ADA
from tests.web.browser import Answer
from tests.web.desk.house import Browser, House
from tests.web.desk.morning import Morning

VERBS = {
    *("reword", "move", "drop", "swap", "take", "merge", "split", "rest-on", "suggest", "correct"),
    *("title", "note", "add", "overrule", "proof", "undo", "restore", "approve", "hold", "release"),
    *("continue", "carry", "leave-out", "preview", "keep", "look", "new", "tend", "remove"),
}
PAGES = {
    *("/title", "/note", "/undo", "/add", "/approve", "/hold", "/release", "/overrule", "/proof"),
    *("/story/{key}/suggest", "/story/{key}/{what}"),
    *("/carry", "/leave-out", "/sources/look", "/sources/add", "/sources/{key}", "/tuning"),
    *(
        "/past/{day}/ask",
        "/past/{day}/correct",
        "/past/{day}/hold",
        "/past/{day}/proceed",
        "/past/{day}/restore",
    ),
    *("/sign-in", "/sign-in/link", "/link/{secret}"),
    *("/users/add", "/users/role", "/users/out", "/users/back"),
    *("/you/password", "/you/token", "/you/end", "/sign-out"),
}
"""What changes anything by a page. What is added to them is added here, or nobody has thought of it."""


def changing(house: House) -> list[str]:
    """The paths that change something, their parameters filled in."""
    found = [route.path for route in house.routes() if "POST" in route.methods]
    return [path.replace("{day}", "today").replace("{what}", "drop") for path in found]


def programs(house: House) -> list[str]:
    found = [re.sub(r"\{\w+\}", "1", path) for path in changing(house) if path.startswith(API)]
    assert len(found) >= len(VERBS)
    return found


def test_each_verb_has_a_path_for_programs(house: House) -> None:
    assert {path.rpartition("/")[2] for path in changing(house) if path.startswith(API)} >= VERBS


def test_each_verb_has_a_page(house: House) -> None:
    there = {route.path for route in house.routes() if "POST" in route.methods}
    assert {path for path in there if not path.startswith(API)} == PAGES
    assert {*DEEDS} >= {"reword", "move", "drop", "swap", "take", "merge", "reports"}


def post(house: House, path: str, headers: dict[str, str], said: object = None) -> Answer:
    body = json.dumps({"seen": 1} if said is None else said).encode()
    return Browser(house).ask(path, "POST", body, {"content_type": "application/json"} | headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1:8010"},
        {"authorization": ""},
        {"authorization": "Bearer " + "x" * 43},
        {"authorization": "Basic YWRhOmFkYQ=="},
    ],
)
def test_a_program_without_a_token_changes_nothing(house: House, headers: dict[str, str]) -> None:
    for path in programs(house):
        answer = post(house, path, headers)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="desk"'), path


def test_a_cookie_alone_changes_nothing_by_a_programs_path(house: House) -> None:
    ada = Browser(house)
    ada.sign_in()
    for path in programs(house):
        for origin in ({}, {"origin": "http://127.0.0.1:8010"}, {"origin": "https://evil.example"}):
            assert post(house, path, {"cookie": ada.cookie} | origin).status == 403, path
        beside = {"cookie": ada.cookie, "authorization": "Bearer wrong", "x_csrf_token": ada.csrf}
        assert post(house, path, beside).status == 401, path


def test_a_form_of_another_page_is_none_for_programs(house: House) -> None:
    """What a browser can send across sites without asking is not JSON."""
    ada = house.accounts.find("ada@example.org")
    assert ada
    bearer = {"authorization": f"Bearer {entering.token(house.accounts, ada, 'x', house.now)}"}
    for path in programs(house):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
            assert post(house, path, bearer | {"content_type": kind}).status == 415, path


CHIEFS = ("approve", "proceed")


@pytest.mark.parametrize("what", CHIEFS)
def test_an_editor_lets_nothing_out(morning: Morning, what: str) -> None:
    ben = morning.ben()
    user = morning.house.accounts.find("ben@example.org")
    assert user
    token = entering.token(morning.house.accounts, user, "x", morning.house.now)
    if what == "proceed":
        let_out = approve(morning.room, morning.edition(), ADA)
        hold(morning.room, let_out, ADA)
    before = morning.edition()
    page = morning.do(f"/past/{before.day}/proceed" if what == "proceed" else "/approve", ben)
    assert (page.status, "Ben is an editor" in page.text) == (403, True)
    path = f"/api/editions/today/{'continue' if what == 'proceed' else what}"
    bearer = {"authorization": f"Bearer {token}"}
    answer = post(morning.house, path, bearer, {"seen": before.revision})
    assert (answer.status, "Ben is an editor" in answer.text) == (403, True)
    assert morning.edition() == before
    assert before.status in (EditionStatus.DRAFT, EditionStatus.HELD)
    ada = morning.house.accounts.find("ada@example.org")
    assert ada
    bearer = {
        "authorization": f"Bearer {entering.token(morning.house.accounts, ada, 'x', morning.house.now)}"
    }
    assert post(morning.house, path, bearer, {"seen": before.revision}).status == 200


def test_an_editor_has_no_correction_mailed(morning: Morning) -> None:
    user = morning.house.accounts.find("ben@example.org")
    assert user
    bearer = {
        "authorization": f"Bearer {entering.token(morning.house.accounts, user, 'x', morning.house.now)}"
    }
    edition = morning.edition()
    path = f"/api/editions/today/stories/{edition.stories[0].key}/correct"
    said = {"seen": edition.revision, "text": "It was 12.", "mail": True}
    answer = post(morning.house, path, bearer, said)
    assert (answer.status, "Ben is an editor" in answer.text) == (403, True)
    assert morning.room.corrections.waiting("morning") == []
