"""Events and stories: what we say of what sources said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.models.articles import Article


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for a story's score: `value` multiplies it, `why` says so in words."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """The articles that report one event, best first; ranked and explained, not yet written.

    `update` says in words what is new since it was last sent, and is empty for a new event.
    """

    articles: tuple[Article, ...]
    section: str
    factors: tuple[Factor, ...]
    score: float
    update: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One outlet's report of a story, to name and link."""

    outlet: str
    url: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What we say of one event. `source` is the report it rests on, `also` the other outlets' reports.

    `writer` says who worded it, as "model X, checked"; it is empty where the words are the sources' own.
    """

    key: str
    section: str
    headline: str
    lead: str
    source: Reference
    also: tuple[Reference, ...] = ()
    factors: tuple[Factor, ...] = ()
    score: float = 0.0
    update: str = ""
    language: str = ""
    published: datetime | None = None
    writer: str = ""

    @property
    def model(self) -> str:
        """The name of the model that worded it, or the empty string."""
        return self.writer.removeprefix("model ").removesuffix(", checked")
