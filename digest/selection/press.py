"""The press of a day: an outlet that covers the world counts whole, one that covers a subject counts less.

Nobody keeps a list of general outlets. Who covers the world names places in its titles; who covers gadgets,
games or one science hardly ever does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digest.models import Article
from digest.selection.brief import Brief
from digest.selection.outlets import outlet
from digest.selection.places import places

WHOLE = 0.5
LEAST = 0.2
BELIEVED = 5


@dataclass(frozen=True, slots=True)
class Press:
    """The outlets of a day: `general` says how much of the world each covers, between 0.2 and 1."""

    brief: Brief
    general: Mapping[str, float]

    def weight(self, article: Article) -> float:
        """How much its outlet's word counts: by the weight of its source, and by what it covers."""
        return self.brief.weight(article) * self.general.get(outlet(article), 1.0)


def press(articles: Iterable[Article], brief: Brief) -> Press:
    """The outlets of these articles, each by how often its titles name a place, against all of its language.

    Half as often as all do is enough to count whole; of few articles little is concluded.
    """
    told: Counter[tuple[str, str]] = Counter()
    placed: Counter[tuple[str, str]] = Counter()
    for article in articles:
        house = (article.language, outlet(article))
        told[house] += 1
        placed[house] += bool(places(article.title, article.language))
    general: dict[str, float] = {}
    for language in {language for language, _ in told}:
        own = [house for house in told if house[0] == language]
        usual = sum(placed[house] for house in own) / sum(told[house] for house in own)
        for house in own:
            often = (placed[house] + BELIEVED * usual) / (told[house] + BELIEVED)
            part = min(max(often / (WHOLE * usual), LEAST), 1.0) if usual else 1.0
            general[house[1]] = max(general.get(house[1], 0.0), round(part, 2))
    return Press(brief, general)
