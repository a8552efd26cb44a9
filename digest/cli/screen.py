"""How commands speak: rich on a terminal, plain lines elsewhere, JSON for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digest.newsroom import Progress, Tell

STAGES = {
    "collect": "Collecting from sources",
    "select": "Selecting stories",
    "read": "Reading article pages",
    "write": "Writing headlines and leads",
    "word": "Wording the chosen stories",
    "account": "The model's account",
    "render": "Rendering the letter",
    "send": "Sending",
}

NOTES = {"account": 200, "send": 80}  # characters of a note that are shown, where it is more than a hint

UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # controls but tab and newline: C0, ESC, DEL, C1


def printable(text: str) -> str:
    """The text without what a terminal would obey instead of show: titles and names are strangers' words."""
    return UNFIT.sub("", text)


class Screen:
    """Speaks to the person, or hands one JSON object to the program, that called."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.terminal = sys.stdout.isatty() and not as_json

    def say(self, text: str = "") -> None:
        """One line for a person; silent when a program asked for JSON."""
        if not self.as_json:
            print(printable(text), flush=True)

    def warn(self, text: str) -> None:
        """One line on the error stream."""
        print(printable(f"digest: {text}"), file=sys.stderr, flush=True)

    def answer(self, **values: Any) -> None:
        """The one JSON object of this command, when a program asked for it."""
        if self.as_json:
            print(json.dumps(values, ensure_ascii=False, indent=2, default=str))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table on a terminal; elsewhere one line a row, cells parted by tabs."""
        if self.as_json:
            return
        if not self.terminal:
            for row in (columns, *rows):
                print("\t".join(re.sub(r"[\t\n]", " ", printable(str(cell))) for cell in row))
            return
        from rich import box
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(escape(printable(str(cell))) for cell in row))
        Console().print(table)

    @contextmanager
    def progress(self, *, logged: bool = True) -> Iterator[Tell]:
        """Shows how far each stage is: bars on a terminal, elsewhere lines where they are wanted."""
        if self.as_json or not (self.terminal or logged):
            yield lambda _: None
        elif self.terminal:
            with _bars() as tell:
                yield tell
        else:
            lines = _Lines()
            yield lines.tell
            lines.finish()


@contextmanager
def _bars() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[note]}"),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def tell(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(STAGES[progress.stage], note="")
            bars.update(
                tasks[progress.stage],
                completed=progress.done,
                total=progress.total or None,
                note=printable(progress.note)[: NOTES.get(progress.stage, 48)].replace("[", "("),
            )

        yield tell


class _Lines:
    """A line for each stage when it ends: what a log or a mail from cron should hold."""

    def __init__(self) -> None:
        self._last: Progress | None = None

    def tell(self, progress: Progress) -> None:
        if self._last and self._last.stage != progress.stage:
            self.finish()
        self._last = progress

    def finish(self) -> None:
        if self._last:
            count = f"{self._last.done} of {self._last.total}" if self._last.total else self._last.note
            print(printable(f"{STAGES[self._last.stage]}: {count}"), flush=True)
        self._last = None
