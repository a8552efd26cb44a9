"""Grounding: each number, name, date and quotation of ours is tied to the sentence that carries it.

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
from digest.writing.beside import Beside
from digest.writing.figures import figures
from digest.writing.lines import SHORT, Line
from digest.writing.pieces import Piece, pieces
from digest.writing.polarity import turned
from digest.writing.roles import alike, displaced, speakers
from digest.writing.sentences import sentences
from digest.writing.told import Told, told
from digest.writing.wording import Wording, normal, worded

AROUND = 6  # words on each side of a piece that must stand with it where its sentence was joined of two
LOCAL = 0.5  # share of them
LIKELY = 0.8  # of the best share: of sentences this near, the one that carries most is the origin
BACK = 4  # sentences in which a name may stand that the source then calls he, she or it
FAINT = 0.4  # share of a sentence's words below which no sentence of a source is its origin


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
    """What was found of one sentence: each piece with its line, and the doubts; starts within it."""

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


def carried(text: str, articles: tuple[Article, ...]) -> tuple[Doubt, ...]:
    """The doubts about a text; none where one of the articles alone carries it all.

    Of many reports on one event, another than the one that was written from may stand nearer.
    """
    found = doubts(text, articles) if text else ()
    if len(articles) == 1 or not found:
        return found
    return () if any(not doubts(text, (one,)) for one in articles) else found


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


@lru_cache(maxsize=2048)
def _judged(sentence: str, source: Told) -> _Judged:
    wording = worded(normal(sentence))
    found = pieces(normal(sentence), source.language, source.plain)
    near = source.nearest(wording.words)
    if not near or near[0][0] < FAINT:
        return _Judged(tuple((piece, None) for piece in found), _untold(sentence, found, source))
    likely = [one for one in near if one[0] >= LIKELY * near[0][0]]
    line = max(likely, key=lambda one: (_held(found, source.window(one[1])), one[0]))[1]
    carried = tuple((piece, _carrier(piece, line, wording, source)) for piece in found)
    doubted = [_missing(piece, line, source) for piece, where in carried if where is None]
    all_doubts = (*doubted, *_misplaced(Beside.of(normal(sentence), wording, line), found, source))
    return _Judged(
        carried, tuple({(one.start, one.text): one for one in reversed(all_doubts)}.values())[::-1]
    )


def _untold(sentence: str, found: tuple[Piece, ...], source: Told) -> tuple[Doubt, ...]:
    """The pieces that no sentence carries; the whole sentence where it has none."""
    lines = [line for lines in source.lines for line in lines]
    foreign = [one for one in found if not any(line.carries(one) for line in lines)]
    doubted = [(one.text, one.start) for one in foreign] or [(sentence, 0)]
    return tuple(Doubt(Why.UNSUPPORTED, text, start) for text, start in doubted)


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


def _misplaced(beside: Beside, found: tuple[Piece, ...], source: Told) -> Iterator[Doubt]:
    """What of ours stands otherwise in the sentence it was taken from."""
    line = beside.line
    for words, start in displaced(found, beside, source):
        yield Doubt(Why.JOINED, words, start, line.text)
    for quotation in (one for one in found if one.kind is ClaimKind.QUOTATION and len(one.keys) > SHORT):
        if other := _other_speaker(beside.text, quotation, found, source):
            yield other
    place = turned(beside, source.window(line))
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
