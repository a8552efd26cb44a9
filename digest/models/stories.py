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
    """One outlet's report of a story, to name and link.

    `quoted` marks one that the lead quotes beside its source.
    """

    outlet: str
    url: str
    title: str = ""
    language: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What we say of one event. `source` is the report it rests on, `also` the other outlets' reports.

    A second report that the lead quotes stands first in `also`, and every credit names it.
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
