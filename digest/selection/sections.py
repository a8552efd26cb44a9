"""Which section an event goes to: by the places its reports name, and by what their sources cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from digest.models import Article, Factor, Newsletter, Origin
from digest.selection.gazetteer import ACTORS
from digest.selection.places import places, regions

READ = 12
TEXT_CHARACTERS = 250
TEXT_COUNTS = 0.4
CATEGORY_COUNTS = 1.0
SOURCE_COUNTS = 0.35
MAJORITY = 0.5
NOWHERE_KEEPS = 0.6
EVERYWHERE = "global"
TOP = "top"


def section(
    articles: Sequence[Article], newsletter: Newsletter, origins: Mapping[str, Origin]
) -> tuple[str, Factor]:
    """The key of an event's section, and the reason in words; no key where no section is configured.

    In a newsletter by parts of the world, an event that names no place keeps only a part of its score.
    """
    keys = [section.key for section in newsletter.sections if section.key != TOP]
    votes: dict[str, float] = {}
    named: dict[str, Counter[str]] = {}
    for article in articles[:READ]:
        for name, region, weight in _named(article):
            votes[region] = votes.get(region, 0.0) + weight
            named.setdefault(region, Counter())[name] += 1
        for key, weight in _claimed(article, newsletter, origins):
            votes[key] = votes.get(key, 0.0) + weight
    best = _majority(votes)
    key = best if best in keys else (EVERYWHERE if EVERYWHERE in keys else (keys[-1] if keys else ""))
    nowhere = not votes and bool(set(regions().values()) & set(keys))
    return key, Factor("section", NOWHERE_KEEPS if nowhere else 1.0, _why(best, key, named, votes))


def country(articles: Sequence[Article]) -> str:
    """The code of the country that at least half of the first reports name first, or an empty string."""
    codes = Counter(map(_first, articles[:READ]))
    code, count = codes.most_common(1)[0]
    return code if 2 * count >= codes.total() else ""


def _first(article: Article) -> str:
    for words in (article.title, (article.summary or article.body)[:TEXT_CHARACTERS]):
        if named := places(words, article.language):
            return next(iter(named.values()))
    return ""


def _named(article: Article) -> Iterator[tuple[str, str, float]]:
    """Each place of an article, its region and its weight; a title's places count more than a text's."""
    titled = places(article.title, article.language)
    for name, code in titled.items():
        yield name, regions()[code], ACTORS.get(code, 1.0)
    for name, code in places((article.summary or article.body)[:TEXT_CHARACTERS], article.language).items():
        if name not in titled:
            yield name, regions()[code], TEXT_COUNTS * ACTORS.get(code, 1.0)


def _claimed(
    article: Article, newsletter: Newsletter, origins: Mapping[str, Origin]
) -> Iterator[tuple[str, float]]:
    """What the page's categories and the source itself say of the section."""
    said = {category.casefold() for category in article.categories}
    for section in newsletter.sections:
        if section.key not in (TOP, EVERYWHERE) and said & {section.key, section.title.casefold()}:
            yield section.key, CATEGORY_COUNTS
    origin = origins.get(article.source)
    if origin and origin.section not in ("", TOP, EVERYWHERE):
        yield origin.section, SOURCE_COUNTS


def _majority(votes: Mapping[str, float]) -> str:
    """The region with more than half of the votes, or none."""
    if not votes:
        return ""
    best, count = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return best if count > MAJORITY * sum(votes.values()) else ""


def _why(best: str, key: str, named: Mapping[str, Counter[str]], votes: Mapping[str, float]) -> str:
    if not key:
        return "the newsletter has no sections"
    if not votes:
        return f"{key}: no place named"
    names = named.get(best) or sum(named.values(), Counter())
    listed = ", ".join(name for name, _ in sorted(names.items(), key=lambda n: (-n[1], n[0]))[:4])
    if not listed:
        return f"{key}: its sources cover {best or 'several parts of the world'}"
    if not best:
        return f"{key}: places in several parts of the world ({listed})"
    return (
        f"{key}: names {listed}" if key == best else f"{key}: names {listed}, and there is no section {best}"
    )
