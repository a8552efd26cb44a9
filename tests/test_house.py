"""The house stands as it is drawn: who may import whom, and no module outgrows its subject."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 300


def test_rooms_import_downward_only() -> None:
    """The contracts of pyproject.toml, which draw the house."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    result = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, result.stdout


def test_no_module_holds_two_subjects() -> None:
    """Over three hundred lines, it does."""
    modules = [path for package in ("digest", "subscribers") for path in (ROOT / package).rglob("*.py")]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert modules
    assert not long
