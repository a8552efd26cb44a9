"""Which articles report the same event: clustered by what they say, each language on its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from digest.models import Article
from digest.selection.agreement import agreed
from digest.selection.duplicates import plain_title, text
from digest.selection.linkage import TOGETHER, clusters, near, owners, thinned
from digest.selection.series import marks
from digest.selection.vectors import TEXT_CHARACTERS, Text, vectors

APART_HOURS = 72.0
FADES = 0.3


def gathered(
    articles: Sequence[Article], apart: float = APART_HOURS, least: float = TOGETHER
) -> tuple[tuple[Article, ...], ...]:
    """The articles by event: of one language, at most `apart` hours from each other, at `least` so alike."""
    languages: dict[str, list[Article]] = {}
    for article in articles:
        languages.setdefault(article.language, []).append(article)
    return tuple(event for spoken in languages.values() for event in _clustered(spoken, apart, least))


def said(article: Article) -> Text:
    """What of an article is compared with others."""
    return Text(plain_title(article), text(article)[:TEXT_CHARACTERS], article.source)


def _clustered(articles: Sequence[Article], apart: float, least: float) -> tuple[tuple[Article, ...], ...]:
    texts = [said(article) for article in articles]
    hours = np.array([article.published.timestamp() / 3600 for article in articles])
    rows = vectors(texts)
    pairs = _in_time(_unmarked(near(rows), articles), texts, hours, apart)
    labels = agreed(clusters(pairs, least), rows, hours)
    found: dict[int, list[Article]] = {}
    for label, article in zip(labels, articles, strict=True):
        found.setdefault(int(label), []).append(article)
    return tuple(tuple(event) for event in found.values())


def _unmarked(pairs: csr_matrix, articles: Sequence[Article]) -> csr_matrix:
    """The pairs without those whose titles name two days or two scores."""
    numbers = marks(articles)
    one, other = numbers[owners(pairs)], numbers[pairs.indices]
    return thinned(pairs, ~((one != other) & (one > 0) & (other > 0)).any(axis=1))


def _in_time(
    pairs: csr_matrix, texts: Sequence[Text], hours: NDArray[np.float64], apart: float
) -> csr_matrix:
    """The pairs published near enough; what was said hours apart is less alike than its words.

    Not so for headlines alone: the same few words are the only thing that holds their event together.
    """
    one, other = owners(pairs), pairs.indices
    between = np.abs(hours[one] - hours[other])
    told = np.array([bool(text.body) for text in texts], dtype=bool)
    faded = 1 - np.where(told[one] & told[other], FADES * between / apart, 0.0)
    paler = csr_matrix((pairs.data * faded.astype(np.float32), pairs.indices, pairs.indptr), pairs.shape)
    return thinned(paler, between <= apart)
