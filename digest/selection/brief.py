"""What a selection is made for: the newsletter, its sources, what it sent before, and the hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.models import Article, Edition, Newsletter, Origin


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a choice may depend on beside the articles. `past` are the editions that went out before."""

    newsletter: Newsletter
    origins: Mapping[str, Origin]
    past: Sequence[Edition]
    now: datetime

    def weight(self, article: Article) -> float:
        """How much the source of this article counts."""
        origin = self.origins.get(article.source)
        return origin.weight if origin else 1.0

    def terms(self, articles: Sequence[Article]) -> tuple[Origin, ...]:
        """What we hold of the sources of these articles, each once."""
        return tuple(
            self.origins[key] for key in dict.fromkeys(a.source for a in articles) if key in self.origins
        )
