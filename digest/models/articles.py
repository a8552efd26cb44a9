"""Articles: what sources said, as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """What one source said, as plain text. `position` is its place in the feed, from 0.

    `summary` is the feed's own description, `body` the longer text (feed content or article page).
    `undated` marks a `published` that we had to set from the time of collecting.
    """

    url: str
    title: str
    published: datetime
    source: str
    outlet: str
    summary: str = ""
    body: str = ""
    language: str = ""
    position: int = 0
    categories: tuple[str, ...] = ()
    undated: bool = False
    trail: tuple[str, ...] = ()
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a source is, and what the next visit needs to know: validators, failures, pauses."""

    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    checked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    ill: str = ""
    not_before: datetime | None = None
    retired: bool = False
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one visit to a source brought: articles, and the source's condition afterwards.

    `unchanged` says that the source answered "nothing new since" (304): healthy, with no articles.
    """

    source: str
    articles: tuple[Article, ...]
    condition: Condition
    unchanged: bool = False

    @property
    def healthy(self) -> bool:
        return not self.condition.ill
