"""What the newsroom may change of its configuration: its sources, its sections and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from digest.models.articles import Article
from digest.models.newsletter import Newsletter, Origin


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as the configuration lists it. `address` is fit to be shown: what may be secret is masked."""

    name: str
    address: str
    origin: Origin
    paused: bool = False

    @property
    def key(self) -> str:
        return self.origin.key


@dataclass(frozen=True, slots=True)
class Setup:
    """What the configuration says. `seen` is the mark of the text that it was read from.

    `fault` says why the text that stands there now cannot be used: these are its last good settings.
    `hour` is when editions go out ("06:00" where the newsletter lives).
    """

    newsletter: Newsletter
    sources: tuple[Listed, ...]
    seen: str
    fault: str = ""
    hour: str = ""

    @property
    def origins(self) -> Mapping[str, Origin]:
        """The sources that are visited and used."""
        return {one.key: one.origin for one in self.sources if not one.paused}

    def source(self, key: str) -> Listed | None:
        return next((one for one in self.sources if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A source counts this much."""

    source: str
    weight: float


@dataclass(frozen=True, slots=True)
class Filed:
    """What a source says belongs to this section; "" leaves it to the places named."""

    source: str
    section: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A source is neither visited nor used, or is again."""

    source: str
    paused: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """A source is none of ours any more."""

    source: str


@dataclass(frozen=True, slots=True)
class Added:
    """A new source. Its address may hold a secret."""

    name: str
    url: str = field(repr=False)
    section: str = ""
    weight: float = 1.0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """A section holds so many stories at the most."""

    section: str
    most: int


class Wish(StrEnum):
    """What the newsroom wants of stories that name a word."""

    PIN = "pin"
    RAISE = "raise"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Listing:
    """These are the words of which this is wished, and no others."""

    wish: Wish
    words: tuple[str, ...]


Change = Weighed | Filed | Paused | Removed | Added | Quota | Listing


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that was kept: who made it, when, and what it was; `door` tells role and door in words."""

    at: datetime
    by: str
    about: str
    door: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a feed says before it is one of ours: its own title and language, and its entries."""

    title: str
    language: str
    articles: tuple[Article, ...]
