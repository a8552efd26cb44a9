"""Whether two stories may tell one event, asked before a hand makes one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from digest.models import Article
from digest.selection.events import said
from digest.selection.linkage import TOGETHER
from digest.selection.vectors import vectors


def strangers(
    one: Collection[str], other: Collection[str], day: Sequence[Article], least: float = TOGETHER
) -> bool:
    """Is no report of the one as like any report of the other as two reports of one event are?

    Both are addresses among the articles of the `day`, which tell how rare a word is. Reports in different
    languages have no words in common: they are compared with none, and two stories in two languages are no
    strangers.
    """
    alike = []
    for language in sorted({article.language for article in day}):
        articles = [article for article in day if article.language == language]
        first = [row for row, article in enumerate(articles) if article.url in one]
        second = [row for row, article in enumerate(articles) if article.url in other]
        if first and second:
            rows = vectors([said(article) for article in articles])
            alike.append(float(np.max((rows[first] @ rows[second].T).toarray())))
    return bool(alike) and max(alike) < least
