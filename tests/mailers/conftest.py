"""What tests of mailers may ask for by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mailers.process import PostOffice, Serving


@pytest.fixture
def serving(office: PostOffice, tmp_path: Path) -> Serving:
    """Opens the server of one test, with the arguments of `server.py`."""
    return lambda *arguments: office.server(tmp_path, *arguments)
