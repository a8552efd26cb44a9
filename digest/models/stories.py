"""Events and stories: what we say of what sources said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.models.articles import Article
from digest.models.claims import Claim
from digest.models.newsletter import Origin


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for a story's score: `value` multiplies it, `why` says so in words."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """The articles that report one event, best first; ranked and explained, not yet written.

    `update` says in words what is new since it was last sent, and is empty for a new event. `origins` are the
    newsroom's terms with its sources; an event without them, as in a benchmark, may be quoted freely.
    """

    articles: tuple[Article, ...]
    section: str
    factors: tuple[Factor, ...]
    score: float
    update: str = ""
    origins: tuple[Origin, ...] = ()

    def origin(self, article: Article) -> Origin | None:
        """What the newsroom holds of the source of this article, where it was told."""
        return next((one for one in self.origins if one.key == article.source), None)


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
    `writer` says who worded it, as "model X, checked"; it is empty where the words are the sources' own.
    `rights` is the line its source asks for; `claims` ties headline and lead to the sentences of the reports.
    `hand` is who of the newsroom last changed its words, and empty where nobody did.
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
    rights: str = ""
    claims: tuple[Claim, ...] = ()
    hand: str = ""

    @property
    def model(self) -> str:
        """The name of the model that worded it, or the empty string."""
        return self.writer.removeprefix("model ").removesuffix(", checked")
