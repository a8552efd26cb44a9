"""Grounding: every number, name, date and quotation of ours is tied to the sentence of a source that carries it.

What stands together in ours must stand together there: in one sentence of a source or its neighbour, in the
same place where the words are the same, and as true as there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from digest.models import Article
from digest.models.claims import Claim, ClaimKind, Place
from digest.writing.figures import figures
from digest.writing.pieces import Piece, pieces
from digest.writing.roles import Beside, displaced, speakers, turned
from digest.writing.sentences import sentences
from digest.writing.told import Line, Told, told
from digest.writing.wording import Wording, normal, worded

AROUND = 6  # words on each side of a piece that must stand with it where its sentence was joined of two
LOCAL = 0.5  # share of them
LIKELY = 0.8  # of the best share: of sentences this near, the one that carries most is the origin
BACK = 4  # sentences in which a name may stand that the source then calls he, she or it
SCARE = 3  # words: a shorter quotation marks a word and has no speaker
FAINT = 0.2  # share of a sentence's words below which no sentence of a source is its origin


class Why(StrEnum):
    """What is wrong with a piece of ours."""

    UNSUPPORTED = "no source has it"
    JOINED = "the source has it in another place"
    NEGATED = "the source says the opposite"
    MISQUOTED = "the source has another speaker"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece of ours that may not be printed, `start` characters into the text, and the nearest sentence."""

    why: Why
    text: str
    start: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was found of one sentence: each piece with its line, and the doubts; starts count in the sentence."""

    carried: tuple[tuple[Piece, Line | None], ...]
    doubts: tuple[Doubt, ...]


def claims(text: str, articles: Iterable[Article], place: Place = Place.LEAD) -> tuple[Claim, ...]:
    """The numbers, names, dates and quotations of a text, each with the sentence that carries it."""
    source = told(tuple(articles))
    found = []
    for start, sentence in _placed(text, source):
        for piece, line in _judged(sentence, source).carried:
            at = _at(text, piece.text, start + piece.start, start)
            where = (line.text, line.article.url) if line else ("", "")
            found.append(Claim(piece.kind, piece.text, place, at, *where))
    return tuple(found)


def doubts(text: str, articles: Iterable[Article]) -> tuple[Doubt, ...]:
    """What of a text no source says, or says otherwise; empty when all may be printed.

    A sentence that stands word for word in a source is never doubted.
    """
    source = told(tuple(articles))
    found = []
    for start, sentence in _placed(text, source):
        if not source.verbatim(sentence):
            for doubt in _judged(sentence, source).doubts:
                at = _at(text, doubt.text, start + doubt.start, start)
                found.append(Doubt(doubt.why, doubt.text, at, doubt.sentence))
    return tuple(found)


def ungrounded(text: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """The pieces of a text that are doubted; empty when it may be printed."""
    return tuple(doubt.text for doubt in doubts(text, articles))


def foreign_figures(text: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """The numbers of a text that no article holds anywhere."""
    source = told(tuple(articles))
    held = {value for lines in source.lines for line in lines for value in line.values}
    return tuple(one.text for one in figures(text, source.language) if one.value not in held)


def _placed(text: str, source: Told) -> Iterator[tuple[int, str]]:
    """The sentences of a text and where each begins."""
    cursor = 0
    for sentence in sentences(text, source.language):
        start = text.find(sentence, cursor)
        cursor = start + len(sentence) if start >= 0 else cursor
        yield max(start, 0), sentence


def _at(text: str, piece: str, wanted: int, start: int) -> int:
    """Where a piece stands; a sentence with mended white space is searched for it."""
    if text.startswith(piece, wanted):
        return wanted
    return max(text.find(piece, start), 0)


@lru_cache(maxsize=2048)
def _judged(sentence: str, source: Told) -> _Judged:
    wording = worded(normal(sentence))
    found = pieces(normal(sentence), source.language, source.plain)
    near = source.nearest(wording.words)
    if not near or near[0][0] < FAINT:
        missing = tuple(Doubt(Why.UNSUPPORTED, piece.text, piece.start) for piece in found)
        return _Judged(tuple((piece, None) for piece in found), missing)
    likely = [one for one in near if one[0] >= LIKELY * near[0][0]]
    line = max(likely, key=lambda one: (_held(found, source.window(one[1])), one[0]))[1]
    carried = tuple((piece, _carrier(piece, line, wording, source)) for piece in found)
    doubted = [_missing(piece, line, source) for piece, where in carried if where is None]
    all_doubts = (*doubted, *_misplaced(normal(sentence), wording, found, line, source))
    return _Judged(carried, tuple({(one.start, one.text): one for one in reversed(all_doubts)}.values())[::-1])


def _held(found: tuple[Piece, ...], window: tuple[Line, ...]) -> int:
    return sum(any(line.carries(piece) for line in window) for piece in found)


def _carrier(piece: Piece, line: Line, wording: Wording, source: Told) -> Line | None:
    """The line that carries a piece: the sentence's own, a neighbour, or the one its nearest words are from."""
    window = source.window(line)
    if piece.kind is ClaimKind.NAME:
        window = (*window, *source.before(line, BACK))
    if found := next((one for one in window if one.carries(piece)), None):
        return found
    if piece.kind is ClaimKind.QUOTATION:
        return next((one for lines in source.lines for one in lines if one.carries(piece)), None)
    own = wording.within(piece.start, piece.start + len(piece.text))
    if not own:
        return None
    around = wording.words[max(0, own.start - AROUND) : own.start] + wording.words[own.stop : own.stop + AROUND]
    for share, other in source.nearest(around):
        if share >= LOCAL and (found := next((o for o in source.window(other) if o.carries(piece)), None)):
            return found
    return None


def _missing(piece: Piece, line: Line, source: Told) -> Doubt:
    elsewhere = any(one.carries(piece) for lines in source.lines for one in lines)
    return Doubt(Why.JOINED if elsewhere else Why.UNSUPPORTED, piece.text, piece.start, line.text)


def _misplaced(text: str, wording: Wording, found: tuple[Piece, ...], line: Line, source: Told) -> Iterator[Doubt]:
    beside = Beside.of(text, wording, line)
    for words, start in displaced(found, beside, line, source):
        yield Doubt(Why.JOINED, words, start, line.text)
    place = turned(beside, line, source.window(line))
    if place is not None:
        yield Doubt(Why.NEGATED, beside.word(place), wording.starts[place], line.text)
