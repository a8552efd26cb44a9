"""The people under test: on SQLite, on PostgreSQL, and their fake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.store.database import open_database
from subscribers.store import People
from tests.databases import BACKENDS, fresh
from tests.fakes import FakePeople

SECRET = b"a secret of the tests, 32 bytes."


@pytest.fixture(params=[*BACKENDS, "fake"])
def people(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[People | FakePeople]:
    """People, nobody yet, on each database and in memory: what one promises, all promise."""
    if request.param == "fake":
        yield FakePeople()
        return
    engine = open_database(fresh(request, request.param, tmp_path))
    yield People(engine, SECRET)
    engine.dispose()
