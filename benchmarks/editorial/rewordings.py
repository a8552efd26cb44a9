"""Whether the gate lets an editor's honest words pass, and bars the false ones.

`reworded/` holds invented reports, each with headlines and leads as an editor may word them freely, true ones
and false ones by kind. It was parted into two halves, `dev` and `held`, before any rule was changed on it;
rules are made while reading the misses of `dev` alone. It needs no other data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.editorial.data import Data
from benchmarks.editorial.table import Row
from digest.models import Article
from digest.writing.grounding import carried

FOLDER = Path(__file__).with_name("reworded")
HALVES = ("dev", "held")
NOON = datetime(2026, 8, 13, 12, 0, tzinfo=UTC)
HONEST = "honest"


@dataclass(frozen=True, slots=True)
class Reworded:
    """A headline or lead in an editor's words: `kind` is "honest", or what is false in it."""

    text: str
    kind: str
    report: Article

    @property
    def barred(self) -> bool:
        """Whether it keeps an edition from being approved."""
        return any(one.bars for one in carried(self.text, (self.report,)))


def reworded(half: str) -> Iterator[Reworded]:
    """Every wording of a half."""
    told = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))
    for number, one in enumerate(told["report"]):
        report = Article(
            f"https://outlet.example/{number}",
            one["title"],
            NOON,
            "outlet",
            "The Outlet",
            body=one["text"],
            language=one.get("language", "en"),
        )
        kinds = {HONEST: one["honest"], **one["false"]}
        yield from (Reworded(text, kind, report) for kind, texts in kinds.items() for text in texts)


def rows(_: Data) -> list[Row]:
    """A row for the honest ones in English and in the other languages, and for each kind of false ones."""
    return [row for half in HALVES for row in _half(half)]


def _half(half: str) -> Iterator[Row]:
    every = tuple(reworded(half))
    honest = [one for one in every if one.kind == HONEST]
    english = [one.barred for one in honest if one.report.language == "en"]
    others = [one.barred for one in honest if one.report.language != "en"]
    yield Row(f"honest, English, barred, % ({half})", _share(english), 10, most=True, size=len(english))
    yield Row(f"honest, other languages, barred, % ({half})", _share(others), size=len(others))
    for kind in dict.fromkeys(one.kind for one in every if one.kind != HONEST):
        passed = [not one.barred for one in every if one.kind == kind]
        yield Row(f"false, {kind}: passed, % ({half})", _share(passed), most=True, size=len(passed))


def _share(those: list[bool]) -> float:
    return 100 * sum(those) / max(1, len(those))
