"""An installation as an operator has it: a folder with config.toml, loopback sources, the real command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from digest.demo.server import Newswire
from digest.settings import shipped_config
from tests.mailers.process import PostOffice, Server
from tests.nursery import the_nursery

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installation:
    """A folder in which `digest` is called as from a shell."""

    folder: Path

    def digest(self, *words: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call the command, and check its exit code and that it never shows a traceback."""
        result = the_nursery().run(self.folder, *words, environment={**os.environ, **environment})
        assert "Traceback" not in result.stderr
        assert result.returncode == code, result.stdout + result.stderr
        return result

    def answer(self, *words: str) -> Any:
        """What the command answers to a program."""
        return json.loads(self.digest(*words, "--json").stdout)

    def rewrite(self, old: str, new: str) -> str:
        """Replace a piece of config.toml; the text as it was."""
        path = self.folder / "config.toml"
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new), encoding="utf-8")
        return before

    def configure(self, table: str, **values: object) -> None:
        """Change settings in config.toml."""
        path = self.folder / "config.toml"
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
        document[table].update(values)  # type: ignore[union-attr]
        path.write_text(tomlkit.dumps(document), encoding="utf-8")


@pytest.fixture(scope="session")
def newswire() -> Iterator[Newswire]:
    """The invented outlets, on a loopback port for the whole run."""
    with Newswire(datetime.now(UTC), 1) as wire:
        yield wire


@pytest.fixture
def fresh(tmp_path: Path, newswire: Newswire) -> Installation:
    """A folder with the shipped configuration, its sources replaced by the invented outlets."""
    return installed(tmp_path, newswire)


@pytest.fixture(scope="session")
def drafted_once(tmp_path_factory: pytest.TempPathFactory, newswire: Newswire) -> Path:
    """A folder in which today's edition was drafted, to be copied."""
    there = installed(tmp_path_factory.mktemp("drafted"), newswire)
    there.digest("prepare")
    return there.folder


@pytest.fixture
def drafted(tmp_path: Path, drafted_once: Path) -> Installation:
    """An installation with a draft of today's edition."""
    shutil.copytree(drafted_once, tmp_path, dirs_exist_ok=True)
    return Installation(tmp_path)


def installed(folder: Path, newswire: Newswire) -> Installation:
    """Write the configuration of an installation that reads the invented outlets."""
    document = tomlkit.parse(shipped_config().read_text(encoding="utf-8"))
    document["sources"] = newswire.sources()
    document["collecting"].update({"allow_networks": ["127.0.0.0/8"], "pause": 0.0})  # type: ignore[union-attr]
    document["sending"].update({"retry_pauses": []})  # type: ignore[union-attr]
    (folder / "config.toml").write_text(tomlkit.dumps(document), encoding="utf-8")
    return Installation(folder)


@pytest.fixture
def server(office: PostOffice, tmp_path: Path) -> Server:
    folder = tmp_path / "server"
    folder.mkdir()
    return office.server(folder)
