"""What every test of the sources may ask for by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sources.web import Web


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web
