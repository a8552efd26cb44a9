"""Rights: how much of a source's text may be printed, and the line that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.models import QUOTE, Article, Event
from digest.writing.told import told
from digest.writing.wording import run, unspaced

COMMON = 7  # words in a row that anyone may write: a name, a post, a phrase
LONGEST = 300  # characters of a line of rights


def allowed(article: Article, event: Event) -> int | None:
    """The words in a row that may be taken of this article: 0 is none, None has no limit.

    An event that names no origins, as in a benchmark, has no limits; a source that none names, ours.
    """
    if not event.origins:
        return None
    origin = event.origin(article)
    return origin.quote if origin else QUOTE


def within_rights(text: str, article: Article, event: Event) -> bool:
    """Whether a text taken from this article keeps the limit that its source sets."""
    limit = allowed(article, event)
    if limit is None or not text:
        return True
    return limit > 0 and not any(_shared(text, article, limit))


def overquoted(text: str, event: Event) -> tuple[Article, ...]:
    """The articles of which more stands in ours, in a row, than their sources allow; for any text.

    Of a source for headlines only, nothing longer than a phrase. What another report holds too, whose source
    allows more, may have been taken from there.
    """
    limits = [(article, allowed(article, event)) for article in event.articles]
    return tuple(
        article
        for article, limit in limits
        if limit is not None
        and any(
            not _held(words, [other for other, more in limits if more is None or more > limit])
            for words in _shared(text, article, max(limit, COMMON))
        )
    )


def longest_run(text: str, article: Article) -> int:
    """The most words in a row of a text that stand so in the article's own text; its title is not asked."""
    low, high = 0, len(run(text).split())
    while low < high:  # a run of n words holds runs of every lesser length
        middle = (low + high) // 2
        low, high = (middle + 1, high) if any(_shared(text, article, middle)) else (low, middle)
    return low


def rights(article: Article, event: Event) -> str:
    """The line to print with what rests on this article: its page's own, else what its source asks for."""
    origin = event.origin(article)
    line = " ".join((article.rights or (origin.rights if origin else "")).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _shared(text: str, article: Article, limit: int) -> Iterator[str]:
    """Every run of one word more than `limit` that both share; two letters of Chinese are a word."""
    words = run(text, marks=False).split()
    length = (2 * limit if unspaced(text) else limit) + 1
    texts = told((article,)).bodies
    runs = (f" {' '.join(words[at : at + length])} " for at in range(len(words) - length + 1))
    return (one for one in runs if any(one in text for text in texts))


def _held(words: str, articles: Sequence[Article]) -> bool:
    return any(words in text for article in articles for text in told((article,)).bodies)
