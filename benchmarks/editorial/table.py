"""One table: what was measured, what it should be, and what simpler ways reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `most` says that the goal is a ceiling; `size` is the number of things measured."""

    what: str
    ours: float
    goal: float | None = None
    most: bool = False
    baseline: str = ""
    size: int = 0
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where none is set."""
        if self.goal is None:
            return None
        return self.ours <= self.goal if self.most else self.ours >= self.goal


def lines(rows: Iterable[Row]) -> Iterable[str]:
    """The table in Markdown, a line each: what falls short is marked."""
    yield "| what | ours | goal | | baseline | n | note |"
    yield "|---|---:|---:|---|---|---:|---|"
    for row in rows:
        goal = "" if row.goal is None else f"{'≤' if row.most else '≥'} {row.goal:g}"
        mark = {True: "ok", False: "**short**", None: ""}[row.reached]
        cells = (row.what, f"{row.ours:.4g}", goal, mark, row.baseline, str(row.size or ""), row.note)
        yield f"| {' | '.join(cells)} |"
