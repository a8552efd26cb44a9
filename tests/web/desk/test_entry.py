"""Coming in and going out: cookies, sessions, and where one is led afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.desk import entering
from digest.models import PassKind
from digest.web.desk import signing_in
from digest.web.desk.signing_in import local
from tests.web.desk.house import PASSWORD, Browser, House


def test_somebody_comes_in_and_goes_out(house: House) -> None:
    browser = Browser(house)
    assert browser.sign_in().headers["location"] == "/"
    assert "Ada" in browser.get("/").text
    held = browser.cookie
    answer = browser.post("/sign-out")
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
    browser.cookie = held  # whoever kept it has nothing
    assert browser.get("/").status == 303


def test_the_cookie_is_for_the_browser_alone_and_only_its_hash_is_kept(house: House) -> None:
    browser = Browser(house)
    answer = browser.sign_in()
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    secret = browser.cookie.partition("=")[2]
    with house.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM passes").all()
    assert secret not in repr(kept)
    assert entering.mark(secret) in repr(kept)


def test_signing_in_gives_a_new_cookie(house: House) -> None:
    """Whoever planted one before has nothing."""
    browser = Browser(house)
    browser.get("/sign-in")
    planted = browser.cookie
    browser.sign_in()
    assert browser.cookie != planted
    assert Browser(house, cookie=planted).get("/").status == 303


def test_signing_in_once_more_ends_the_session_that_was(house: House) -> None:
    browser, waiting = Browser(house), Browser(house)
    waiting.get("/sign-in")
    browser.sign_in()
    before = waiting.cookie = browser.cookie  # a second tab, in which the page to sign in is still open
    waiting.csrf = browser.csrf
    waiting.post("/sign-in", {"address": "ben@example.org", "password": PASSWORD})
    assert "Ben" in waiting.get("/").text
    assert Browser(house, cookie=before).get("/").status == 303


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("ada@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("", ""),
        ("ada@example.org", "x" * 999),
    ],
)
def test_a_wrong_password_and_an_unknown_address_are_one_answer(
    house: House, address: str, password: str
) -> None:
    answer = Browser(house).sign_in(address, password)
    assert answer.status == 403
    assert "do not belong together" in answer.text
    assert password not in answer.text or not password


def test_an_idle_session_ends_and_a_used_one_ends_later(house: House) -> None:
    used, idle = Browser(house), Browser(house)
    used.sign_in()
    idle.sign_in()
    begun = house.now
    for hours in range(6, 7 * 24, 6):
        house.now = begun + timedelta(hours=hours)
        assert used.get("/").status == 200, hours
    house.now = begun + timedelta(hours=13)
    assert idle.get("/").status == 303
    house.now = begun + timedelta(days=7)
    assert used.get("/").status == 303


def test_whoever_may_no_longer_come_in_is_out_at_once(house: House) -> None:
    browser = Browser(house)
    browser.sign_in("ben@example.org")
    ben = house.accounts.find("ben@example.org")
    house.accounts.change(replace(ben, active=False))
    assert browser.get("/").status == 303
    assert Browser(house).sign_in("ben@example.org").status == 403


def test_one_is_led_to_the_page_one_wanted(house: House) -> None:
    browser = Browser(house)
    asked = browser.get("/past?day=2026-11-23&x=a%20b")
    assert asked.headers["location"] == "/sign-in?to=/past%3Fday%3D2026-11-23%26x%3Da%2520b"
    page = browser.get(asked.headers["location"])
    assert 'name="to" value="/past?day=2026-11-23&amp;x=a%20b"' in page.text
    assert browser.sign_in(to="/past?day=1").headers["location"] == "/past?day=1"
    assert browser.get("/sign-in?to=/past").headers["location"] == "/past"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/story/a/reword", "/story/a"),
        ("/past/2026-11-23/correct?x=1", "/past/2026-11-23"),
        ("/sources/a/b/c", "/sources/a"),
        *((path, "/") for path in ("/title", "/undo?x=1", "/nowhere", "/nowhere/at/all", "/a//b")),
    ],
)
def test_nobody_is_led_to_what_is_only_posted_to(house: House, path: str, page: str) -> None:
    """But to the nearest page above it."""
    browser = Browser(house)
    assert f'name="to" value="{page}"' in browser.get(f"/sign-in?to={path}").text
    assert browser.sign_in(to=path).headers["location"] == page
    assert browser.get("/sign-in?to=/story/a").headers["location"] == "/story/a"


def test_a_strangers_path_of_a_thousand_parts_is_not_looked_up_a_thousand_times(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(signing_in, "_shows", lambda _, path: looked.append(path))
    page = Browser(house).get("/sign-in?to=/story" + "/b" * 900)
    assert 'name="to" value="/"' in page.text
    assert len(looked) < 10


@pytest.mark.parametrize(
    "path",
    [
        *(
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil.example",
            "",
            "/\t/evil.example",
        ),
        *(
            "/a\r\nSet-Cookie: x=1",
            "javascript:alert(1)",
            "\\\\evil.example",
            " //evil.example",
            "/" + "a" * 3000,
        ),
    ],
)
def test_nobody_is_led_elsewhere(house: House, path: str) -> None:
    assert local(path) == "/"
    assert Browser(house).sign_in(to=path).headers.get("location", "/") == "/"


@pytest.mark.parametrize(
    "cookie", ["desk=", "desk=x", "desk=" + "a" * 43, "desk=é", "desk=" + "a" * 9000, "other=1"]
)
def test_a_cookie_that_is_none_of_ours_is_a_strangers(house: House, cookie: str) -> None:
    assert Browser(house, cookie=cookie).get("/").status == 303


def test_a_token_opens_the_programs_paths_alone_and_a_session_is_no_token(house: House) -> None:
    ada = house.accounts.find("ada@example.org")
    token = entering.token(house.accounts, ada, "a script", house.now)
    session = entering.begin(house.accounts, ada, entering.Place(""), house.now)
    assert Browser(house).get("/api/nothing", authorization=f"Bearer {token}").status == 404
    assert Browser(house).get("/", authorization=f"Bearer {token}").status == 303
    assert Browser(house, cookie=f"desk={token}").get("/").status == 303
    for wrong in (f"Bearer {session}", f"Basic {token}", token, "Bearer ", "Bearer é"):
        assert Browser(house).get("/api/nothing", authorization=wrong).status == 401, wrong
    signed = Browser(house)
    signed.sign_in()
    assert signed.get("/api/nothing", authorization="Bearer wrong").status == 401
    assert house.accounts.bearer(PassKind.API, entering.mark(token))[1].label == "a script"
