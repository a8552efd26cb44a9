"""The same article twice, and the same text under several mastheads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from digest.models import Article
from digest.selection.addresses import canonical
from digest.selection.outlets import house, outlet
from digest.selection.vectors import stems

SHINGLE = 5
COPIED = 0.5
TEXT_CHARACTERS = 1200
SHORTEST_TEXT = 20
SHORTEST_TITLE = 5
WIDESPREAD = 60

_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(r"^(?P<title>.{15,}?)\s+[|–—-]\s+(?P<tail>[^|–—]{2,40})$")


def text(article: Article) -> str:
    """The longest text we have of an article."""
    return max(article.body, article.summary, key=len)


def unique(articles: Sequence[Article], weight: Callable[[Article], float]) -> tuple[Article, ...]:
    """Each article once: one per address, and one per outlet and title.

    Where several sources bring it, the page's own feed is believed first, then the source of the higher
    weight, then who published first. Length decides only within one source: anybody can write more.
    """
    at_home = _residents(articles)

    def standing(article: Article) -> tuple[bool, float, float]:
        own = house(article.url) == at_home[article.source]
        return own, weight(article), -article.published.timestamp()

    by_address = _believed(articles, lambda article: canonical(article.url), standing)
    return _believed(by_address, lambda article: f"{outlet(article)} {_said(plain_title(article))}", standing)


def plain_title(article: Article) -> str:
    """The title without the outlet's own name at its end."""
    match = _TAIL.match(article.title)
    if not match:
        return article.title
    tail, name = _said(match["tail"]), _said(article.outlet)
    own = tail in name or name in tail or tail.replace(" ", "") in outlet(article)
    return match["title"] if own else article.title


def voices(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """The articles by who really speaks: an outlet is one voice, and so are all who print the same text."""
    voice = list(range(len(articles)))

    def join(one: int, other: int) -> None:
        low, high = sorted((voice[one], voice[other]))
        voice[:] = [low if number == high else number for number in voice]

    first: dict[str, int] = {}
    for at, article in enumerate(articles):
        for name in (f"house {outlet(article)}", f"name {article.outlet.casefold()}", _titled(article)):
            if name:
                join(first.setdefault(name, at), at)
    for one, other in _copies(articles):
        join(one, other)
    groups: dict[int, list[Article]] = {}
    for number, article in zip(voice, articles, strict=True):
        groups.setdefault(number, []).append(article)
    return tuple(tuple(group) for group in groups.values())


def _residents(articles: Iterable[Article]) -> dict[str, str]:
    """The house that more than half of a source's articles belong to, or an empty string."""
    brought: dict[str, Counter[str]] = {}
    for article in articles:
        brought.setdefault(article.source, Counter())[house(article.url)] += 1
    homes = {}
    for source, houses in brought.items():
        # a share and not a number: else whoever invents the most addresses of a house would own it
        ((name, count),) = houses.most_common(1)
        homes[source] = name if 2 * count > houses.total() else ""
    return homes


def _believed(
    articles: Iterable[Article],
    key: Callable[[Article], str],
    standing: Callable[[Article], tuple[bool, float, float]],
) -> tuple[Article, ...]:
    """Of each key one article: the fullest of the source that stands best."""
    same: dict[str, list[Article]] = {}
    for article in articles:
        same.setdefault(key(article), []).append(article)
    kept = []
    for group in same.values():
        source = max(group, key=standing).source if len(group) > 1 else group[0].source
        kept.append(max((one for one in group if one.source == source), key=lambda one: len(text(one))))
    return tuple(kept)


def _copies(articles: Sequence[Article]) -> Iterable[tuple[int, int]]:
    """Pairs of which the shorter text stands at least half in the longer one, by runs of five words."""
    runs = [_runs(text(article)) for article in articles]
    holders: dict[tuple[str, ...], list[int]] = {}
    for at, own in enumerate(runs):
        for run in own:
            holders.setdefault(run, []).append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        shared.update(combinations(held[:WIDESPREAD], 2))
    for (one, other), count in shared.items():
        if count >= COPIED * min(len(runs[one]), len(runs[other])):
            yield one, other


def _runs(words: str) -> set[tuple[str, ...]]:
    said = _WORD.findall(words[:TEXT_CHARACTERS].lower())
    if len(said) < SHORTEST_TEXT:
        return set()
    return {tuple(said[at : at + SHINGLE]) for at in range(len(said) - SHINGLE + 1)}


def _titled(article: Article) -> str:
    """The telling words of a title, in no order: who prints the same ones prints the same copy."""
    words = sorted(set(stems(plain_title(article))))
    return " ".join(words) if len(words) >= SHORTEST_TITLE else ""


def _said(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
