"""The record of an edition as a page shows it: each deed in a line, and beneath it what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.desk.looking import Entry
from digest.models import WORDED, Action, Aspect, Difference, Fate, Newsletter, Revision, Stretch
from digest.web.desk.worklist import section_name

MOST = 40  # deeds on a page; the files hold all of them
FOLLOWING = (Aspect.SUBJECT, Aspect.PREHEADER)
LEADING = frozenset(Action) - {Action.TITLED, Action.UNDID, Action.RESTORED, Action.DRAFTED}
"""What is made of the headlines, and after which deeds it is."""
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
        Done(one.deed, hour(newsletter, day, one.deed.at), tuple(_lines(newsletter, one)))
        for one in entries[-MOST:]
    )


def hour(newsletter: Newsletter, day: date, at: datetime) -> str:
    """The time of day where the newsletter lives, with its date where that is not the edition's day."""
    there = at.astimezone(ZoneInfo(newsletter.zone))
    return f"{there:%H:%M}" if there.date() == day else f"{there.day} {there:%b} {there:%H:%M}"


def _lines(newsletter: Newsletter, entry: Entry) -> Iterator[Line]:
    """What was changed; what only follows the headlines is named, and not spelt out."""
    deed, follow = entry.deed, []
    for one in entry.differences:
        if one.aspect in FOLLOWING and deed.action in LEADING:
            follow.append(str(one.aspect))
        else:
            yield _line(newsletter, deed, one)
    if follow:
        yield Line("With it", (Stretch(Fate.KEPT, " and ".join(follow)),))


def _line(newsletter: Newsletter, deed: Revision, one: Difference) -> Line:
    own = deed.action is Action.REWORDED or one.headline == deed.about
    named = one.headline and not own and one.aspect is not Aspect.STORY
    label = one.aspect.capitalize() + (f" of “{one.headline}”" if named else "")
    if one.aspect in WORDED:
        return Line(label, tuple(map(_short, one.stretches)))
    if one.aspect is Aspect.STORY:
        label = "In" if one.after else "Out"
    before, after = one.before, one.after
    if one.aspect is Aspect.SECTION:
        before, after = (section_name(newsletter, key) for key in (before, after))
    if one.aspect in (Aspect.SECTION, Aspect.PLACE):
        return Line(label, (Stretch(Fate.KEPT, f"from {before} to {after}"),))
    both = (Stretch(Fate.GONE, before), Stretch(Fate.COME, after))
    return Line(label, tuple(one for one in both if one.text))


def _short(one: Stretch) -> Stretch:
    """Words that stayed, in the middle of a long row of them left out."""
    if one.fate is not Fate.KEPT or len(one.text) <= ROOM:
        return one
    first, last = one.text[: ROOM // 3], one.text[-ROOM // 3 :]
    ends = first.rpartition(" ")[0] or first, last.partition(" ")[2] or last
    return Stretch(one.fate, f"{ends[0]} … {ends[1]}")
