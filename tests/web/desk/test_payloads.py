"""No script of anybody else's runs: not on the desk, in the preview, in the mail, or in the reader's page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from digest import rendering
from digest.models import Edition, Format, Role, User
from digest.pipeline import publish
from digest.web.preview import Draft, preview
from digest.web.readers import readers
from tests.pipeline.room import MORNING, FakeClock, heard
from tests.web.browser import ask
from tests.web.desk.house import Browser, House, pages
from tests.web.desk.payloads import OWN, Trap, collected, deed, editions
from tests.web.house import TEMPLATES

ASSETS = ("desk.css", "desk.js", "icon.svg")


def drawn(house: House, edition: Edition, stories: int = 1) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Every page on which this edition is seen, by its path."""
    house.room.editions.there.clear()  # type: ignore[attr-defined]
    there = house.room.editions.add(edition)
    house.room.editions.enter(there, deed(edition.subject))
    rename_sources(house, edition)
    browser = Browser(house)
    browser.sign_in()
    shown = {path: browser.get(path) for path in paths(house, stories)}
    shown["/sign-in"] = Browser(house).get("/sign-in")
    assert [path for path, page in shown.items() if page.status != 200] == ["/link/p0"], "a page is missing"
    for name in ASSETS:
        shown[f"/assets/{name}"] = browser.get(f"/assets/{name}")
    for view in ("", "mail.html", "text", "lite", "scores"):
        shown[f"/preview/{view}"] = ask(preview(draft(house, there)), f"/{view}")
    shown["/read"] = read(house, there)
    found = {path: (page.status, page.headers, page.body) for path, page in shown.items()}
    letter = rendering.letter(house.room.newsletter, there, Format.FULL)
    found["/mail"] = (200, {"content-type": "text/html; charset=utf-8"}, letter.html.encode())
    return found


def paths(house: House, stories: int) -> list[str]:
    """What the desk shows, from its own routes, and each view of the letter."""
    there = {
        "/sources/{key}": "/sources/alder",
        "{key}": "p0",
        "{day}": f"{MORNING.date()}",
        "{secret}": "p0",
    }
    shown = pages(house, there)
    assert {
        "/sources/alder",
        f"/past/{MORNING.date()}",
        "/tuning",
        "/",
        "/story/p0",
        "/letter",
        "/letter/mail.html",
        "/approve",
        "/users",
    } <= {*shown}
    others = [f"/story/p{number}" for number in range(1, stories)]
    return [*shown, *others, "/letter?view=text", "/letter?view=lite", "/letter/mail.html?shade=dark"]


def rename_sources(house: House, edition: Edition) -> None:
    """Every source has the name of an outlet of the edition."""
    kept: Any = house.room.configuration
    outlets = [one.source.outlet for one in edition.stories]
    sources = [
        replace(one, origin=replace(one.origin, outlet=outlets[number % len(outlets)]))
        for number, one in enumerate(kept.stands.sources)
    ]
    kept.stands = replace(kept.stands, sources=tuple(sources))


def draft(house: House, edition: Edition) -> Draft:
    return Draft(
        load=lambda: (house.room.newsletter, edition),
        render=rendering.letter,
        weigh=lambda *_: 1,
        version=lambda: "1",
        templates=TEMPLATES,
    )


def read(house: House, edition: Edition) -> Any:
    """The edition as a reader has it in a browser."""
    room = house.room
    sealed = edition.approved("Ada", MORNING)
    room.editions.there[edition.newsletter, edition.day] = sealed  # type: ignore[attr-defined]
    publish(room, sealed, FakeClock(), heard)
    delivery = next(room.ledger.listing(sealed))
    app = readers(room, lambda: MORNING, TEMPLATES)
    page = ask(app, f"/view/{room.signer.token('view-full', delivery.id)}", host="news.example.org")
    assert page.status == 200, page.text
    return page


def aside(work: Any, *given: Any) -> Any:
    """Done in another thread: the browser's own loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work, *given).result()


def test_the_trap_tells_of_what_runs(chromium: Any) -> None:
    html = {"content-type": "text/html; charset=utf-8"}
    bad = [one for one in OWN if "<" in one and "&lt;" not in one]
    for number, words in enumerate(bad):
        trap = Trap(chromium, {f"/{number}": (200, html, f"<p title='{words}'>{words}".encode())})
        trap.look(bypass=True)
        assert trap.ran, words
    policy = {"content-security-policy": "script-src 'self'"}
    strict = Trap(chromium, {"/x": (200, html | policy, b"<svg onload=alert(1)>")})
    strict.look(bypass=False)
    assert any("refused script-src" in one for one in strict.ran)


@pytest.mark.parametrize("bypass", [True, False])
def test_own_payloads_run_nowhere(house: House, chromium: Any, bypass: bool) -> None:
    for number, words in enumerate(OWN):
        house.accounts.add(User(0, words, f"x{number}@example.org", Role.EDITOR, MORNING, ""))
    ada = house.accounts.find("ada@example.org")
    assert ada
    house.accounts.change(replace(ada, name=" ".join(OWN)))
    for edition in editions(OWN):
        trap = Trap(chromium, aside(drawn, house, edition, len(OWN)))
        trap.look(bypass=bypass)
        assert trap.ran == []


def test_no_payload_of_the_corpora_runs_anywhere(house: House, chromium: Any) -> None:
    """Without the policies of the pages: their escaping is on trial."""
    payloads = collected()
    for edition in editions(payloads):
        trap = Trap(chromium, aside(drawn, house, edition))
        trap.look(bypass=True)
        assert trap.ran == []
