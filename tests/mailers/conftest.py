"""One process with SMTP servers for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mailers.process import PostOffice, Serving, post_office


@pytest.fixture(scope="session")
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def serving(office: PostOffice, tmp_path: Path) -> Serving:
    """Opens the server of one test, with the arguments of `server.py`."""
    return lambda *arguments: office.server(tmp_path, *arguments)
