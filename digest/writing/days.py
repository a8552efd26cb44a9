"""Weekdays and dates of a text, as days that can be compared with those a report names or means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from digest.models import Article
from digest.writing.dates import SAFE_HOURS
from digest.writing.vocabulary import tongue

_SHIFTS = {
    "en": (
        "yesterday=-1 today=0 tonight=0 this_morning=0 this_afternoon=0 this_evening=0 "
        "last_night=-1 tomorrow=1"
    ),
    "de": "gestern=-1 heute=0 morgen=1",
    "fr": "hier=-1 aujourd'hui=0 aujourd’hui=0 demain=1",
    "es": "ayer=-1 anoche=-1 hoy=0 mañana=1",
    "pl": "wczoraj=-1 dziś=0 dzisiaj=0 jutro=1",
    "ru": "вчера=-1 сегодня=0 завтра=1",
    "ar": "أمس=-1 اليوم=0 غدا=1 غداً=1",
    "zh": "昨天=-1 昨日=-1 昨晚=-1 今天=0 今日=0 今晚=0 明天=1 明日=1",
}
_INFLECTED = frozenset(
    {"pl", "ru", "uk", "cs", "sk", "hr", "sr", "sl"}
)  # their names of days change at the end
_ABBREVIATED = r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=\.? \d)"
_YEARS_AHEAD = 400  # days: a date without a year is the nearest one


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday or a date of a text; `keys` are the ways to say it."""

    text: str
    start: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Calendar:
    pattern: re.Pattern[str]
    weekdays: dict[str, int]
    months: dict[str, int]
    shifts: dict[str, int]


def days(text: str, language: str) -> tuple[Day, ...]:
    """The weekdays and dates that a text names."""
    calendar = _calendar(tongue(language) or "en")
    if calendar is None:
        return ()
    found = (_named(match, calendar) for match in calendar.pattern.finditer(text))
    return tuple(day for day in found if day)


def told(text: str, article: Article, language: str) -> frozenset[str]:
    """Every way to say a day that this text of an article names or, by the article's hour, means."""
    named = frozenset(key for day in days(text, language) for key in day.keys)
    calendar = _calendar(tongue(language) or "en")
    if calendar is None or article.undated:
        return named
    published = article.published.date()
    meant: set[str] = set()
    if article.published.hour in SAFE_HOURS:
        low = text.lower()
        meant |= _ways(published + timedelta(shift) for word, shift in calendar.shifts.items() if word in low)
    for key in named:
        meant |= _ways(_near(key, published))
    return named | meant


def _ways(those: object) -> set[str]:
    ways: set[str] = set()
    for day in those:  # type: ignore[attr-defined]
        ways |= {f"w{day.weekday()}", f"{day.month}-{day.day}"}
    return ways


def _near(key: str, published: date) -> tuple[date, ...]:
    """The days nearest to the article's own that are called so."""
    week = [published + timedelta(shift) for shift in range(-6, 7)]
    if key.startswith("w"):
        return tuple(day for day in week if f"w{day.weekday()}" == key)
    return tuple(day for day in week if f"{day.month}-{day.day}" == key)


def _named(match: re.Match[str], calendar: _Calendar) -> Day | None:
    if match["weekday"]:
        return Day(
            match.group(0), match.start(), frozenset({f"w{calendar.weekdays[match['weekday'].lower()]}"})
        )
    name = (match["month"] or match["month2"] or "").lower()
    month = calendar.months.get(name) or calendar.months.get(name[:3])
    day = match["day"] or match["day2"]
    if not month or not day or not 0 < int(day) < 32:
        return None
    return Day(match.group(0), match.start(), frozenset({f"{month}-{int(day)}"}))


@lru_cache(maxsize=16)
def _calendar(tongue: str) -> _Calendar | None:
    try:
        locale = Locale.parse(tongue)
    except (UnknownLocaleError, ValueError):
        return None
    weekdays = {name.lower(): day for day, name in get_day_names("wide", "format", locale).items()}
    months = {name.lower(): month for month, name in get_month_names("wide", "format", locale).items()}
    months |= {name.lower(): month for month, name in get_month_names("wide", "stand-alone", locale).items()}
    if tongue in _INFLECTED:
        weekdays |= {name[:-1] + end: day for name, day in list(weekdays.items()) for end in _endings(name)}
    if tongue == "zh":
        weekdays |= {
            name.replace("星期", one): d for name, d in list(weekdays.items()) for one in ("周", "礼拜")
        }
    if tongue == "en":
        months |= {name[:3]: month for name, month in list(months.items())}
    shifts = dict(pair.split("=") for pair in _SHIFTS.get(tongue, "").split())
    spoken = {word.replace("_", " "): int(shift) for word, shift in shifts.items()}
    return _Calendar(_pattern(tongue, weekdays, months), weekdays, months, spoken)


def _endings(name: str) -> str:
    return "ęyąie" if name.endswith("a") and name.isascii() else "уыеиюой"


def _pattern(tongue: str, weekdays: dict[str, int], months: dict[str, int]) -> re.Pattern[str]:
    day, month = (
        "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
        for names in (weekdays, months)
    )
    if tongue == "zh":
        return re.compile(
            rf"(?P<weekday>{day})|(?P<month>\d{{1,2}}月)(?P<day>\d{{1,2}})日|(?P<day2>$^)(?P<month2>$^)"
        )
    short = _ABBREVIATED if tongue == "en" else ""
    full = "|".join(
        re.escape(n) for n in sorted(months, key=len, reverse=True) if len(n) > 3 or tongue != "en"
    )
    month = f"{full or month}{'|may' if tongue == 'en' else ''}{short}"
    return re.compile(
        rf"(?<!\w)(?:(?P<weekday>{day})(?!\w)"
        rf"|(?P<month>{month})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.)? (?:of |de )?(?P<month2>{month})(?!\w))",
        re.IGNORECASE,
    )
