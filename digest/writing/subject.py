"""Subject line and preheader: whole headlines, as many as fit, never cut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from digest.models import Newsletter, Story

SUBJECT = 60  # characters an inbox shows
LONGEST_SUBJECT = 78
PREHEADER = (80, 130)
BETWEEN = "; "
BETWEEN_IN = {"ar": "؛ ", "fa": "؛ ", "zh": "；"}


def subject(stories: Sequence[Story], newsletter: Newsletter, day: date) -> str:
    """The first headline and as many of the next as fit; name and date when even the first is too long."""
    headlines = [story.headline for story in stories if story.headline]
    if headlines and len(headlines[0]) <= LONGEST_SUBJECT:
        fitting = _fitting(headlines[1:3], SUBJECT - len(headlines[0]))
        return _between(newsletter).join([headlines[0], *fitting])
    return f"{newsletter.name}, {format_date(day, 'long', locale=_locale(newsletter))}"


def preheader(stories: Sequence[Story], newsletter: Newsletter, day: date) -> str:
    """Headlines that the subject does not carry, in one line of 80 to 130 characters where they allow it."""
    fewest, most = PREHEADER
    told = subject(stories, newsletter, day)
    headlines = [story.headline for story in stories if story.headline and story.headline not in told]
    line = ""
    for headline in headlines:
        longer = f"{line}{_between(newsletter)}{headline}" if line else headline
        if len(longer) <= most:
            line = longer
        if len(line) >= fewest:
            break
    return line or newsletter.tagline or newsletter.name


def _fitting(headlines: Sequence[str], room: int) -> list[str]:
    """The headlines, in order, that fit into so many characters with their separators."""
    taken: list[str] = []
    for headline in headlines:
        room -= len(BETWEEN) + len(headline)
        if room < 0:
            break
        taken.append(headline)
    return taken


def _between(newsletter: Newsletter) -> str:
    return BETWEEN_IN.get(newsletter.language.partition("-")[0], BETWEEN)


def _locale(newsletter: Newsletter) -> str:
    return newsletter.language.replace("-", "_")
