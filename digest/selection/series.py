"""Titles of a series: what comes every day under the same words is told apart by its day or its score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from digest.models import Article

# How the months begin, January first. Where a month is also another word (May, March), it is written in full
# and as titles write it: English and German with a capital letter, the others with a small one.
MONTHS = MappingProxyType(
    {
        "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "de": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
        "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
        "es": "ene feb mar abr may jun jul ago sep oct nov dic",
        "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "ru": "янв фев мар апр ма июн июл авг сен окт ноя дек",
    }
)
_BY_NAME = {name: at + 1 for names in MONTHS.values() for at, name in enumerate(names.split())}
_NAMES = "|".join(sorted(_BY_NAME, key=lambda name: (-len(name), name)))
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_NAMES})[^\W\d_]*\.? (?P<day>\d\d?)\b")
_DAY_FIRST = re.compile(rf"\b(?P<day>\d\d?)(?:\.|st|nd|rd|th)? (?:de )?(?P<month>{_NAMES})")
_FIGURES = re.compile(r"\b(?P<day>\d\d?)\.(?P<month>0?[1-9]|1[0-2])\.(?:\d{2,4})?(?!\d)")
_UNSPACED = re.compile(r"(?P<month>\d\d?)月(?P<day>\d\d?)日")
_SCORE = re.compile(r"(?<![\w-])(\d{1,3})[-–:](\d{1,3})(?![\w-])")


def day(title: str) -> str:
    """The day of the year that a title names, or an empty string where it names none or several."""
    found = {
        (_BY_NAME.get(match["month"]) or int(match["month"]), int(match["day"]))
        for pattern in (_MONTH_FIRST, _DAY_FIRST, _FIGURES, _UNSPACED)
        for match in pattern.finditer(title)
    }
    return "-".join(map(str, found.pop())) if len(found) == 1 else ""


def score(title: str) -> str:
    """The score that a title names, the greater number last, or an empty string."""
    found = {tuple(sorted(map(int, match.groups()))) for match in _SCORE.finditer(title)}
    return "-".join(map(str, found.pop())) if len(found) == 1 else ""


def marks(articles: Sequence[Article]) -> NDArray[np.int64]:
    """A column each for day and score: two titles with different numbers above 0 cannot be of one event."""
    known: dict[str, int] = {"": 0}
    return np.array(
        [[known.setdefault(mark(one.title), len(known)) for mark in (day, score)] for one in articles],
        dtype=np.int64,
    ).reshape(-1, 2)
