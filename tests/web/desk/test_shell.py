"""Every route that there is, from the app itself: who is refused, and what every answer carries."""

from __future__ import annotations

import json
import re

import pytest
from fastapi import HTTPException

from digest.errors import Conflict, Doubtful, NotAllowed, SourceIll, StoreError
from digest.store.accounts import Accounts
from digest.web.desk.app import POLICY
from digest.web.desk.gate import API, OPEN
from subscribers.errors import BadAddress
from tests.web.desk.house import Browser, House

OPEN_PATHS = {"/sign-in", "/sign-in/link", "/link/{secret}", "/assets/{name}"}
"""What anybody may see. A new one is added here on purpose, or not at all."""
SLY = [
    "/sign-in#/users",
    "/sign-in\n",
    "/link/x#/",
    "//sign-in",
    "/SIGN-IN",
    "/sign-in/a/b",
    "/assets/../users",
]


def paths(house: House, method: str) -> list[str]:
    """Every path of this method, its parameters filled in."""
    found = [route for route in house.routes() if method in route.methods]
    assert found
    return [re.sub(r"\{[^}]*\}", "1", route.path) for route in found]


def closed(house: House, method: str) -> list[str]:
    return [path for path in paths(house, method) if not OPEN.fullmatch(path)]


def test_nothing_is_open_but_what_is_listed(house: House) -> None:
    there = {route.path for route in house.routes()}
    assert {path for path in there if OPEN.fullmatch(re.sub(r"\{[^}]*\}", "1", path))} == OPEN_PATHS


def test_what_changes_anything_is_a_post(house: House) -> None:
    methods = {method for route in house.routes() for method in route.methods}
    assert methods == {"GET", "POST"}


def test_every_page_sends_a_stranger_to_sign_in(house: House) -> None:
    for path in [
        *(path for path in closed(house, "GET") if not path.startswith(API)),
        "/nowhere",
        "/docs",
        "/openapi.json",
        "/sign-in/../",
        "/assets/a/b",
        *SLY,
    ]:
        answer = Browser(house).get(path)
        assert (answer.status, answer.body) == (303, b""), path
        assert answer.headers["location"].startswith("/sign-in"), path


def test_a_program_that_is_a_stranger_is_told_so(house: House) -> None:
    for path in ["/api/anything", "/api/sign-in", *closed(house, "GET")]:
        accept = {} if path.startswith(API) else {"accept": "application/json"}
        answer = Browser(house).get(path, **accept)
        assert answer.status == 401, path
        assert answer.headers["content-type"] == "application/json"


def test_every_post_refuses_a_stranger(house: House) -> None:
    for path in closed(house, "POST"):
        browser = Browser(house)
        browser.get("/sign-in")  # a cookie and a token, but nobody behind them
        assert browser.post(path).status == 401, path
        browser.cookie = ""
        assert browser.post(path).status == 401, path


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "another's"])
def test_every_post_refuses_a_missing_or_foreign_token(house: House, token: str) -> None:
    other = Browser(house)
    other.sign_in("ben@example.org")
    browser = Browser(house)
    browser.sign_in()
    for path in paths(house, "POST"):
        wrong = other.csrf if token == "another's" else token
        answer = browser.post(path, {"csrf": wrong})
        assert answer.status == 403, path
        assert "too old to be sent" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:8011"},
        {"origin": "https://127.0.0.1:8010"},
        {"origin": "http://127.0.0.1:8010.evil.example"},
        {"origin": "http://localhost:8010"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site", "referer": "http://127.0.0.1:8010/"},
        {"sec_fetch_site": "none"},
        {"referer": "http://evil.example/127.0.0.1:8010/"},
        {"referer": "http://127.0.0.1:8010@evil.example/"},
        {},
    ],
)
def test_every_post_refuses_another_origin(house: House, headers: dict[str, str]) -> None:
    browser = Browser(house)
    browser.sign_in()
    browser.origin = None
    for path in paths(house, "POST"):
        answer = browser.post(path, **headers)
        assert answer.status == 403, path
        assert "did not come from a page of the desk" in answer.text
    assert browser.get("/").status == 200


@pytest.mark.parametrize(
    "headers", [{"sec_fetch_site": "same-origin"}, {"referer": "http://127.0.0.1:8010/x?y"}]
)
def test_an_origin_that_is_told_in_another_way_will_do(house: House, headers: dict[str, str]) -> None:
    browser = Browser(house)
    browser.sign_in()
    browser.origin = None
    assert browser.post("/sign-out", **headers).status == 303


def test_looking_changes_nothing(house: House) -> None:
    """Nobody signs out by a link."""
    browser = Browser(house)
    browser.sign_in()
    for path in sorted({*closed(house, "POST")} - {*closed(house, "GET")}):
        assert browser.get(path).status in (404, 405), path
    assert browser.get("/").status == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get"])
def test_other_methods_are_changes_too(house: House, method: str) -> None:
    browser = Browser(house)
    browser.sign_in()
    assert browser.ask("/", method, b"", {}).status == 403


def test_every_answer_is_strict(house: House) -> None:
    browser = Browser(house)
    browser.sign_in()
    looked = [*paths(house, "GET"), "/nowhere"]
    answers = [browser.get(path) for path in looked] + [Browser(house).get(path) for path in looked]
    answers += [Browser(house).post(path) for path in paths(house, "POST")]
    answers.append(Browser(house, host="evil.example").get("/"))
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] in ("no-store", "no-cache")
    assert "unsafe" not in POLICY
    assert "data:" not in POLICY


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "desk.example.org", "[::1"])
def test_another_name_is_not_answered(house: House, host: str) -> None:
    assert Browser(house, host=host).get("/sign-in").status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8010", "localhost", "[::1]:9"])
def test_loopback_names_are_answered(house: House, host: str) -> None:
    assert Browser(house, host=host).get("/sign-in").status == 200


def test_behind_a_proxy_the_name_of_the_desk_is_answered_and_its_cookie_is_safe(house: House) -> None:
    house.url = "https://desk.example.org"
    browser = Browser(house, host="desk.example.org", origin="https://desk.example.org")
    page = browser.get("/sign-in")
    assert page.headers["set-cookie"].startswith("__Host-desk=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(page.headers["set-cookie"].split("; "))
    assert browser.sign_in().status == 303
    assert browser.get("/").status == 200
    browser.host = "127.0.0.1:8010"  # a proxy that does not pass the name on
    assert browser.post("/sign-out").status == 303
    house.url = "https://desk.example.org:443/"
    assert Browser(house, host="desk.example.org", origin="https://desk.example.org").sign_in().status == 303
    assert Browser(house, host="desk.example.org:444").get("/sign-in").status == 421
    assert Browser(house, host="desk.example.org", origin="http://desk.example.org").sign_in().status == 403


def test_a_sheet_is_sent_when_it_changed(house: House) -> None:
    sheet = Browser(house).get("/assets/desk.css")
    assert (sheet.status, sheet.headers["content-type"]) == (200, "text/css; charset=utf-8")
    again = Browser(house).get("/assets/desk.css", if_none_match=sheet.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    for name in ("base.html", "..", "%2e%2e", "desk.css%00", "none.css"):
        assert Browser(house).get(f"/assets/{name}").status == 404


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Conflict("Ben was first: he dropped it"), 409, "Ben was first"),
        (NotAllowed("a chief approves"), 403, "a chief approves"),
        (Doubtful("2 findings stand against it"), 422, "2 findings"),
        (SourceIll("answered 500"), 422, "answered 500"),
        (StoreError("the database is locked"), 503, "the database is locked"),
        (TimeoutError(), 503, "It took too long"),
        (BadAddress("no address"), 422, "no address"),
        (HTTPException(404), 404, "no such page"),
        (HTTPException(422, "<script>"), 422, "&lt;script&gt;"),
    ],
)
def test_what_does_not_work_is_said_in_words(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    browser = Browser(house)
    browser.sign_in()
    monkeypatch.setattr(type(house.room.editions), "find", fail)
    page = browser.get("/")
    assert (page.status, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in page.text
    assert "Sign out" in page.text  # the way back is there
    told = browser.get("/", accept="application/json")
    assert (told.status, json.loads(told.text)["status"]) == (status, status)


def test_a_bug_is_a_page_too_and_tells_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret-7")

    browser = Browser(house)
    browser.sign_in()
    monkeypatch.setattr(type(house.room.editions), "find", fail)
    with pytest.raises(ZeroDivisionError):  # for the server, which logs it
        browser.get("/")


def test_a_database_that_fails_at_the_gate_is_said_in_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the database is locked")

    browser = Browser(house)
    browser.sign_in()
    monkeypatch.setattr(Accounts, "bearer", fail)
    page = browser.get("/")
    assert (page.status, "the database is locked" in page.text) == (503, True)
