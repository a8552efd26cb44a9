"""Roles: right words in the wrong place, found by laying a sentence of ours beside the one it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from digest.models.claims import ClaimKind
from digest.writing.names import same
from digest.writing.negation import Negated, negations
from digest.writing.pieces import Piece, pieces
from digest.writing.told import Line, Told
from digest.writing.vocabulary import vocabulary
from digest.writing.wording import Wording, stem, worded

LOOSE = 1  # other words that may have changed with a name or number
NEAR = 0.6  # share of our words that stand in the same order: then a changed word took another's place
_BY = frozenset("by par von por przez door da de".split())
_MEANT = frozenset(
    "he she it they his her its their him them who which i we my our me us you your the this that these those a an "
    "er sie es ihr sein der die das il elle ils elles son sa le la él ella su el los on ona ono oni jego jej ten ta "
    "он она оно они его её их".split()
)
_SPEAK = re.compile(r"\b(?:said|says|told|tells|added|adds|wrote|writes|according to|tweeted|announced|argued|claimed)\b")

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Beside:
    """A sentence of ours laid beside a source's: both as stems, and where they differ."""

    ours: Wording
    theirs: Wording
    steps: tuple[Opcode, ...]
    near: bool
    text: str

    @classmethod
    def of(cls, text: str, ours: Wording, line: Line) -> Beside:
        one, other = ([stem(word) for word in words.words] for words in (ours, line.wording))
        matcher = SequenceMatcher(None, other, one, autojunk=False)
        steps = tuple((tag, i, j, k, m) for tag, k, m, i, j in matcher.get_opcodes())
        shared = sum(j - i for tag, i, j, *_ in steps if tag == "equal")
        return cls(ours, line.wording, steps, shared >= NEAR * max(1, len(one)), text)

    def word(self, place: int) -> str:
        """Our word at this place, as it is written."""
        start = self.ours.starts[place]
        return self.text[start : start + len(self.ours.words[place])]


def displaced(ours: tuple[Piece, ...], beside: Beside, line: Line, told: Told) -> Iterator[tuple[str, int]]:
    """Our words, and where they begin, that stand where the source has another name, number or date."""
    if not beside.near:
        return
    theirs = pieces(line.text, line.language, told.plain)
    for tag, i, j, k, m in beside.steps:
        if tag != "replace":
            continue
        new, old = _within(ours, beside.ours, i, j), _within(theirs, beside.theirs, k, m)
        if _loose(new, i, j) + _loose(old, k, m) > LOOSE + (not new or not old):
            continue
        if any(_one(piece, rival, line.language) for piece in new for rival in old):
            continue
        if new and not (old and _exchanged(old[0], ours, beside.ours)) and (old or _arrived(new[0], line, k, m)):
            yield new[0].text, new[0].start
        elif old and not new and (old[0].kind is not ClaimKind.NAME or _capital(beside, i, j)):
            yield beside.word(i), beside.ours.starts[i]


def _arrived(piece: Piece, line: Line, start: int, end: int) -> bool:
    """Whether a name of ours that the source's sentence lacks replaced a word that could not mean it."""
    those = line.wording.words[start:end]
    return piece.kind is ClaimKind.NAME and not line.carries(piece) and not _MEANT & set(those)


def _capital(beside: Beside, start: int, end: int) -> bool:
    return any(beside.word(place)[:1].isupper() for place in range(start, end))


def _loose(found: list[Piece], start: int, end: int) -> int:
    """How many words of a part belong to no name or number."""
    return end - start - sum(len(worded(one.text).words) for one in found)


def _within(found: tuple[Piece, ...], wording: Wording, start: int, end: int) -> list[Piece]:
    """The names, numbers and dates that begin in these words."""
    begin = wording.starts[start] if start < len(wording.starts) else 0
    stop = wording.starts[end] if end < len(wording.starts) else 10**9
    return [
        one
        for one in found
        if one.kind is not ClaimKind.QUOTATION and one.start < stop and one.start + len(one.text) > begin
    ]


def _one(piece: Piece, other: Piece, language: str) -> bool:
    """Whether two pieces are one: equal values, or names that share a word or are the initials of each other."""
    if piece.kind is not ClaimKind.NAME:
        return bool(set(piece.keys) & set(other.keys))
    if any(same(a, b, language) for a in piece.keys for b in other.keys):
        return True
    initials = {"".join(word[0] for word in one.keys) for one in (piece, other)}
    return bool(initials & {"".join(one.keys) for one in (piece, other)})


def _exchanged(rival: Piece, ours: tuple[Piece, ...], wording: Wording) -> bool:
    """Whether the one we replaced stands elsewhere in ours, in the passive: then the sentence was turned round."""
    return bool(_BY & set(wording.words)) and any(_one(rival, one, "en") for one in ours if one.kind == rival.kind)


def turned(beside: Beside, line: Line, window: tuple[Line, ...]) -> int | None:
    """The place of the word of ours where only one side has a negation."""
    ours, theirs = negations(beside.ours.words, line.language), negations(beside.theirs.words, line.language)
    around = [one for near in window for one in negations(near.wording.words, line.language)]
    added = _added(beside, ours, theirs, around, window)
    return _lost(beside, ours, theirs, line, window) if added is None else added


def _added(
    beside: Beside, ours: tuple[Negated, ...], theirs: tuple[Negated, ...], around: list[Negated], window: tuple[Line, ...]
) -> int | None:
    for one in ours:
        if not one.strict:
            continue
        step = next(step for step in beside.steps if step[1] <= one.place < step[2])
        if step[0] == "equal":
            continue
        opposite = any(step[3] <= other.place < step[4] for other in theirs)
        if beside.near and not opposite and _kept(beside, one.place + 1, ours=True):
            return one.place
        said = {stem for other in around for stem in other.of}
        if not said & set(one.of) and (not around or _stands(one.of, window)):
            return one.place
    return None


def _lost(
    beside: Beside, ours: tuple[Negated, ...], theirs: tuple[Negated, ...], line: Line, window: tuple[Line, ...]
) -> int | None:
    common = vocabulary(line.language).common
    carried = {stem(word) for word in beside.ours.words if word not in common}
    for other in theirs:
        step = next(step for step in beside.steps if step[3] <= other.place < step[4])
        if step[0] == "equal":
            continue
        opposite = any(step[1] <= one.place < step[2] for one in ours)
        if opposite:
            continue
        if other.strict and beside.near and _kept(beside, other.place + 1, ours=False):
            return max(0, min(step[1], len(beside.ours.words) - 1))
        if not ours and other.of and other.of[0] in carried:
            return max(0, min(step[1], len(beside.ours.words) - 1))
    return None


def _kept(beside: Beside, place: int, *, ours: bool) -> bool:
    """Whether the word at this place of one side stands in the other in the same place."""
    low, high = (1, 2) if ours else (3, 4)
    return any(step[0] == "equal" and step[low] <= place < step[high] for step in beside.steps)


def _stands(stems: tuple[str, ...], window: tuple[Line, ...]) -> bool:
    return any(one in {stem(word) for word in line.wording.words} for line in window for one in stems[:1])


def speakers(sentence: str, quotation: Piece, found: tuple[Piece, ...]) -> list[Piece]:
    """The names that are said to speak, outside of this quotation."""
    rest = range(quotation.start, quotation.start + len(quotation.text))
    verbs = [match for match in _SPEAK.finditer(sentence) if match.start() not in rest]
    return [
        one
        for one in found
        if one.kind is ClaimKind.NAME and one.start not in rest and any(_beside(one, verb) for verb in verbs)
    ]


def _beside(name: Piece, verb: re.Match[str]) -> bool:
    return 0 <= verb.start() - name.start - len(name.text) <= 2 or 0 <= name.start - verb.end() <= 2
