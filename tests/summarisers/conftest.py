"""The model's server, in either protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.summarisers.server import ModelServer


@pytest.fixture(params=["openai", "anthropic"])
def server(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    """A server that works, once for each protocol."""
    with ModelServer(request.param) as server:
        yield server


@pytest.fixture
def openai() -> Iterator[ModelServer]:
    with ModelServer("openai") as server:
        yield server


@pytest.fixture
def anthropic() -> Iterator[ModelServer]:
    with ModelServer("anthropic") as server:
        yield server
