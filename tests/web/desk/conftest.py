"""What tests of the desk may ask for by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from digest.desk import passwords
from digest.store.database import open_database
from tests.web.desk.house import House
from tests.web.desk.morning import Morning
from tests.web.desk.morning import morning as prepared
from tests.web.desk.office import Office, draft, office
from tests.web.desk.sent import sent_out

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOBODYS = CHEAP.hash("nobody")


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path) -> Iterator[House]:
    """A desk with a chief, Ada, and an editor, Ben."""
    path = tmp_path / "digest.db"
    shutil.copy(sqlite_template, path)
    engine = open_database(f"sqlite:///{path}")
    yield House(engine)
    engine.dispose()


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords kept for less than they deserve: no test here asks how dear they are."""
    monkeypatch.setattr(passwords, "_hasher", lambda: CHEAP)
    monkeypatch.setattr(passwords, "_nobodys", lambda: NOBODYS)


@pytest.fixture
def morning(house: House) -> Morning:
    """The desk with a draft on it."""
    return prepared(house.engine)


@pytest.fixture
def sent(morning: Morning) -> Morning:
    """The desk with an edition that went out this morning."""
    return sent_out(morning)


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of a folder in which the demo's draft waits; not to be changed."""
    return draft(tmp_path_factory.mktemp("drafted"))


@pytest.fixture
def desk(drafted: Path, tmp_path: Path) -> Iterator[Office]:
    """A desk with the demo's draft on it, at a real port."""
    with office(drafted, tmp_path) as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium. It leaves with its module: beside it, no other test can have a loop of its own."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not on this machine: no browser came to the desk")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
