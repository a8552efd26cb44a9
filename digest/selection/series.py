"""Titles of a series: what returns every day under the same words is told apart by its day or its score."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

import numpy as np
from babel import Locale, UnknownLocaleError
from numpy.typing import NDArray

from digest.models import Article

_FIGURES = re.compile(r"(?<![\w.])(?P<day>\d\d?)\.(?P<month>0?[1-9]|1[0-2])\.(?:\d{4})?(?![\w.])")
_SCORE = re.compile(r"(?<![\w-])(?:(\d{1,3})[-–](\d{1,3})|(\d\d?):(\d))(?![\w-])")
_LETTER = r"[\dA-Za-zÀ-ӿ]"
# as agencies write it, and CLDR does not
_MORE = {"Sept": 9}


def day(title: str, language: str) -> str:
    """The day of the year that a title names, or an empty string where it names none or several."""
    months = _months(language)
    found = {
        (months.get(match["month"]) or int(match["month"]), int(match["day"]))
        for pattern in _patterns(language)
        for match in pattern.finditer(title)
    }
    return "-".join(map(str, found.pop())) if len(found) == 1 else ""


def score(title: str) -> str:
    """The score that a title names, the greater number last, or an empty string."""
    found = {tuple(sorted(int(part) for part in match.groups() if part)) for match in _SCORE.finditer(title)}
    return "-".join(map(str, found.pop())) if len(found) == 1 else ""


def marks(articles: Sequence[Article]) -> NDArray[np.int64]:
    """A column each for day and score: two titles with different numbers above 0 cannot be of one event."""
    known: dict[str, int] = {"": 0}
    named = [(day(one.title, one.language), score(one.title)) for one in articles]
    return np.array(
        [[known.setdefault(mark, len(known)) for mark in pair] for pair in named], dtype=np.int64
    ).reshape(-1, 2)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """How a day is written: month and day, day and month, figures alone."""
    names = "|".join(re.escape(name) for name in sorted(_months(language), key=lambda name: -len(name)))
    if not names:
        return (_FIGURES,)
    month = rf"(?<!{_LETTER})(?P<month>{names})(?![A-Za-zÀ-ӿ])"
    return (
        re.compile(rf"{month}\.? ?(?P<day>\d\d?)(?!\d)"),
        re.compile(rf"(?<!\d)(?P<day>\d\d?)(?:\.|st|nd|rd|th)? (?:de )?{month}"),
        _FIGURES,
    )


@cache
def _months(language: str) -> Mapping[str, int]:
    """The months by name, in full and short, in the case and with the capitals that stand beside a day."""
    try:
        names = Locale.parse(language).months["format"]
    except (UnknownLocaleError, ValueError):
        return MappingProxyType({})
    found = {
        name.rstrip("."): number for width in ("wide", "abbreviated") for number, name in names[width].items()
    }
    return MappingProxyType({name: at for name, at in (found | _MORE).items() if not name.isdigit()})
