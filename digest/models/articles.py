"""Articles: what sources said, as plain text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """What an article's own page says, as plain text: its text and headline, where it stands, its rights.

    `trail` leads from the front page to it, as ("Home", "Asia", "Kazakhstan"). `rights` is a notice of
    licence or first publication, in the page's own words.
    """

    text: str
    title: str = ""
    trail: tuple[str, ...] = ()
    rights: str = ""

    def and_then(self, later: Page) -> Page:
        """What is known after the page was read again: a stub takes nothing away."""
        return Page(
            max(later.text, self.text, key=len),
            later.title or self.title,
            later.trail or self.trail,
            later.rights or self.rights,
        )


@dataclass(frozen=True, slots=True)
class Article:
    """What one source said, as plain text. `position` is its place in the feed, from 0.

    `summary` is the feed's own description, `body` the longer text (feed content or article page).
    `undated` marks a `published` that we had to set from the time of collecting. `trail` and `rights` are the
    page's, where it was read; see Page.
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

    def read(self, page: Page) -> Article:
        """The article with what its page says: the longer text, and where and by what right it stands."""
        return replace(
            self,
            body=max(self.body, page.text, key=len),
            trail=page.trail or self.trail,
            rights=page.rights or self.rights,
        )


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
