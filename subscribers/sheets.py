"""CSV from anywhere, a record at a time: one bad line never takes others along."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

from subscribers.errors import BadFile

LONGEST = 100_000  # characters of a record; the csv module gives up at 131,072 for one cell
MOST_LINES = 30  # lines of a record, before its open quotation mark is taken for a slip
SEPARATORS = (",", ";", "\t")
UNREADABLE = "\ufffd"

# A spreadsheet runs a cell that starts with one of these; OWASP's list and its full-width forms.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that could not be used, and why. Lines count from 1, the header included."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file; None in place of a text that is too long to be one."""

    number: int
    text: str | None


def guarded(cell: str) -> str:
    """The cell as no spreadsheet runs it: an apostrophe before whatever could start a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


@dataclass(slots=True)
class Sheet:
    """An open CSV file: its header, found separator, and the records beneath, as they are read."""

    name: str
    lines: Iterator[Line]
    header: list[str] = field(default_factory=list)
    separator: str = ","
    given_back: deque[Line] = field(default_factory=deque)

    def head(self, known: Callable[[Sequence[str]], int]) -> None:
        """Read the header: of all separators the one with which most of its columns are known."""
        first = next((line for line in self.lines if line.text is None or line.text.strip()), None)
        if first is None:
            raise BadFile(f"{self.name} is empty: its first line names the columns, email among them")
        headers = {one: _cells([first.text or ""], one) or [] for one in SEPARATORS}
        self.separator = max(SEPARATORS, key=lambda one: known(headers[one]))
        self.header = [cell.strip() for cell in headers[self.separator]]

    def read(self, row: Callable[[int, Mapping[int, str]], R]) -> Iterator[R | BadRow]:
        """Every record as `row` makes it of line and cells; a BadRow where it raises ValueError.

        Where a record of several lines is bad, only its first line is given up, and the others are
        read by themselves: a stray quotation mark swallows nobody.
        """
        while line := self._next():
            held = [line]
            try:
                cells = self._record(held)
                if any(cell.strip() for cell in cells):
                    yield row(line.number, dict(enumerate(self._fitting(cells))))
            except ValueError as fault:
                self.given_back.extendleft(reversed(held[1:]))
                yield BadRow(line.number, str(fault))

    def _next(self) -> Line | None:
        return self.given_back.popleft() if self.given_back else next(self.lines, None)

    def _record(self, held: list[Line]) -> list[str]:
        """The cells of the record that starts with this line; `held` grows by the lines it takes."""
        while True:
            texts = [line.text for line in held if line.text is not None]
            if len(texts) < len(held) or sum(map(len, texts)) > LONGEST:
                raise ValueError(f"is longer than {LONGEST} characters")
            _readable(texts[-1])
            if (cells := _cells(texts, self.separator)) is not None:
                return cells
            following = self._next() if len(held) < MOST_LINES else None
            if following is None:
                raise ValueError("a quotation mark is out of place, or opened and never closed")
            held.append(following)

    def _fitting(self, cells: list[str]) -> list[str]:
        while len(cells) > len(self.header) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(self.header):
            raise ValueError(f"has {len(cells)} cells, and the header has {len(self.header)}")
        return [unguarded(cell.strip()) for cell in cells]


def sheet(source: Path | BinaryIO, name: str = "") -> Sheet:
    """Open a file for reading, in UTF-8 or UTF-16, with or without a mark. Raises BadFile."""
    try:
        stream = source.open("rb") if isinstance(source, Path) else source
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]  # any readable binary stream serves
        text = io.TextIOWrapper(
            buffered, encoding=_encoding(buffered.peek(4096)), errors="replace", newline=""
        )
    except OSError as failure:
        raise BadFile(f"{source} cannot be read: {failure.strerror}") from failure
    return Sheet(name or str(getattr(source, "name", source)), _lines(text))


def _encoding(start: bytes) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    sample = start[: len(start) // 2 * 2]
    if sample and sample[1::2].count(0) > len(sample) // 3:
        return "utf-16-le"
    if sample and sample[::2].count(0) > len(sample) // 3:
        return "utf-16-be"
    return "utf-8-sig"


def _lines(text: TextIO) -> Iterator[Line]:
    number = 0
    with text:
        while line := text.readline(LONGEST):
            number += 1
            whole = line
            while whole[-1] not in "\r\n" and (whole := text.readline(LONGEST)):
                line = ""
            yield Line(number, line or None)


def _readable(text: str) -> None:
    if "\0" in text:
        raise ValueError("holds a NUL character")
    if UNREADABLE in text:
        raise ValueError("holds bytes that are no text in the file's encoding: save the file as UTF-8")


def _cells(texts: Sequence[str], separator: str) -> list[str] | None:
    """The cells of these lines, or None where they are not one whole record."""
    try:
        records = list(csv.reader(texts, delimiter=separator, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None
