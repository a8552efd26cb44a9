"""Which section an event goes to: as its pages are filed, or else by the places that its reports name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digest.models import Article, Factor, Newsletter, Origin
from digest.selection.filing import TOP, claims, trail
from digest.selection.places import named, regions, standing

READ = 12
TEXT_CHARACTERS = 250
TEXT_COUNTS = 0.4
FIRST_COUNTS = 1.25
FILED_COUNTS = 1.0
SOURCE_COUNTS = 0.35
MAJORITY = 0.56
SUPPORT = 0.25
NOWHERE_KEEPS = 0.8
EVERYWHERE = "global"


@dataclass(frozen=True, slots=True)
class _Votes:
    """What the reports of an event say of its section, and with which names they say it."""

    reports: int
    of: dict[str, float] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, key: str, weight: float, names: Iterable[str] = ()) -> None:
        self.of[key] = self.of.get(key, 0.0) + weight
        self.names.setdefault(key, Counter()).update(names)

    @property
    def enough(self) -> float:
        """A place that one report in five mentions is no place of the event."""
        return SUPPORT * self.reports

    def winner(self) -> str:
        """The key with a clear majority and enough reports behind it, or none."""
        best = min(self.of, key=lambda key: (-self.of[key], key), default="")
        clear = best and self.of[best] > MAJORITY * sum(self.of.values())
        return best if clear and self.of[best] >= self.enough else ""

    def listed(self, key: str) -> str:
        names = self.names.get(key) or sum(self.names.values(), Counter())
        return ", ".join(name for name, _ in sorted(names.items(), key=lambda one: (-one[1], one[0]))[:4])


def section(
    articles: Sequence[Article], newsletter: Newsletter, origins: Mapping[str, Origin]
) -> tuple[str, Factor]:
    """The key of an event's section, and the reason in words; no key where no section is configured.

    What the pages' own breadcrumbs say decides. In a newsletter by parts of the world, an event that names no
    place keeps only a part of its score.
    """
    keys = [section.key for section in newsletter.sections if section.key != TOP]
    if filed := _filed(articles, newsletter):
        key, words = filed
        return _open(key, keys), Factor("section", 1.0, _why(key, keys, f"filed under {words}"))
    votes = _votes(articles[:READ], newsletter, origins)
    best = votes.winner()
    nowhere = max(votes.of.values(), default=0.0) < votes.enough and bool(set(regions().values()) & set(keys))
    return _open(best, keys), Factor("section", NOWHERE_KEEPS if nowhere else 1.0, _told(best, keys, votes))


def country(articles: Sequence[Article]) -> str:
    """The code of the country that at least half of the first reports are about, or an empty string."""
    return shared(subject(one.language, one.title, _text(one)) for one in articles[:READ])


def shared(codes: Iterable[str]) -> str:
    """The code that at least half of these are, or an empty string."""
    counts = Counter(codes)
    code, count = min(counts.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    return code if 2 * count >= counts.total() else ""


def subject(language: str, *texts: str) -> str:
    """The country that the first of these texts to name one is about; an actor only for want of others."""
    for words in texts:
        if found := named(words, language):
            return found[max(found, key=lambda name: standing(name, found[name]))]
    return ""


def _filed(articles: Sequence[Article], newsletter: Newsletter) -> tuple[str, str] | None:
    """The section that most breadcrumbs of an event's pages name, with the words of one of them."""
    found = [(key, " > ".join(article.trail)) for article in articles if (key := trail(article, newsletter))]
    if not found:
        return None
    counts = Counter(key for key, _ in found)
    return min(found, key=lambda one: (-counts[one[0]], one))


def _votes(articles: Sequence[Article], newsletter: Newsletter, origins: Mapping[str, Origin]) -> _Votes:
    votes = _Votes(len(articles))
    for article in articles:
        for region, weight, names in _named(article):
            votes.add(region, weight, names)
        for key in sorted(claims(article, newsletter) - {EVERYWHERE}):
            votes.add(key, FILED_COUNTS)
        origin = origins.get(article.source)
        if origin and origin.section not in ("", TOP, EVERYWHERE):
            votes.add(origin.section, SOURCE_COUNTS)
    return votes


def _named(article: Article) -> Iterator[tuple[str, float, list[str]]]:
    """Each part of the world that an article names, once: five countries of one part are not five votes.

    A title counts more than a text, and in a title whoever stands first a little more than the others.
    """
    titled = _by_region(article.title, article.language)
    for at, (region, names) in enumerate(titled.items()):
        yield region, max(names.values()) * (1.0 if at else FIRST_COUNTS), list(names)
    for region, names in _by_region(_text(article), article.language).items():
        if region not in titled:
            yield region, max(names.values()) * TEXT_COUNTS, list(names)


def _by_region(words: str, language: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name, code in named(words, language).items():
        found.setdefault(regions()[code], {})[name] = standing(name, code)
    return found


def _text(article: Article) -> str:
    return (article.summary or article.body)[:TEXT_CHARACTERS]


def _open(best: str, keys: Sequence[str]) -> str:
    """The section where it exists, or the one for everything else, or the last."""
    if best in keys:
        return best
    return EVERYWHERE if EVERYWHERE in keys else (keys[-1] if keys else "")


def _told(best: str, keys: Sequence[str], votes: _Votes) -> str:
    listed = votes.listed(best)
    if not votes.of:
        return _why("", keys, "no place named")
    if not listed:
        return _why(best, keys, f"its sources cover {best or 'several parts of the world'}")
    if not best:
        where = (
            "few reports name a place"
            if max(votes.of.values()) < votes.enough
            else "no part of the world alone"
        )
        return _why("", keys, f"{where} ({listed})")
    return _why(best, keys, f"names {listed}")


def _why(best: str, keys: Sequence[str], reason: str) -> str:
    if not keys:
        return "the newsletter has no sections"
    missing = f", and there is no section {best}" if best and best not in keys else ""
    return f"{_open(best, keys)}: {reason}{missing}"
