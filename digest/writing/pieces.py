"""Pieces: the numbers, names, dates and quotations of a sentence of ours, to be looked up."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from digest.models.claims import ClaimKind
from digest.writing.days import days
from digest.writing.figures import figures
from digest.writing.names import names
from digest.writing.passage import QUOTED
from digest.writing.wording import QUOTE, run

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of a sentence that can be looked up: `keys` are the words or values to be found there.

    In a hand's `free` words a country's people may stand for it, and "thousands" for 31,000.
    """

    kind: ClaimKind
    text: str
    start: int
    keys: tuple[str, ...]
    unit: str = ""
    free: bool = False


def pieces(
    sentence: str, language: str, plain: Collection[str] = (), *, free: bool = False
) -> tuple[Piece, ...]:
    """What can be looked up of a sentence, in its order. `plain` are words that sources also write small;
    `free` words are a hand's own, which may begin with any everyday word."""
    dated = [Piece(ClaimKind.DATE, d.text, d.start, tuple(sorted(d.keys))) for d in days(sentence, language)]
    taken = [(piece.start, piece.start + len(piece.text)) for piece in dated]
    found = [*dated, *_quoted(sentence)]
    for one in figures(sentence, language):
        if not _inside(one.start, taken):
            year = not one.unit and _YEAR.fullmatch(one.text)
            kind = ClaimKind.DATE if year else ClaimKind.NUMBER
            found.append(Piece(kind, one.text, one.start, (one.value,), one.unit, free))
            taken.append((one.start, one.start + len(one.text)))
    for name in names(sentence, language, plain, free=free):
        start = name.head if free or _inside(name.start, taken) else name.start
        if not _inside(start, taken):
            found.append(Piece(ClaimKind.NAME, name.text[start - name.start :], start, name.words, free=free))
    return tuple(sorted(found, key=lambda piece: piece.start))


def _quoted(sentence: str) -> list[Piece]:
    found = []
    for match in QUOTED.finditer(sentence):
        words = run(match.group(0)).replace(QUOTE, " ").split()
        if words:
            found.append(Piece(ClaimKind.QUOTATION, match.group(0), match.start(), tuple(words)))
    return found


def _inside(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(begin <= start < end for begin, end in spans)
