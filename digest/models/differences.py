"""What a hand changed: two versions of an edition compared, story by story and place by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from digest.models.editions import Edition
from digest.models.findings import Correction, Overruling
from digest.models.stories import Reference, Story
from digest.models.stretches import Stretch, compared


class Aspect(StrEnum):
    """What of an edition differs. A whole STORY came or went; its PLACE is counted in its section, from 1."""

    SUBJECT = "subject"
    PREHEADER = "preheader"
    NOTE = "note"
    HEADLINE = "headline"
    LEAD = "lead"
    STORY = "story"
    SECTION = "section"
    PLACE = "place"
    SOURCE = "lead article"
    REPORTS = "other reports"
    OVERRULING = "overruling"
    CORRECTION = "correction"


WORDED = (Aspect.SUBJECT, Aspect.PREHEADER, Aspect.NOTE, Aspect.HEADLINE, Aspect.LEAD)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: `before` is empty where it came, `after` where it went.

    `story` is the key of the story it is about and `headline` what that one was called; both are empty
    for the edition.
    """

    aspect: Aspect
    before: str
    after: str
    story: str = ""
    headline: str = ""

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Both texts in one, word by word."""
        return compared(self.before, self.after)


def differences(before: Edition, after: Edition) -> tuple[Difference, ...]:
    """What readers or editors would see changed between two versions, first of the stories."""
    return (*_stories(before, after), *_lines(before, after), *_beside(before, after))


def _lines(before: Edition, after: Edition) -> Iterator[Difference]:
    for aspect in (Aspect.SUBJECT, Aspect.PREHEADER, Aspect.NOTE):
        was, now = getattr(before, aspect), getattr(after, aspect)
        if was != now:
            yield Difference(aspect, was, now)


def _stories(before: Edition, after: Edition) -> Iterator[Difference]:
    was, now = ({one.key: one for one in edition.stories} for edition in (before, after))
    for key, story in was.items():
        if key not in now:
            yield Difference(Aspect.STORY, story.headline, "", key, story.headline)
    for key, story in now.items():
        if key not in was:
            yield Difference(Aspect.STORY, "", story.headline, key, story.headline)
        else:
            yield from _story(was[key], story)
    yield from _moves(before, after)


def _story(was: Story, now: Story) -> Iterator[Difference]:
    pairs = {
        Aspect.HEADLINE: (was.headline, now.headline),
        Aspect.LEAD: (was.lead, now.lead),
        Aspect.SECTION: (was.section, now.section),
        Aspect.SOURCE: _told((was.source,), (now.source,)),
        Aspect.REPORTS: _told(was.also, now.also),
    }
    for aspect, (old, new) in pairs.items():
        if old != new:
            yield Difference(aspect, old, new, now.key, was.headline)


def _told(was: Sequence[Reference], now: Sequence[Reference]) -> tuple[str, str]:
    """Both lists of reports by their outlets; by their addresses, too, where those alone tell them apart."""
    if {one.url for one in was} == {one.url for one in now}:
        return "", ""
    outlets = ["; ".join(one.outlet for one in some) for some in (was, now)]
    if outlets[0] == outlets[1]:
        outlets = ["; ".join(f"{one.outlet} ({one.url})" for one in some) for some in (was, now)]
    return outlets[0], outlets[1]


def _moves(before: Edition, after: Edition) -> Iterator[Difference]:
    """The fewest stories that can have changed places, within their sections."""
    old = {key: [one.key for one in stories] for key, stories in before.sections()}
    for section, stories in after.sections():
        there = old.get(section, [])
        keys = [one.key for one in stories]
        common = [one for one in stories if one.key in there]
        places = [there.index(one.key) for one in common]
        kept = _rising(places)
        for story, place in zip(common, places, strict=True):
            if place not in kept:
                now = str(keys.index(story.key) + 1)
                yield Difference(Aspect.PLACE, str(place + 1), now, story.key, story.headline)


def _rising(numbers: Sequence[int]) -> set[int]:
    """The longest choice of different numbers that rise in this order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    chosen: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        chosen.add(last)
        last = before[last]
    return chosen


def _beside(before: Edition, after: Edition) -> Iterator[Difference]:
    """What was overruled, and the corrections that it carries."""
    headlines = {one.key: one.headline for one in (*before.stories, *after.stories)}
    for said, aspect in ((_ruled, Aspect.OVERRULING), (_corrected, Aspect.CORRECTION)):
        was, now = said(before), said(after)
        yield from (
            Difference(aspect, text, "", *_of(one, headlines)) for text, one in was if (text, one) not in now
        )
        yield from (
            Difference(aspect, "", text, *_of(one, headlines)) for text, one in now if (text, one) not in was
        )


Beside = list[tuple[str, Overruling | Correction]]


def _ruled(edition: Edition) -> Beside:
    return [(f"{one.text}: {one.reason}", one) for one in edition.overrulings]


def _corrected(edition: Edition) -> Beside:
    return [(f"{one.headline}: {one.text}", one) for one in edition.corrections]


def _of(one: Overruling | Correction, headlines: dict[str, str]) -> tuple[str, str]:
    """The story of this edition that it is about: a correction is about one of another."""
    return (one.story, headlines.get(one.story, "")) if isinstance(one, Overruling) else ("", "")
