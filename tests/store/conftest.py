"""The stores under test: on SQLite, on PostgreSQL, and their fakes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from digest.store.database import open_database
from tests.databases import BACKENDS, fresh
from tests.store.rooms import Stores, fake, real


@pytest.fixture(params=[*BACKENDS, "fake"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """The stores, empty, on each database and in memory: what one promises, all promise."""
    if request.param == "fake":
        yield fake()
        return
    engine = open_database(fresh(request, request.param, tmp_path))
    yield real(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Four processes of their own, started once: none shares memory or a connection with another."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.racers"])
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        yield pool
