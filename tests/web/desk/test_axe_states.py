"""axe finds nothing between the pages either: questions, refusals, and an edition in each of its states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from digest.models import EditionStatus, Hand, Offer, Quota
from digest.pipeline import publish
from tests.desk.draft import about
from tests.pipeline.room import FakeClock, articles, heard
from tests.web.axe import violations
from tests.web.browser import Answer
from tests.web.desk.house import HOME, TEMPLATES, Browser, House
from tests.web.desk.morning import LEAD, Morning
from tests.web.desk.morning import morning as prepared
from tests.web.desk.test_payloads import aside

FEED = "https://fir.example/feed"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def refusals(morning: Morning) -> Iterator[tuple[str, Answer]]:
    """What is asked before it is done, and what is not done."""
    ben, first, other = morning.ben(), about(morning.edition(), "dam"), about(morning.edition(), "ferry")
    yield "merge question", morning.do(f"/story/{first.key}/merge", other=other.key)
    morning.tell(morning.do(f"/story/{first.key}/up", ben), ben)
    yield "undo question", morning.do("/undo")
    seen, path = morning.seen(), f"/story/{first.key}/reword"
    morning.tell(morning.do(path, headline="Dam holds 987 million litres", lead=LEAD))
    written = {"seen": seen, "headline": "Ben wrote this", "lead": "And this"}
    yield "conflict", morning.do(path, ben, **written)
    yield "conflict on its own page", morning.do(path, ben, **written, back="story")
    yield "barred", morning.ada.get("/approve")
    yield "proof refused", morning.do("/proof", address="nowhere")
    yield "address refused", morning.do("/add", url="https://alder.example/nowhere", section="asia")
    yield "not there", morning.ada.get("/story/nothing")
    yield "signed out", Browser(morning.house).post("/note", {"note": "My words"}, referer=f"{HOME}/")
    yield "not let in", Browser(morning.house).sign_in(password="wrong" * 4)
    yield "link asked", Browser(morning.house).post("/sign-in/link", {"address": "ada@example.org"})
    yield "token", morning.ada.post("/you/token", {"label": "Our CMS"})
    morning.tell(morning.do("/undo"))
    yield "user refused", morning.ada.post("/users/add", {"name": "", "address": "x", "role": "editor"})


def settings(morning: Morning) -> Iterator[tuple[str, Answer]]:
    """A feed that is looked at, what settings would do, and who was first with them."""
    room: Any = morning.room
    room.collector.offers[FEED] = Offer("Fir Weekly", "en", (articles()[0],))
    yield "a feed looked at", morning.ada.post("/sources/look", {"url": FEED})
    yield "a feed refused", morning.ada.post("/sources/look", {"url": "no address"})
    seen = room.configuration.setup().seen
    yield "tried", morning.ada.post("/tuning", {"do": "try", "block": "clinic", "seen": seen})
    room.configuration.keep([Quota("asia", 3)], seen, Hand("Ben", morning.house.now), ["Asia: at most 3"])
    yield "clash", morning.ada.post("/tuning", {"do": "keep", "most-asia": "7", "seen": seen})


def life(morning: Morning) -> Iterator[tuple[str, Answer]]:
    """The edition in every state, on Today, where it is approved, and where it is looked back at."""
    page = morning.ada.get
    ben = morning.ben()
    for act, fields in (
        ("", {}),
        ("/approve", {}),
        ("/hold", {}),
        ("/note", {"note": "Another word"}),
        ("/release", {}),
        ("/approve", {}),
    ):
        if act:
            morning.tell(morning.do(act, **fields))
        state = f"{morning.edition().status} after {act}"
        yield f"today, {state}", page("/")
        yield f"today of an editor, {state}", ben.get("/")
        yield f"approve, {state}", page("/approve")
        yield f"past, {state}", page(f"/past/{morning.edition().day}")
    edition = morning.room.editions.save(morning.edition().moved(EditionStatus.SENDING))
    yield "today, sending", page("/")
    yield "past, sending", page(f"/past/{edition.day}")
    morning.do("/hold")
    yield "today, stopped", page("/")
    yield "past, stopped", page(f"/past/{edition.day}")
    morning.do("/release")
    publish(morning.room, morning.edition(), FakeClock(), heard)
    yield "today, sent", page("/")
    yield "story, sent", page(f"/story/{morning.story().key}")
    yield "past, sent", page(f"/past/{edition.day}")
    morning.house.now += timedelta(days=1)
    morning.ada.sign_in()
    yield "no draft yet", page("/")


def shown(house: House) -> dict[str, bytes]:
    morning = prepared(house.engine)
    found = {name: answer for some in (refusals, settings, life) for name, answer in some(morning)}
    empty = {name: answer.status for name, answer in found.items() if b"<main" not in answer.body}
    assert not empty, "these are no pages"
    return {name: answer.body for name, answer in found.items()}


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_axe_finds_nothing_between_the_pages(house: House, chromium: Any, shade: str) -> None:
    """On a phone where it is dark, and on a screen where it is light."""
    width = 375 if shade == "dark" else 1280
    states: dict[str, bytes] = aside(shown, house)
    found = {}
    with chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=shade, reduced_motion="reduce"
    ) as context:
        tab = context.new_page()
        now = [b""]
        context.route("**/*", lambda route: serve(route, now[0]))
        for name, now[0] in states.items():
            tab.goto(f"{HOME}/", wait_until="load")
            found[name] = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations(tab)]
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
            if name == "today, draft after ":
                tab.locator(".c").first.click()
                tab.locator("#pop").wait_for()
                found["an open claim"] = [(one["id"], one["nodes"][0]["html"]) for one in violations(tab)]
    assert len(found) == len(states) + 1
    assert {name: told for name, told in found.items() if told} == {}


def serve(route: Any, body: bytes) -> None:
    """The page, and what belongs to it; there is no network."""
    name = route.request.url.removeprefix(f"{HOME}/assets/")
    if name == f"{HOME}/":
        route.fulfill(body=body, content_type="text/html; charset=utf-8")
    elif (TEMPLATES / name).is_file():
        file = TEMPLATES / name
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
    else:
        route.abort()
