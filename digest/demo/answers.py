"""What the demo newswire answers to each path: feeds, article pages, and the faults of a usual morning."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from digest.demo.feeds import Feed, written
from digest.demo.pages import page
from digest.demo.wire import Outlet, Wire, WireArticle

SLOW_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Answer:
    """What one path answers. `delay` is in seconds; `location` says where a moved path lives now."""

    status: int = 200
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""
    modified: datetime | None = None
    location: str = ""
    delay: float = 0.0

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Site:
    """All paths of a wire on the server whose address is `base`."""

    wire: Wire
    base: str
    answers: dict[str, Callable[[], Answer]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for outlet in self.wire.outlets:
            self.answers.update(self._paths(outlet))

    def answer(self, path: str) -> Answer:
        """The answer to a path without its query; 404 for what nobody published."""
        found = self.answers.get(path)
        return found() if found else Answer(404, body=b"No such page on this wire.\n")

    def source(self, outlet: Outlet) -> str:
        """The address under which a reader has noted the feed of this outlet, which may have moved."""
        return self.base + (_former(outlet) if outlet.fault == "moved" else self._feed(outlet).path)

    def _feed(self, outlet: Outlet) -> Feed:
        return Feed(outlet, self.wire.listed(outlet), self.base)

    def _paths(self, outlet: Outlet) -> dict[str, Callable[[], Answer]]:
        feed = self._feed(outlet)
        paths: dict[str, Callable[[], Answer]] = {feed.path: lambda: _feed_answer(feed)}
        if outlet.fault == "moved":
            paths[_former(outlet)] = lambda: Answer(301, location=self.base + feed.path)
        for article in feed.articles:
            paths[article.path] = _page_answer(feed, article)
        return paths


def _former(outlet: Outlet) -> str:
    return f"/{outlet.key}/old.rss"


def _feed_answer(feed: Feed) -> Answer:
    if feed.outlet.fault == "down":
        return Answer(500, body=b"Internal server error\n")
    kind, body = written(feed)
    modified = max(article.published for article in feed.articles)
    return Answer(200, kind, body, modified, delay=SLOW_SECONDS if feed.outlet.fault == "slow" else 0.0)


def _page_answer(feed: Feed, article: WireArticle) -> Callable[[], Answer]:
    def answer() -> Answer:
        body = page(feed.outlet, article, feed.articles, feed.base)
        return Answer(200, "text/html; charset=utf-8", body, article.published)

    return answer
