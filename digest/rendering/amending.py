"""Corrections on the page: what earlier editions got wrong, and what became known of this one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from digest.models import Correction, Newsletter
from digest.rendering.cleaning import bare
from digest.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction in words. `date` is the day of the edition that was wrong, `moment` when it was told.

    `marks` is the dir attribute that its headline needs in this letter.
    """

    headline: str
    date: str
    moment: str
    text: str
    marks: Markup


def errata(corrections: Iterable[Correction], newsletter: Newsletter, words: Words) -> tuple[Erratum, ...]:
    """These corrections in the newsletter's language, times in its own zone."""
    zone = ZoneInfo(newsletter.zone)
    return tuple(
        Erratum(
            headline=bare(one.headline),
            date=words.date(one.day),
            moment=words.moment(one.at.astimezone(zone)),
            text=bare(one.text),
            marks=words.turned(bare(one.headline)),
        )
        for one in corrections
    )
