"""Which articles may become stories: fresh, in a language we read, told once, news, and not kept out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from digest.models import Article
from digest.selection.brief import Brief
from digest.selection.duplicates import text, unique
from digest.selection.languages import language, main_language
from digest.selection.nonstories import no_news

FUTURE = timedelta(hours=1)


def admitted(articles: Iterable[Article], brief: Brief) -> tuple[Article, ...]:
    """The articles that may become stories, with their language set, in an order of their own."""
    timely = sorted((article for article in articles if _timely(article, brief)), key=_order)
    news = [article for article in timely if not refusal(article, brief)]
    # at the end, so that no copy that is kept out can take the place of an article that is not
    return unique(tuple(_read(news, brief)), brief.weight)


def refusal(article: Article, brief: Brief) -> str:
    """Why this article can be no story of this newsletter, whatever its language, or an empty string."""
    if not article.title.strip():
        return "it has no title"
    if not _timely(article, brief):
        return "it is older than the newsletter's window, or dated in the future"
    blocked = any_of(brief.newsletter.interest.block_words).search(f"{article.title} {text(article)[:200]}")
    return f"the word {blocked[0]!r} is kept out" if blocked else no_news(article)


@cache
def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of these words or phrases, also with a plural ending; matches nothing for no words.

    A word in capitals is matched as it is written, so that WHO is not who.
    """
    listed = sorted((word.strip() for word in words if word.strip()), key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})" for word in listed)
    return re.compile(rf"\b(?:{either})(?:s|es|['’]s)?\b" if either else r"(?!)")


def _timely(article: Article, brief: Brief) -> bool:
    oldest = brief.now - timedelta(hours=brief.newsletter.window_hours)
    return oldest <= article.published <= brief.now + FUTURE


def _read(articles: Iterable[Article], brief: Brief) -> Iterator[Article]:
    reads = tuple(main_language(one) for one in brief.newsletter.reads)
    for article in articles:
        spoken = language(article, brief.origins, reads)
        if spoken in reads:
            yield article if article.language == spoken else replace(article, language=spoken)


def _order(article: Article) -> tuple[float, str, str, str, int]:
    return (article.published.timestamp(), article.url, article.source, article.title, -len(text(article)))
