"""What tests of the API may ask for by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.store.database import open_database
from tests.web.api.house import Served, served
from tests.web.api.house import house as at_home
from tests.web.desk.conftest import cheap_passwords
from tests.web.desk.house import House

__all__ = ["cheap_passwords"]


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path) -> Iterator[House]:
    """A desk with today's draft and yesterday's edition, in a database."""
    engine = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'digest.db')}")
    yield at_home(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Served]:
    """The same at a real port, for all tests of a module."""
    with served(sqlite_template, tmp_path_factory.mktemp("api")) as one:
        yield one
