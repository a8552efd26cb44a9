"""A desk around a newsroom of fakes and a real database, and a browser that knows cookies and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from fastapi.routing import APIRoute
from sqlalchemy import Engine
from starlette.types import ASGIApp

from digest.desk import passwords
from digest.models import Role, User
from digest.newsroom import Newsroom
from digest.store.accounts import Accounts
from digest.web.desk.app import desk, furnished, inside
from tests.pipeline.room import MORNING, room
from tests.web.browser import Answer, ask

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "web" / "desk"
HOST = "127.0.0.1:8010"
HOME = f"http://{HOST}"
PASSWORD = "ferries run on time again"
PEOPLE = {"ada@example.org": ("Ada", Role.CHIEF), "ben@example.org": ("Ben", Role.EDITOR)}


@dataclass
class House:
    """The desk, its people, and the hour."""

    engine: Engine
    room: Newsroom = field(default_factory=room)
    url: str = ""
    now: datetime = MORNING
    apps: dict[str, ASGIApp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.accounts = Accounts(self.engine)
        if not self.accounts.everyone():
            kept = passwords.hashed(PASSWORD)
            for address, (name, role) in PEOPLE.items():
                self.accounts.add(User(0, name, address, role, MORNING, kept))

    def app(self) -> ASGIApp:
        """The desk as it is reached at `url`, made once: there are many routes to make."""
        if self.url not in self.apps:
            self.apps[self.url] = desk(self.room, self.accounts, TEMPLATES, lambda: self.now, self.url)
        return self.apps[self.url]

    def routes(self) -> list[APIRoute]:
        """Every route that the desk has, however it was put there."""
        given = furnished(self.room, self.accounts, TEMPLATES, lambda: self.now, self.url)
        return list(every(inside(given).routes))


FILES = ("/api/", "/assets/", "/letter/message.eml", "/past/{day}/review.{kind}")
"""What the desk gives away that is no page."""


def pages(house: House, there: Mapping[str, str]) -> list[str]:
    """The address of every page of the desk, from its own routes, with what is `there` for the braces."""
    found = [route.path for route in house.routes() if "GET" in route.methods]
    return [filled(path, there) for path in found if not path.startswith(FILES)]


def filled(path: str, there: Mapping[str, str]) -> str:
    for braced, value in there.items():
        path = path.replace(braced, value)
    assert "{" not in path, f"nothing is known to fill {path} with"
    return path


def every(routes: list[object]) -> Iterator[APIRoute]:
    """Routes, also those of routers that newer FastAPI keeps as they were included."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from every(inner.routes)
        else:
            assert isinstance(route, APIRoute), route
            yield route


@dataclass
class Browser:
    """One tab: it keeps its cookie, sends its own origin, and fills in the token that it was last shown."""

    house: House
    host: str = HOST
    origin: str | None = HOME
    cookie: str = ""
    csrf: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask(path, "GET", b"", headers)

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        sent = {"csrf": self.csrf} | (fields or {})
        kind = {"content_type": "application/x-www-form-urlencoded"}
        origin = {} if self.origin is None else {"origin": self.origin}
        return self.ask(path, "POST", urlencode(sent).encode(), kind | origin | headers)

    def ask(self, path: str, method: str, body: bytes, headers: dict[str, str]) -> Answer:
        carried = {"cookie": self.cookie} | headers if self.cookie else headers
        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in carried.items()]
        answer = ask(self.house.app(), path, method=method, host=self.host, body=body, headers=pairs)
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self.cookie = f"{name}={morsel.value}" if morsel.value else ""
        if token := re.search(r'name="csrf" value="(\w+)"', answer.body.decode(errors="replace")):
            self.csrf = token[1]
        return answer

    def sign_in(self, address: str = "ada@example.org", password: str = PASSWORD, **more: str) -> Answer:
        self.get("/sign-in")
        answer = self.post("/sign-in", {"address": address, "password": password} | more)
        if answer.status == 303:
            self.get("/")
        return answer
