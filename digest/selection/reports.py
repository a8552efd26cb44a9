"""In which order the reports of an event stand: the one to write from first, then one of each outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.models import Article
from digest.selection.brief import Brief
from digest.selection.duplicates import plain_title, text
from digest.selection.nonstories import light, opinion
from digest.selection.outlets import outlet
from digest.selection.vectors import stems

ENOUGH_TEXT = 240
SOME_TEXT = 80
SOFT_KEEPS = 0.35
TEASER_KEEPS = 0.6
LOUD_KEEPS = 0.6
LONG_TITLE = 120
TEASERS = ("subscribe", "sign in", "log in", "register to", "premium", "continue reading", "members only")


def ordered(articles: Sequence[Article], brief: Brief) -> tuple[Article, ...]:
    """The best report to write from, the best of every other outlet by weight, and then all the rest."""
    typical = _typical(articles)
    worth = {
        article: brief.weight(article) ** 0.5 * _text(article) * (0.15 + near) * _plain(article)
        for article, near in zip(articles, typical, strict=True)
    }
    ranked = sorted(articles, key=lambda article: (-worth[article], article.published, article.url))
    first = ranked[0]
    best: dict[str, Article] = {}
    for article in ranked:
        best.setdefault(outlet(article), article)
    others = sorted(best.values(), key=lambda article: (article is not first, -brief.weight(article)))
    rest = [article for article in ranked if best[outlet(article)] is not article]
    return (*others, *rest)


def _typical(articles: Sequence[Article]) -> list[float]:
    """How near each title is to what all titles say, between 0 and 1."""
    titles = [set(stems(plain_title(article))) for article in articles]
    counts = Counter(stem for title in titles for stem in title)
    total = sum(count * count for count in counts.values()) ** 0.5 or 1.0
    return [sum(counts[stem] for stem in title) / (max(len(title), 1) ** 0.5 * total) for title in titles]


def _text(article: Article) -> float:
    """How much there is to write from, between 0.3 and 1."""
    length = len(text(article))
    enough = min(max(length - SOME_TEXT, 0) / (ENOUGH_TEXT - SOME_TEXT), 1.0)
    value = 0.3 if length < SOME_TEXT else 0.6 + 0.4 * enough
    teaser = any(word in text(article)[-120:].casefold() for word in TEASERS)
    return value * (TEASER_KEEPS if teaser else 1.0)


def _plain(article: Article) -> float:
    soft = SOFT_KEEPS if opinion(article) or light(article) else 1.0
    return soft * (LOUD_KEEPS if _loud(article.title) else 1.0)


def _loud(title: str) -> bool:
    """Exclamations, shouting, dots that keep one waiting, or half an article in the title."""
    shouted = [word for word in title.split() if len(word) > 4 and word.isupper()]
    return len(title) > LONG_TITLE or "!" in title or "..." in title or "…" in title or bool(shouted)
