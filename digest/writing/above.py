"""What stands above the stories: subject line, preheader and the editor's note, each against all reports.

A line that was made of the headlines is judged with the stories. In one that a hand wrote, a name, number or
quotation that no story's reports carry blocks; the note is the editor's own voice, and is only pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel.dates import format_date

from digest.models import Article, Edition, Finding, Newsletter, Spot
from digest.writing.grounding import Doubt, carried, doubted
from digest.writing.sentences import sentences
from digest.writing.subject import BETWEEN, preheader, subject
from digest.writing.wording import normal, stem, worded

LONGEST = 78  # characters of a subject, beyond which every inbox cuts it
_PARTS = re.compile(r"\s*(?:[;；؛|·–—]|,\s|:\s|\band\b)\s*")

NEAR = 3  # stories that a line may be about

Behind = tuple[tuple[str, tuple[Article, ...]], ...]
"""The words of each story, and its reports."""


def above(edition: Edition, newsletter: Newsletter, behind: Behind) -> Iterator[Finding]:
    """What is doubtful about the lines above the stories."""
    stories, day = edition.stories, edition.day
    if len(edition.subject) > LONGEST:
        why = f"it has {len(edition.subject)} characters, and an inbox shows {LONGEST} at the most"
        yield Finding("", Spot.SUBJECT, why)
    headlines = tuple(story.headline for story in stories)
    house = " ".join((newsletter.name, newsletter.tagline, *(one.title for one in newsletter.sections)))
    known = f"{house} {format_date(day, 'full', locale=newsletter.language.replace('-', '_'))}"
    for spot, text, made in (
        (Spot.SUBJECT, edition.subject, subject(stories, newsletter, day)),
        (Spot.PREHEADER, edition.preheader, preheader(stories, newsletter, day)),
        (Spot.NOTE, edition.note, ""),
    ):
        if text and text != made and behind:
            yield from _of_line(spot, text, headlines, known, behind)


@lru_cache(maxsize=64)  # a page asks it each time it is drawn
def _of_line(
    spot: Spot, text: str, headlines: tuple[str, ...], known: str, behind: Behind
) -> tuple[Finding, ...]:
    found, cursor = [], 0
    for part in _parts(spot, text):
        start = max(text.find(part, cursor), 0)
        cursor = start + len(part)
        if part in headlines:
            continue
        reports = next(_nearest(part, behind))
        for doubt in _doubts(part, reports, behind, known):
            if not _within(doubt.text, known):
                blocks = spot is not Spot.NOTE and doubt.text != part
                at = (doubt.text, start + doubt.start, doubt.sentence, doubted(doubt, reports))
                found.append(Finding("", spot, str(doubt.why), *at, blocks=blocks))
    return tuple(one for one in found if spot is not Spot.NOTE or one.text not in sentences(text))


def _parts(spot: Spot, text: str) -> tuple[str, ...]:
    """What is said by itself: the sentences of a note, the headlines that stand in one line."""
    return sentences(text) if spot is Spot.NOTE else tuple(filter(None, text.split(BETWEEN)))


def _doubts(part: str, reports: tuple[Article, ...], behind: Behind, known: str) -> tuple[Doubt, ...]:
    """The doubts about a part; none where every piece of it is told by the reports of some story."""
    found = carried(part, reports)
    if not found:
        return ()
    pieces = [one for one in _PARTS.split(part) if not _within(one, known)]
    if pieces != [part] and all(
        any(not carried(one, its) for its in _nearest(one, behind)) for one in pieces
    ):
        return ()
    return found


def _nearest(part: str, behind: Behind) -> Iterator[tuple[Article, ...]]:
    """The reports of the stories that a part is most likely about, the likeliest first.

    To ask every story's reports of the day would take a second and more.
    """
    words = _stems(part)
    ranked = sorted(behind, key=lambda one: -len(words & _stems(one[0])))
    return (its for _, its in ranked[:NEAR])


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in worded(normal(text)).words)


def _within(text: str, known: str) -> bool:
    """Whether all words of a piece are the newsletter's own name, sections or date."""
    words = {word.casefold() for word in re.findall(r"\w+", known)}
    return all(word.casefold() in words for word in re.findall(r"\w+", text))
