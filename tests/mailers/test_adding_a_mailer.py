"""docs/adding-a-mailer.md does what it says: its three edits make a mailer that passes the contract."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import digest.mailers
from digest.wiring.plugs import MAILERS, build

CHECKOUT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(r"```python\n(.*?)```", (CHECKOUT / "docs" / "adding-a-mailer.md").read_text(), re.DOTALL)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The file and the tests of the document, in a folder that belongs to the room of mailers."""
    file, _, tests = BLOCKS
    (tmp_path / "pigeon.py").write_text(file)
    (tmp_path / "test_pigeon.py").write_text(tests)
    (tmp_path / "conftest.py").write_text(
        f"import digest.mailers\ndigest.mailers.__path__.append({str(tmp_path)!r})\n"
    )
    return tmp_path


def test_its_mailer_passes_the_contract(house: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(house)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    run = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed
    assert int(passed[1]) > 40


def test_its_line_of_the_table_makes_it_a_plug(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest.mailers, "__path__", [*digest.mailers.__path__, str(house)])
    line = ast.literal_eval("{" + BLOCKS[1] + "}")
    socket = replace(MAILERS, built_in={**MAILERS.built_in, **line})
    assert build(socket, "pigeon", {"api_key": "canary", "connections": 3}, {}).at_once == 3
    sys.modules.pop("digest.mailers.pigeon")
