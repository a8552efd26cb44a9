"""Verdicts: what became of a report, an event or a story on its way to the edition, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from digest.models import Article, Event, Factor, Story


class Step(StrEnum):
    """Where its way ended, in the order of the day."""

    ADMISSION = "not admitted"
    SHORTLIST = "below the shortlist"
    MEMORY = "already sent"
    VARIETY = "nearly the same as a better one"
    RESERVE = "too far down to be written"
    HEADLINE = "no clean headline"
    FLOOR = "score below the floor"
    REPEAT = "says what a better one says"
    QUOTA = "its section is full"
    FULL = "the edition is full"
    PRINTED = "in"


@dataclass(frozen=True, slots=True)
class Verdict:
    """In, or out at which step; `why` says so to an editor. `section` is where what is in stands."""

    step: Step
    why: str
    section: str = ""

    @property
    def printed(self) -> bool:
        return self.step is Step.PRINTED

    @property
    def single(self) -> bool:
        """Is it on one report, which never came to be compared with others?"""
        return self.step is Step.ADMISSION


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might have been a story: its reports, what was made of them, and the verdict on it."""

    articles: tuple[Article, ...]
    verdict: Verdict
    event: Event | None = None
    story: Story | None = None

    @property
    def headline(self) -> str:
        return self.story.headline if self.story else self.articles[0].title

    @property
    def section(self) -> str:
        return self.verdict.section or (self.event.section if self.event else "")

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The reasons for its score; none for what was never judged."""
        judged = self.story or self.event
        return judged.factors if judged else ()

    @property
    def score(self) -> float | None:
        judged = self.story or self.event
        return judged.score if judged else None
