"""The settings of workers: a broker that is a secret, and a database that several processes share."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.settings import load
from tests.settings.test_load import SHIPPED, written


def test_a_broker_is_a_secret_with_a_known_beginning_and_needs_postgresql(tmp_path: Path) -> None:
    """Both faults name the line, and neither the address."""
    text = SHIPPED.replace('broker = ""', 'broker = "env:BROKER_URL"')
    here, there = (
        written(tmp_path, text),
        {"BROKER_URL": "redis://:hunter2@mq/0", "DB": "postgresql://ana@db/d"},
    )
    line = 1 + next(n for n, one in enumerate(text.splitlines()) if "env:BROKER_URL" in one)
    with pytest.raises(
        ConfigurationError, match=f":{line}: workers.broker: workers need PostgreSQL, not SQLite"
    ):
        load(here, there)

    written(tmp_path, text.replace('database = ""', 'database = "env:DB"'))
    assert load(here, there).workers.broker == "redis://:hunter2@mq/0"
    assert "hunter2" not in repr(load(here, there))
    with pytest.raises(
        ConfigurationError, match=f":{line}: workers.broker: is no broker's address"
    ) as caught:
        load(here, {**there, "BROKER_URL": "hunter2"})
    assert "hunter2" not in str(caught.value)
