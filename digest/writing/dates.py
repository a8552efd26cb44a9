"""Days that only the day of writing explains, named where the article's own time makes it safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from digest.models import Article

# Between these hours UTC it is the same date from California to Sydney, so the outlet's "today" is ours.
SAFE_HOURS = range(8, 14)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

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
