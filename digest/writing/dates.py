"""Days that only the day of writing explains, named where the article's own time makes it safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from digest.models import Article

# Between these hours UTC it is the same date from California to Sydney, so the outlet's "today" is ours.
SAFE_HOURS = range(8, 14)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
OLD = timedelta(days=4)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<jour>\d{{1,2}})(?:st|nd|rd|th)? (?P<mois>{_MONTH})"
)
_PARTS = {"morning": 0, "afternoon": 0, "evening": 0, "night": -1}
_BARE = r"(?P<before>\b(?:until|since|by|from|of|for|on|to|till)\s+)?"
_YESTERDAY = re.compile(
    _BARE + r"\b(?P<word>yesterday)(?P<rest>['’]s\b| morning| afternoon| evening| night)?", re.I
)
_THIS_PART = re.compile(
    _BARE + r"\b(?:earlier )?(?P<word>this (?:morning|afternoon|evening)|last night)(?P<rest>['’]s\b)?", re.I
)
_SAID_TODAY = re.compile(
    r"(?P<verb>\b(?:said|told reporters|announced|confirmed|died|arrived|warned|voted)) (?:earlier )?today\b"
)


def dated(sentence: str, article: Article, language: str) -> str:
    """The sentence with "yesterday" and its kin as a weekday; unchanged where that would be a guess."""
    if not language.startswith("en") or article.undated or article.published.hour not in SAFE_HOURS:
        return sentence

    def weekday(shift: int) -> str:
        return WEEKDAYS[(article.published + timedelta(days=shift)).weekday()]

    sentence = _YESTERDAY.sub(lambda m: _named(m, weekday(-1), m["rest"] or ""), sentence)
    sentence = _THIS_PART.sub(lambda m: _part(m, weekday), sentence)
    return _SAID_TODAY.sub(lambda m: f"{m['verb']} on {weekday(0)}", sentence)


def stale(sentence: str, article: Article) -> bool:
    """Whether the only day a sentence names lies so far back that it tells what was known before."""
    if article.undated:
        return False
    found = [when for match in _DAY.finditer(sentence) if (when := _when(match, article.published))]
    return bool(found) and all(article.published - when > OLD for when in found)


def _when(match: re.Match[str], written: datetime) -> datetime | None:
    """The day that is meant, in the year before the day of writing where no year is told."""
    month = MONTHS.index((match["month"] or match["mois"])[:3]) + 1
    year = int(match["year"]) if match["year"] else written.year
    try:
        day = datetime(year, month, int(match["day"] or match["jour"]), tzinfo=UTC)
        return day if match["year"] or day <= written + OLD else day.replace(year=year - 1)
    except ValueError:
        return None


def _part(match: re.Match[str], weekday: Callable[[int], str]) -> str:
    part = match["word"].split()[-1].lower()
    return _named(match, weekday(_PARTS[part]), f" {part}{match['rest'] or ''}")


def _named(match: re.Match[str], day: str, rest: str) -> str:
    """The weekday in the place of the match: with "on" where the sentence needs one."""
    if match["before"]:
        return f"{match['before']}{day}{rest}"
    if rest.endswith(("'s", "’s")):
        return day + rest
    return ("On " if match["word"][0].isupper() else "on ") + day + rest
