"""A source without a web: it gives the articles it holds, and fails as it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from digest.models import Article, Condition, Harvest, Origin
from digest.sources.health import ill, well


@dataclass
class FakeSource:
    """Gives its articles, or falls ill of `failure`. A failure that is a TypeError is raised: a bug."""

    origin: Origin
    url: str = "https://slate.example/feed"
    articles: tuple[Article, ...] = ()
    failure: Exception | None = None
    visits: int = 0

    def harvest(self, condition: Condition, now: datetime) -> Harvest:
        self.visits += 1
        if isinstance(self.failure, TypeError):
            raise self.failure
        if self.failure:
            return Harvest(self.origin.key, (), ill(condition, now, self.failure))
        after = replace(well(condition, now), entries=len(self.articles))
        return Harvest(self.origin.key, self.articles, after)
