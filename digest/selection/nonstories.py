"""Tells news from what stands beside it in feeds: horoscopes, live blogs, deals, opinion, sport."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from digest.models import Article
from digest.selection.addresses import split
from digest.selection.rules import NO_NEWS, Rule
from digest.selection.softness import LIGHT, OPINION


def no_news(article: Article) -> str:
    """Why this article is no story at all, or an empty string."""
    return _reason(article, _compiled(NO_NEWS))


def opinion(article: Article) -> str:
    """Why this article is opinion or explanation and not a report, or an empty string."""
    return _reason(article, _compiled(OPINION))


def light(article: Article) -> str:
    """Why this article is no matter for a digest of the world, or an empty string."""
    return _reason(article, _compiled(LIGHT))


@dataclass(frozen=True, slots=True)
class _Compiled:
    reason: str
    title: re.Pattern[str]
    path: re.Pattern[str]
    category: re.Pattern[str]


def _reason(article: Article, rules: Sequence[_Compiled]) -> str:
    title = article.title.lower().replace("’", "'")
    address = split(article.url)
    path = f"//{address.netloc}{address.path}".lower()
    filed = [category.lower() for category in article.categories]
    for rule in rules:
        if rule.title.search(title) or rule.path.search(path):
            return rule.reason
        if any(rule.category.fullmatch(category) for category in filed):
            return rule.reason
    return ""


@cache
def _compiled(rules: tuple[Rule, ...]) -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(rule.reason, _titles(rule), _pattern(rule.path), _pattern(rule.category)) for rule in rules
    )


def _titles(rule: Rule) -> re.Pattern[str]:
    # one boundary outside: in each alternative it makes the search five times slower
    words = rf"\b(?:{_plain(rule.words)})\b" if rule.words else ""
    return _pattern("|".join(part for part in (words, _plain(rule.title)) if part))


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(_plain(alternatives) or r"(?!)")


def _plain(alternatives: str) -> str:
    return re.sub(r"\s*\|\s*", "|", alternatives.strip())
