"""Which articles report the same event: clustered by what they say, each language on its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from digest.models import Article
from digest.selection.duplicates import plain_title, text
from digest.selection.linkage import clusters, near
from digest.selection.vectors import TEXT_CHARACTERS, Text, vectors

APART_HOURS = 72.0


def gathered(articles: Sequence[Article], apart: float = APART_HOURS) -> tuple[tuple[Article, ...], ...]:
    """The articles by event: of one language, and alike articles at most `apart` hours from each other."""
    languages: dict[str, list[Article]] = {}
    for article in articles:
        languages.setdefault(article.language, []).append(article)
    return tuple(event for spoken in languages.values() for event in _clustered(spoken, apart))


def said(article: Article) -> Text:
    """What of an article is compared with others."""
    return Text(plain_title(article), text(article)[:TEXT_CHARACTERS], article.source)


def _clustered(articles: Sequence[Article], apart: float) -> tuple[tuple[Article, ...], ...]:
    pairs = near(vectors([said(article) for article in articles]))
    found: dict[int, list[Article]] = {}
    for label, article in zip(clusters(_in_time(pairs, articles, apart)), articles, strict=True):
        found.setdefault(int(label), []).append(article)
    return tuple(tuple(event) for event in found.values())


def _in_time(pairs: csr_matrix, articles: Sequence[Article], apart: float) -> csr_matrix:
    """The pairs without those that were published too far apart to be one event."""
    hours = np.array([article.published.timestamp() / 3600 for article in articles])
    owners = np.repeat(np.arange(pairs.shape[0]), np.diff(pairs.indptr))
    close = np.abs(hours[owners] - hours[pairs.indices]) <= apart
    return csr_matrix((pairs.data[close], (owners[close], pairs.indices[close])), shape=pairs.shape)
