"""Titling: what can be counted of the titles of an event without knowing their words, for the ranker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from digest.models import Article
from digest.writing.closeness import centre, likeness, stems, vectors
from digest.writing.passage import QUOTED
from digest.writing.reading import Words, common, mean, share
from digest.writing.sentences import size
from digest.writing.vocabulary import vocabulary

READ = 800  # characters of a report that are set against the titles
_FIGURE = re.compile(r"\d[\d.,]*")


class Titling:
    """The titles of an event, cleaned, beside each other and beside what the reports begin with."""

    def __init__(self, titles: Sequence[str], articles: Sequence[Article], language: str) -> None:
        told = [(article.summary or article.body)[:READ] for article in articles]
        common_words = vocabulary(articles[0].language or language).common
        points = vectors([*titles, *told], common_words)
        self._titles = tuple(titles)
        self._points, self._told = points[: len(titles)], points[len(titles) :]
        self._said, self._begun = centre(self._points), centre(self._told)
        self._words = [Words.of(title) for title in titles]
        self._stems = [stems(title, common_words) for title in titles]
        self._spread = Counter(stem for found in self._stems for stem in found)
        reported = [found | stems(text, common_words) for found, text in zip(self._stems, told, strict=True)]
        self._reported = Counter(stem for found in reported for stem in found)

    def of(self, i: int) -> dict[str, float]:
        """Every feature of the i-th title by its name."""
        return {**self._form(i), **self._nearness(i), **self._agreement(i)}

    def _form(self, i: int) -> dict[str, float]:
        title = self._titles[i]
        letters = [word for word in title.split() if word[:1].isalpha()]
        return {
            "words": size(title),
            "characters": len(title),
            "words squared": size(title) ** 2,
            "capitals": share(sum(word[:1].isupper() for word in letters), len(letters)),
            "figures": len(_FIGURE.findall(title)),
            "quoted": share(sum(map(len, QUOTED.findall(title))), len(title)),
            "parts": len(re.findall(r"[:;–—|]| - ", title)),
            "commas": title.count(","),
        }

    def _nearness(self, i: int) -> dict[str, float]:
        point, others = self._points[i], [j for j in range(len(self._titles)) if j != i]
        return {
            "near titles": likeness(point, self._said),
            "near reports": likeness(point, self._begun),
            "near own report": likeness(point, self._told[i]),
            "nearest title": max((likeness(point, self._points[j]) for j in others), default=0.0),
            "nearest report": max((likeness(point, self._told[j]) for j in others), default=0.0),
            "words of titles": mean(common(self._words[i].single, self._words[j].single) for j in others),
            "pairs of titles": mean(common(self._words[i].pairs, self._words[j].pairs) for j in others),
        }

    def _agreement(self, i: int) -> dict[str, float]:
        found, titles = self._stems[i], len(self._titles)
        agreed = sum(self._reported[stem] > 1 for stem in found)
        return {
            "agreed": share(agreed, len(found)),
            "agreed words": agreed,
            "spread in titles": share(sum(self._spread[stem] for stem in found), len(found) * titles),
            "spread in reports": share(sum(self._reported[stem] for stem in found), len(found) * titles),
            "said of reports": sum(self._begun.get(stem, 0.0) ** 2 for stem in found),
            "said of titles": sum(self._said.get(stem, 0.0) ** 2 for stem in found),
        }
