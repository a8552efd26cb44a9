"""Claims: what a story says that can be looked up, each tied to the sentence of a source that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """What can be looked up."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    QUOTATION = "quotation"


class Place(StrEnum):
    """Where in a story a claim stands."""

    HEADLINE = "headline"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number, name, date or quotation of a story, `start` characters into its headline or lead.

    `sentence` is what the report at `url` says; both are empty where no report says it.
    """

    kind: ClaimKind
    text: str
    place: Place
    start: int
    sentence: str = ""
    url: str = ""

    @property
    def supported(self) -> bool:
        return bool(self.sentence)
