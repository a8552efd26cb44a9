"""The warm process and the sink of all tests here, and stages on which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mailers.process import PostOffice, Server, Serving
from tests.nursery import Nursery, the_nursery
from tests.torture.harness import Setting, Stage
from tests.torture.processes import Sink, sink

Staging = Callable[[Setting], Stage]


@pytest.fixture(scope="session")
def nursery() -> Nursery:
    return the_nursery()


@pytest.fixture(scope="session", name="sink")
def server() -> Iterator[Sink]:
    with sink() as running:
        yield running


@pytest.fixture
def staging(request: pytest.FixtureRequest, nursery: Nursery, sink: Sink, tmp_path: Path) -> Staging:
    """Makes the stage of this setting."""

    def made(setting: Setting) -> Stage:
        cluster = request.getfixturevalue("cluster") if setting.backend == "postgresql" else None
        return Stage(setting, tmp_path, nursery, sink, cluster)

    return made


@pytest.fixture
def serving(office: PostOffice, tmp_path: Path) -> Serving:
    """Opens an SMTP server with these faults and arguments."""

    def opened(*faults: str, arguments: tuple[str, ...] = ()) -> Server:
        plan = [word for fault in faults for word in ("--fault", fault)]
        return office.server(tmp_path, "--pipelining", *plan, *arguments)

    return opened
