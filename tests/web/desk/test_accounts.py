"""One's own account, a way in by mail, and the users whom a chief looks after."""

from __future__ import annotations

import re

import pytest

from digest.desk import entering
from digest.models import PassKind
from tests.web.desk.house import HOME, PASSWORD, Browser, House

NEW = "boats across the bay at noon"


def signed(house: House, address: str = "ada@example.org") -> Browser:
    browser = Browser(house)
    assert browser.sign_in(address).status == 303
    return browser


def mailed(house: House) -> list[str]:
    """The paths of the links that were mailed."""
    said = b"".join(message.data for message in house.room.mailers[0].sent).decode()
    return [link.removeprefix(HOME) for link in re.findall(rf"{HOME}/link/[\w-]+", said)]


def test_a_mailed_link_asks_for_one_press_and_then_lets_in(house: House) -> None:
    browser = Browser(house)
    browser.get("/sign-in")
    browser.post("/sign-in/link", {"address": "ben@example.org"})
    (link,) = mailed(house)
    for _ in range(3):  # whoever follows the links of mails has used up nothing
        assert "Welcome back" in Browser(house).get(link).text
    pressed = Browser(house)
    pressed.get(link)
    assert pressed.post(link).headers["location"] == "/"
    assert "Ben" in pressed.get("/").text
    late = Browser(house)
    late.get(link)
    answer = late.post(link)
    assert (answer.status, "used already" in answer.text) == (403, True)


def asked_and_pressed(house: House, to: str) -> tuple[str, str]:
    """Where a link leads that was asked for on the way to this page; and the link."""
    browser = Browser(house)
    browser.get("/sign-in")
    browser.post("/sign-in/link", {"address": "ben@example.org", "to": to})
    link = mailed(house)[-1]
    pressed = Browser(house)
    pressed.get(link)
    return pressed.post(link).headers["location"], link


def test_a_mailed_link_leads_to_the_page_that_was_wanted(house: House) -> None:
    """On whichever machine it is pressed: of the page, the link and its form say nothing."""
    browser = Browser(house)
    page = browser.get(browser.get("/past?page=2").headers["location"])
    assert page.text.count('name="to" value="/past?page=2"') == 2  # of a password, and of a link
    to, link = asked_and_pressed(house, "/past?page=2")
    assert to == "/past?page=2"
    assert "past" not in link
    assert asked_and_pressed(house, "")[0] == "/"


@pytest.mark.parametrize(
    "to",
    [
        *("//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/a\r\nX: 1"),
        *("/past?\x9b", "javascript:alert(1)", "/past?" + "a" * 3000, "/nowhere", "/./\\evil.example"),
    ],
)
def test_a_mailed_link_leads_nobody_elsewhere(house: House, to: str) -> None:
    assert asked_and_pressed(house, to)[0] == "/"
    with house.engine.connect() as connection:
        assert "evil" not in repr(connection.exec_driver_sql("SELECT * FROM passes").all())


def test_whoever_hands_a_link_on_cannot_have_it_lead_elsewhere(house: House) -> None:
    browser = Browser(house)
    browser.get("/sign-in")
    browser.post("/sign-in/link", {"address": "ben@example.org", "to": "/past"})
    (link,) = mailed(house)
    assert "users" not in browser.get(f"{link}?to=/users").text
    assert browser.post(f"{link}?to=/users", {"to": "/users"}).headers["location"] == "/past"


def test_what_is_kept_of_a_page_is_looked_at_again_before_anybody_is_led_there(house: House) -> None:
    """Whoever could write into the database still leads nobody out."""
    ben = house.accounts.find("ben@example.org")
    link = f"/link/{entering.link(house.accounts, ben, house.now, '//evil.example')}"
    browser = Browser(house)
    browser.get(link)
    assert browser.post(link).headers["location"] == "/"


def test_the_answer_does_not_tell_whether_an_address_is_known(house: House) -> None:
    answers = []
    for address in ("ben@example.org", "eve@example.org"):
        browser = Browser(house)
        browser.get("/sign-in")
        answer = browser.post("/sign-in/link", {"address": address})
        answers.append((answer.status, answer.text.replace(address, "").replace(browser.csrf, "")))
    assert answers[0] == answers[1]
    assert len(mailed(house)) == 1


def test_a_link_leads_to_the_desk_and_nowhere_that_a_request_names(house: House) -> None:
    house.url = "https://desk.example.org"
    browser = Browser(house, origin="https://desk.example.org")
    browser.get("/sign-in")
    browser.post("/sign-in/link", {"address": "ben@example.org"}, x_forwarded_host="evil.example")
    assert b"https://desk.example.org/link/" in house.room.mailers[0].sent[0].data


def test_too_many_tries_are_told_to_wait(house: House) -> None:
    browser = Browser(house)
    for _ in range(5):
        assert browser.sign_in(password="wrong").status == 403
    answer = browser.sign_in()
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) == 900
    assert "wait 15 minutes" in answer.text
    for _ in range(5):
        browser.post("/sign-in/link", {"address": "ada@example.org"})
    answer = browser.post("/sign-in/link", {"address": "ada@example.org"})
    assert (answer.status, answer.headers["retry-after"]) == (429, "3600")


def test_a_new_password_keeps_this_browser_and_no_other(house: House) -> None:
    here, there = signed(house), signed(house)
    token = entering.token(house.accounts, house.accounts.find("ada@example.org"), "x", house.now)
    here.get("/you")
    changed = here.post("/you/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert changed.headers["location"] == "/you?done=password"
    assert "everything else that was signed in is out" in here.get("/you?done=password").text
    assert there.get("/").status == 303
    assert entering.entered(house.accounts, PassKind.API, token, house.now) is None
    assert Browser(house).sign_in().status == 403
    assert Browser(house).sign_in(password=NEW).status == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "not your password"),
        (PASSWORD, NEW, NEW + "!", "not the same both times"),
        (PASSWORD, "short", "short", "at least 12"),
    ],
)
def test_a_password_that_is_not_changed_says_why(
    house: House, old: str, new: str, again: str, words: str
) -> None:
    browser = signed(house)
    browser.get("/you")
    answer = browser.post("/you/password", {"old": old, "new": new, "again": again})
    assert (answer.status, words in answer.text) == (422, True)
    assert new not in answer.text
    assert Browser(house).sign_in().status == 303


def test_sessions_and_tokens_are_seen_and_ended(house: House) -> None:
    here, there = signed(house), signed(house)
    page = here.post("/you/token", {"label": "A <script>"}).text
    token = re.search(r'class="secret">([\w-]{43})<', page)[1]
    assert "A &lt;script&gt;" in page
    assert token not in here.get("/you").text
    ada = house.accounts.find("ada@example.org")
    (program,) = house.accounts.passes(ada, PassKind.API, house.now)
    ids = {int(number) for number in re.findall(r'name="pass" value="(\d+)"', here.get("/you").text)}
    assert len(ids) == 2  # the other session, and the token
    ben = signed(house, "ben@example.org")
    assert ben.post("/you/end", {"pass": str(program.id)}).status == 404
    for number in ids:
        assert here.post("/you/end", {"pass": str(number)}).status == 303
    assert there.get("/").status == 303
    assert Browser(house).get("/api/x", authorization=f"Bearer {token}").status == 401
    assert here.get("/").status == 200


def test_a_chief_looks_after_users(house: House) -> None:
    ada, ben = signed(house), signed(house, "ben@example.org")
    number = str(house.accounts.find("ben@example.org").id)
    added = ada.post("/users/add", {"name": "<b>Eve</b>", "address": "eve@example.org", "role": "editor"})
    assert added.headers["location"] == "/users?done=added"
    page = ada.get("/users?done=added").text
    assert "&lt;b&gt;Eve&lt;/b&gt;" in page
    assert "sign in with a link" in page
    assert ada.post("/users/role", {"user": number, "role": "chief"}).status == 303
    assert ben.get("/users").status == 200  # what one may do is looked up anew each time
    assert ada.post("/users/role", {"user": number, "role": "editor"}).status == 303
    assert ben.get("/users").status == 403
    assert ada.post("/users/out", {"user": number}).status == 303
    assert ben.get("/").status == 303
    assert ada.post("/users/back", {"user": number}).status == 303
    assert signed(house, "ben@example.org").get("/").status == 200


def test_an_editor_changes_no_users(house: House) -> None:
    ben = signed(house, "ben@example.org")
    before = house.accounts.everyone()
    assert "/users" not in ben.get("/").text
    assert ben.get("/users").status == 403
    for path in ("add", "role", "out", "back"):
        fields = {"user": "1", "role": "chief", "name": "Eve", "address": "eve@example.org"}
        answer = ben.post(f"/users/{path}", fields)
        assert (answer.status, "a chief looks after users" in answer.text) == (403, True)
    assert house.accounts.everyone() == before


@pytest.mark.parametrize(
    ("path", "fields", "status", "words"),
    [
        ("add", {"name": "Eve", "address": "none", "role": "editor"}, 422, "must have an @-sign"),
        ("add", {"name": "Ben", "address": "b@example.org", "role": "editor"}, 422, "works here already"),
        ("add", {"name": "Eve", "address": "eve@example.org", "role": "king"}, 422, "an editor or a chief"),
        ("out", {"user": "1"}, 422, "the only chief"),
        ("out", {"user": "99"}, 404, "no such page"),
        ("out", {"user": "x"}, 422, "not a number"),
        ("role", {"user": "2"}, 422, "an editor or a chief"),
    ],
)
def test_what_cannot_be_done_is_told(
    house: House, path: str, fields: dict[str, str], status: int, words: str
) -> None:
    browser = signed(house)
    answer = browser.post(f"/users/{path}", fields)
    assert answer.status == status
    assert words in answer.text
