"""Whether every number, name and quotation of a text occurs in what the sources said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.models import Article
from digest.writing.dates import WEEKDAYS
from digest.writing.passage import QUOTED
from digest.writing.vocabulary import listed, vocabulary

_FIGURE = re.compile(r"\d+(?:[.,:]\d+|[\u00a0\u202f ]\d{3}(?!\d))*")
_NAME = re.compile(r"(?<![^\W_])[A-ZÀ-ÞА-ЯĄĆĘŁŃÓŚŹŻ][\w’'.-]*(?:\s+[A-ZÀ-ÞА-ЯĄĆĘŁŃÓŚŹŻ][\w’'.-]*)*")
_WORD = re.compile(r"[^\W_]+")
_NUMBER_WORDS = listed(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion trillion"
)
_CALENDAR = frozenset(day.lower() for day in WEEKDAYS)


def ungrounded(text: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """The numbers, names and quotations of a text that no article holds; empty when all are grounded.

    Weekdays pass: they are what the house writes for "yesterday". It does not see right words joined wrongly.
    """
    source = _told(articles)
    return (*_numbers(text, source), *_names(text, source), *_quotations(text, source))


def foreign_figures(text: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """The numbers of a text that no article holds."""
    return tuple(_numbers(text, _told(articles)))


def _told(articles: Iterable[Article]) -> str:
    return "\n".join(f"{a.title}\n{a.summary}\n{a.body}" for a in articles)


def _numbers(text: str, source: str) -> list[str]:
    held = {_plain(figure) for figure in _FIGURE.findall(source)} | {w.lower() for w in _WORD.findall(source)}
    figures = [figure for figure in _FIGURE.findall(text) if _plain(figure) not in held]
    return figures + [w for w in _WORD.findall(text) if w.lower() in _NUMBER_WORDS and w.lower() not in held]


def _plain(figure: str) -> str:
    """A figure without marks between thousands: 1,200 and 1 200 are 1200, 1.5 stays."""
    return re.sub(r"[.,\s](?=\d{3}(?!\d))", "", figure)


def _names(text: str, source: str) -> list[str]:
    """Runs of capitalised words with a word that is in no source; scripts without capitals have none."""
    held = {word.lower() for word in _WORD.findall(source)}
    known = held | _CALENDAR | vocabulary("en").common
    return [name for name in _NAME.findall(text) if any(w.lower() not in known for w in _WORD.findall(name))]


def _quotations(text: str, source: str) -> list[str]:
    letters = _letters(source)
    return [quote for quote in QUOTED.findall(text) if len(quote) > 8 and _letters(quote) not in letters]


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text)).lower()
