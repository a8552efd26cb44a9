"""What `digest check` shows of a database and a folder: enough to know them, and no secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from digest.settings import Settings, load, shipped_config
from digest.wiring import proofs


def test_a_password_in_the_query_of_a_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drivers take passwords there too."""
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")

    @contextmanager
    def opened(_: Settings) -> Iterator[Engine]:
        yield create_engine("postgresql+psycopg://ana:hunter2@db.example/digest?password=hunter2")

    monkeypatch.setattr(proofs, "database", opened)

    assert proofs.prove_database(load(shipped_config(), {})) == "postgresql://ana@db.example/digest"


def test_a_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    """Readers' addresses will be in it."""
    settings = replace(load(shipped_config(), {}), path=tmp_path / "config.toml")

    assert proofs.prove_data_folder(settings) == str(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
