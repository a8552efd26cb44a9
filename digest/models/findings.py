"""What the checks before a send find, and what an editor knowingly overrules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Spot(StrEnum):
    """Where in an edition something stands."""

    HEADLINE = "headline"
    LEAD = "lead"
    SUBJECT = "subject"
    PREHEADER = "preheader"
    NOTE = "note"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is doubtful about an edition: `why` says it in words for an editor.

    `story` is the key of the story it is about, empty for the edition. `text` stands `start` characters into
    that spot; `sentence` is the nearest that a source says. What `blocks` keeps the edition from being
    approved until it is changed or overruled.
    """

    story: str
    spot: Spot
    why: str
    text: str = ""
    start: int = 0
    sentence: str = ""
    url: str = ""
    blocks: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What an overruling names: the same words doubted in the same spot."""
        return self.story, str(self.spot), self.text


@dataclass(frozen=True, slots=True)
class Overruling:
    """An editor's word that a doubted piece may stand: it holds for this text in this spot only."""

    story: str
    spot: Spot
    text: str
    reason: str
    by: str
    at: datetime

    @property
    def key(self) -> tuple[str, str, str]:
        return self.story, str(self.spot), self.text


@dataclass(frozen=True, slots=True)
class Correction:
    """What a sent edition got wrong, in words for its readers, beside the story it is about.

    `day` and `headline` name what was wrong where the correction stands elsewhere. `id` is None until it
    is stored.
    """

    newsletter: str
    day: date
    story: str
    headline: str
    text: str
    by: str
    at: datetime
    id: int | None = None
