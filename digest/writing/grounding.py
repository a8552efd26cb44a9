"""Grounding: each number, name, date and quotation of ours is tied to the sentence that carries it.

What stands together in ours must stand together there: in one sentence of a source or its neighbour, in the
same place where the words are the same, and as true as there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from digest.models import Article
from digest.models.claims import Claim, ClaimKind, Place
from digest.writing.beside import Beside
from digest.writing.figures import figures
from digest.writing.lines import SHORT, Line
from digest.writing.pieces import Piece, pieces
from digest.writing.polarity import affirmed, turned
from digest.writing.roles import alike, displaced, speakers
from digest.writing.sentences import sentences
from digest.writing.told import Told, told
from digest.writing.tolls import miscounted
from digest.writing.wording import Wording, normal, worded

AROUND = 6  # words on each side of a piece that must stand with it where its sentence was joined of two
LOCAL = 0.5  # share of them
LIKELY = 0.8  # of the best share: of sentences this near, the one that carries most is the origin
BACK = 4  # sentences in which a name may stand that the source then calls he, she or it
LONGEST = 40  # characters of a compound on each side of a piece
_LETTERS = (
    r"[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # of scripts that part words by spaces
)
_BEFORE = re.compile(rf"(?<!\w)(?:{_LETTERS}+-)*{_LETTERS}*$")
_AFTER = re.compile(rf"{_LETTERS}*(?:-{_LETTERS}+)*")
FAINT = 0.4  # share of a sentence's words below which no sentence of a source is its origin
KNOWN = 0.5  # share of a sentence's words that a source must hold somewhere, where it has no name or number


class Why(StrEnum):
    """What is wrong with a piece of ours."""

    UNSUPPORTED = "no source has it"
    LOOSE = "no sentence of a source is like it: read it beside the reports"
    JOINED = "the source has it in another place"
    COUNTED = "the source counts something else with it"
    NEGATED = "the source says the opposite"
    MISQUOTED = "the source has another speaker"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece of ours that may not be printed, `start` characters into the text, and the nearest sentence."""

    why: Why
    text: str
    start: int
    sentence: str = ""

    @property
    def bars(self) -> bool:
        """Whether something of it is not the sources': not, where all that can be looked up of it is."""
        return self.why is not Why.LOOSE


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was found of one sentence: each piece with its line, and the doubts; starts within it."""

    carried: tuple[tuple[Piece, Line | None], ...]
    doubts: tuple[Doubt, ...]


def claims(text: str, articles: Iterable[Article], place: Place = Place.LEAD) -> tuple[Claim, ...]:
    """The numbers, names, dates and quotations of a text, each with the sentence that carries it."""
    source = told(tuple(articles))
    found = []
    for start, sentence in _placed(text, source):
        for piece, line in _judged(sentence, source, free=True).carried:
            at, words = _whole(text, piece.text, _at(text, piece.text, start + piece.start, start))
            where = (line.text, line.article.url) if line else ("", "")
            found.append(Claim(piece.kind, words, place, at, *where))
    return tuple(found)


def doubts(text: str, articles: Iterable[Article], *, free: bool = False) -> tuple[Doubt, ...]:
    """What of a text no source says, or says otherwise; empty when all may be printed.

    A sentence that stands word for word in a source is never doubted. `free` words are a hand's own: an
    everyday word that opens a sentence is no name in them.
    """
    source = told(tuple(articles))
    found = []
    for start, sentence in _placed(text, source):
        if not source.verbatim(sentence):
            for doubt in _judged(sentence, source, free=free).doubts:
                at, words = _whole(text, doubt.text, _at(text, doubt.text, start + doubt.start, start))
                found.append(Doubt(doubt.why, words, at, doubt.sentence))
    return tuple(found)


def carried(text: str, articles: tuple[Article, ...]) -> tuple[Doubt, ...]:
    """The doubts about a text in a hand's words; none where one of the articles alone carries it all.

    Of many reports on one event, another than the one that was written from may stand nearer.
    """
    found = doubts(text, articles, free=True) if text else ()
    if len(articles) == 1 or not found:
        return found
    return () if any(not doubts(text, (one,), free=True) for one in articles) else found


def doubted(doubt: Doubt, articles: tuple[Article, ...]) -> str:
    """The address of the article in which the sentence nearest to a doubted piece stands, or nothing."""
    lines = (line for lines in told(articles).lines for line in lines)
    return next((line.article.url for line in lines if doubt.sentence and line.text == doubt.sentence), "")


def ungrounded(text: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """The pieces of a text that are doubted; empty when it may be printed."""
    return tuple(doubt.text for doubt in doubts(text, articles))


def foreign_figures(text: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """The numbers of a text that no article holds anywhere."""
    reports = tuple(articles)
    held = _values(reports)
    return tuple(one.text for one in figures(text, told(reports).language) if one.value not in held)


@lru_cache(maxsize=64)
def _values(articles: tuple[Article, ...]) -> frozenset[object]:
    """Every number that the articles hold."""
    return frozenset(value for lines in told(articles).lines for line in lines for value in line.values)


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


def _whole(text: str, piece: str, start: int) -> tuple[int, str]:
    """A piece with the rest of its compound, and where that begins: "ten-day" and not "ten"."""
    end = start + len(piece)
    if text[start:end] != piece or not piece:
        return start, piece
    begin = max(0, start - LONGEST)
    before = _BEFORE.search(text[begin:start]) if piece[0].isalnum() else None
    after = _AFTER.match(text[end : end + LONGEST]) if piece[-1].isalnum() else None
    begin = begin + before.start() if before else start
    return begin, text[begin : end + (after.end() if after else 0)]


@lru_cache(maxsize=2048)
def _judged(sentence: str, source: Told, *, free: bool) -> _Judged:
    text, wording = normal(sentence), worded(normal(sentence))
    found = pieces(text, source.language, source.plain, free=free)
    every = tuple(line for lines in source.lines for line in lines)
    counted = (
        [Doubt(Why.COUNTED, one.text, one.start, line.text) for one, line in miscounted(text, found, every)]
        if free
        else []
    )
    near = source.nearest(wording.words)
    if not near or near[0][0] < FAINT:
        held = tuple((one, next((line for line in every if line.carries(one)), None)) for one in found)
        return _Judged(held, (*counted, *_untold(sentence, held, source)))
    likely = [one for one in near if one[0] >= LIKELY * near[0][0]]
    line = max(likely, key=lambda one: (_held(found, source.window(one[1])), one[0]))[1]
    carried = tuple((piece, _carrier(piece, line, wording, source)) for piece in found)
    doubted = [_missing(piece, line, source) for piece, where in carried if where is None]
    misplaced = _misplaced(Beside.of(text, wording, line), found, source, free)
    # Of two doubts about one piece, the first one stands.
    kept = {(one.start, one.text): one for one in reversed((*doubted, *counted, *misplaced))}
    return _Judged(carried, tuple(kept.values())[::-1])


def _untold(sentence: str, held: tuple[tuple[Piece, Line | None], ...], source: Told) -> tuple[Doubt, ...]:
    """The pieces that no sentence carries; the whole sentence where it has none."""
    if foreign := [piece for piece, line in held if line is None]:
        return tuple(Doubt(Why.UNSUPPORTED, one.text, one.start) for one in foreign)
    loose = held or source.known(worded(normal(sentence)).words) >= KNOWN
    return (Doubt(Why.LOOSE if loose else Why.UNSUPPORTED, sentence, 0),)


def _held(found: tuple[Piece, ...], window: tuple[Line, ...]) -> int:
    return sum(any(line.carries(piece) for line in window) for piece in found)


def _carrier(piece: Piece, line: Line, wording: Wording, source: Told) -> Line | None:
    """The line that carries a piece: the sentence's own, a neighbour, or that of its nearest words."""
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
    around = (
        wording.words[max(0, own.start - AROUND) : own.start] + wording.words[own.stop : own.stop + AROUND]
    )
    for share, other in source.nearest(around):
        if share >= LOCAL and (found := next((o for o in source.window(other) if o.carries(piece)), None)):
            return found
    return None


def _missing(piece: Piece, line: Line, source: Told) -> Doubt:
    elsewhere = any(one.carries(piece) for lines in source.lines for one in lines)
    return Doubt(Why.JOINED if elsewhere else Why.UNSUPPORTED, piece.text, piece.start, line.text)


def _misplaced(beside: Beside, found: tuple[Piece, ...], source: Told, free: bool) -> Iterator[Doubt]:
    """What of ours stands otherwise in the sentence it was taken from."""
    line = beside.line
    for words, start in displaced(found, beside, source):
        yield Doubt(Why.JOINED, words, start, line.text)
    for quotation in (one for one in found if one.kind is ClaimKind.QUOTATION and len(one.keys) > SHORT):
        if other := _other_speaker(beside.text, quotation, found, source):
            yield other
    place = turned(beside, source.window(line), free=free)
    place = affirmed(beside.ours, source) if place is None else place
    if place is not None:
        yield Doubt(Why.NEGATED, beside.word(place), beside.ours.starts[place], line.text)


def _other_speaker(text: str, quotation: Piece, found: tuple[Piece, ...], source: Told) -> Doubt | None:
    """Whom we let say it, where the sentence that holds the quotation names only others."""
    ours = speakers(text, found)
    line = next((one for lines in source.lines for one in lines if one.carries(quotation)), None)
    if not ours or line is None:
        return None
    theirs = speakers(line.text, pieces(line.text, line.language, source.plain))
    if not theirs or any(alike(one, other, line.language) for one in ours for other in theirs):
        return None
    return Doubt(Why.MISQUOTED, ours[0].text, ours[0].start, line.text)
