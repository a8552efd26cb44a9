"""The labelled data and its scorer, which lie beside the checkout and are never part of it."""

from __future__ import annotations

import gzip
import importlib.util
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).resolve().parents[3] / "shared"


@dataclass(frozen=True)
class Data:
    """One half of the labelled sets: `folder` holds the halves and the scorer, `split` names the half."""

    folder: Path = SHARED / "editorial"
    split: str = "dev"

    def path(self, name: str) -> Path:
        """A file of this half, as `allsides/summaries.jsonl`."""
        return self.folder / self.split / name

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a file of this half, also of a compressed one."""
        path = self.path(name)
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]

    @cached_property
    def scorer(self) -> ModuleType:
        """The scorer that came with the data. It needs the extra `bench`."""
        spec = importlib.util.spec_from_file_location("editorial_eval", self.folder / "eval.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(self.folder / "eval.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
