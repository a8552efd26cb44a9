"""Tolls: which numbers of an English sentence count the dead.

A number is looked up, and what it counts is not, but for this: no mistake of an editor's is worse than to
print the evacuated as killed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from digest.models.claims import ClaimKind
from digest.writing.figures import Figure, figures
from digest.writing.lines import Line
from digest.writing.pieces import Piece

FAR = 7  # words between a number and the word that says they died
_KILL = re.compile(r"\b(?:kill(?:s|ed|ing)?|claim(?:s|ed|ing)?|toll|dead|deaths)\b", re.I)
_DIE = re.compile(
    r"\b(?:killed|dead|deaths|died|dies?|dying|drown(?:s|ed)?|perish(?:es|ed)?|succumb(?:s|ed)?|slain|lifeless"
    r"|fatalities|bodies|victims)\b",
    re.I,
)
_NEXT = re.compile(
    r"\s*(?:(?:at least|at most|about|around|some|more than|over|nearly|almost|up to|as many as|another"
    r"|a further|reach\w*|ris\w*|rose|climb\w*|stands?|now|to|at|is|was|has|hits?|passes|of)\s+)*",
    re.I,
)
_PART = re.compile(r"\s*(?:\w+\s+)?(?:of|among) (?:them|whom)\b|\s*\w+ among them\b", re.I)
_AND = re.compile(
    r"(?:-?\s*\w+){0,4}?\s*(?:,|\band\b|,\s*and|\bor\b|\bto\b|,\s*including|\bincluding\b)\s*"
    r"(?:at least |about |some |another |a )?"
)
_CLAUSE = re.compile(r"[,;:.!?–—]")


def of_the_dead(text: str) -> frozenset[str]:
    """The values that, read generously, may count the dead in a sentence of a report."""
    found = figures(text)
    numbers = [one for one in found if not _PART.match(text, one.start + len(one.text))]
    after = {one.value for kill in _KILL.finditer(text) for one in _listed(text, kill.end(), found)}
    before = {ahead[-1].value for ahead in _before(text, numbers)}
    parts = {one.value for one in found if one not in numbers}
    return frozenset(after | before | (parts if before else set()))


def miscounted(text: str, found: Iterable[Piece], lines: Sequence[Line]) -> Iterator[tuple[Piece, Line]]:
    """The numbers of ours that count the dead and count something else in the reports, and in which line."""
    if not lines or not lines[0].language.startswith("en"):
        return
    dead = _counted(text)
    for piece in found:
        if piece.kind is ClaimKind.NUMBER and piece.start in dead and piece.keys[0][0].isdigit():
            held = [line for line in lines if piece.keys[0] in line.values]
            if held and not any(piece.keys[0] in of_the_dead(line.text) for line in held):
                yield piece, held[0]


def _counted(text: str) -> frozenset[int]:
    """Where numbers begin that beyond doubt count the dead: right after "kills", or shortly before "died"."""
    numbers = figures(text)
    after = {_NEXT.match(text, kill.end()).end() for kill in _KILL.finditer(text)}  # type: ignore[union-attr]
    before = set()
    for word in _DIE.finditer(text):
        near = [one for one in numbers if one.start < word.start()]
        between = text[near[-1].start + len(near[-1].text) : word.start()] if near else ","
        if not _CLAUSE.search(between) and len(between.split()) <= FAR and " and " not in between:
            before.add(near[-1].start)
    return frozenset(one.start for one in numbers if one.start in after | before)


def _listed(text: str, start: int, numbers: Sequence[Figure]) -> Iterator[Figure]:
    """The first number from here on, and those that are listed with it: 12 people and 14 soldiers."""
    behind = [one for one in numbers if one.start >= start]
    for place, one in enumerate(behind):
        last = behind[place - 1]
        if place and not _AND.fullmatch(text, last.start + len(last.text), one.start):
            return
        yield one


def _before(text: str, numbers: Sequence[Figure]) -> Iterator[list[Figure]]:
    """For each word of dying, the numbers before it, where there are any."""
    for word in _DIE.finditer(text):
        if ahead := [one for one in numbers if one.start < word.start()]:
            yield ahead
