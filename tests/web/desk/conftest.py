"""What tests of the desk may ask for by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from digest.desk import passwords
from digest.store.database import open_database
from tests.web.desk.house import House

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
