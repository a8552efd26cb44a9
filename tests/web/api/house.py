"""A newsroom on a real database for programs: a draft, an edition that was sent, and tokens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Engine

from digest.desk import approve, entering
from digest.models import Condition, Hand, Harvest
from digest.newsroom import Newsroom
from digest.pipeline import publish
from digest.store.articles import Archive
from digest.store.corrections import Corrections
from digest.store.deliveries import Ledger
from digest.store.editions import Editions
from digest.store.locks import Locks
from subscribers.models import Registration
from subscribers.store import People
from tests.desk.draft import desk_room
from tests.pipeline.room import MORNING, FakeClock, heard
from tests.web.desk.house import House

CHECKOUT = Path(__file__).resolve().parents[3]
YESTERDAY = MORNING - timedelta(days=1)
PROGRAM = """
import sys
from digest.store.database import open_database
from digest.web.serving import Place, serve
from tests.web.api.house import house, token
given = house(open_database("sqlite:///" + sys.argv[1]))
tokens = [token(given, f"{name}@example.org") for name in ("ada", "ben")]
serve(given.app(), Place(public=True), lambda address: print(address, *tokens, flush=True))
"""


@dataclass(frozen=True)
class Served:
    """The desk at a real port, with the tokens of Ada, a chief, and of Ben, an editor."""

    home: str
    chief: str
    editor: str

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(f"{self.home}/api/{path}", headers=self.bearer(), timeout=20, **more)

    def post(self, path: str, said: dict[str, Any], token: str = "") -> requests.Response:
        return requests.post(f"{self.home}/api/{path}", json=said, headers=self.bearer(token), timeout=20)

    def bearer(self, token: str = "") -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self.chief}"}

    def today(self) -> dict[str, Any]:
        edition: dict[str, Any] = self.get("editions/today").json()
        return edition


def house(engine: Engine) -> House:
    """A desk whose newsroom keeps everything in this database."""
    drawn, draft = desk_room()
    editions = Editions(engine)
    room = replace(
        drawn,
        editions=editions,
        archive=Archive(engine),
        ledger=Ledger(engine),
        corrections=Corrections(engine),
        locks=Locks(engine),
        people=People(engine, b"a key of thirty-two bytes or so."),
    )
    articles = sorted(drawn.archive.kept.values(), key=lambda one: one.source)  # type: ignore[attr-defined]
    for source, told in groupby(articles, key=lambda one: one.source):
        room.archive.keep(Harvest(source, tuple(told), Condition(checked=MORNING, succeeded=MORNING)))
    _sent(room, replace(draft, id=None, day=YESTERDAY.date(), created=YESTERDAY))
    editions.add(replace(draft, id=None, revision=0))
    return House(engine, room)


def _sent(room: Newsroom, draft: Any) -> None:
    said = [Registration(f"reader{n}@example.org", "morning", consented=YESTERDAY) for n in range(3)]
    room.people.enter(said, YESTERDAY)  # type: ignore[attr-defined]
    let_out = approve(room, room.editions.add(draft), Hand("Ada", YESTERDAY))
    publish(room, let_out, FakeClock(YESTERDAY), heard)


def token(given: House, address: str) -> str:
    user = given.accounts.find(address)
    assert user
    return entering.token(given.accounts, user, "a test", given.now)


@contextmanager
def served(template: Path, folder: Path) -> Iterator[Served]:
    """The desk in a process of its own, on a copy of an empty database."""
    path = shutil.copy(template, folder / "digest.db")
    command = [sys.executable, "-c", PROGRAM, str(path)]
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            home, *tokens = process.stdout.readline().split()
            yield Served(home.rstrip("/"), *tokens)
        finally:
            process.kill()
