"""The record of an edition as a page shows it: each deed in a line, and beneath it what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.desk.looking import Entry
from digest.models import WORDED, Aspect, Difference, Fate, Newsletter, Revision, Stretch
from digest.web.desk.worklist import section_name

MOST = 40  # deeds on a page; the files hold all of them
ROOM = 90  # characters in a row that stayed, of which only the ends are shown


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a deed changed: `label` says what, then its words, those that went or came marked."""

    label: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A deed, the hour where the newsletter lives, and what it changed."""

    deed: Revision
    when: str
    lines: tuple[Line, ...]


def shown(newsletter: Newsletter, day: date, entries: Sequence[Entry]) -> tuple[Done, ...]:
    """The latest of a record, oldest first."""
    return tuple(
        Done(
            one.deed,
            hour(newsletter, day, one.deed.at),
            tuple(_line(newsletter, one.deed, each) for each in one.differences),
        )
        for one in entries[-MOST:]
    )


def hour(newsletter: Newsletter, day: date, at: datetime) -> str:
    """The time of day where the newsletter lives, with its date where that is not the edition's day."""
    there = at.astimezone(ZoneInfo(newsletter.zone))
    return f"{there:%H:%M}" if there.date() == day else f"{there.day} {there:%b} {there:%H:%M}"


def _line(newsletter: Newsletter, deed: Revision, one: Difference) -> Line:
    named = one.headline and one.headline != deed.about and one.aspect is not Aspect.STORY
    whose = f" of “{one.headline}”" if named else ""
    if one.aspect in WORDED:
        return Line(f"{one.aspect.capitalize()}{whose}", tuple(map(_short, one.stretches)))
    if one.aspect is Aspect.STORY:
        return Line("In" if one.after else "Out", _pair(one.before, one.after))
    if one.aspect is Aspect.SECTION:
        names = (section_name(newsletter, key) for key in (one.before, one.after))
        return Line(f"Section{whose}", _pair(*names))
    return Line(f"{one.aspect.capitalize()}{whose}", _pair(one.before, one.after))


def _pair(before: str, after: str) -> tuple[Stretch, ...]:
    both = (Stretch(Fate.GONE, before), Stretch(Fate.COME, after))
    return tuple(one for one in both if one.text)


def _short(one: Stretch) -> Stretch:
    """Words that stayed, in the middle of a long row of them left out."""
    if one.fate is not Fate.KEPT or len(one.text) <= ROOM:
        return one
    return Stretch(one.fate, f"{one.text[: ROOM // 3].rstrip()} … {one.text[-ROOM // 3 :].lstrip()}")
