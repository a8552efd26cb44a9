"""Reading: an event as the writers read it, once: its clean sentences, and what all its reports say."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

from digest.models import Article
from digest.writing.cleaning import WORD, Sentence, broken_off, clean_sentences
from digest.writing.closeness import Vector, centre, likeness, pieces, stems, vectors
from digest.writing.sentences import sentences
from digest.writing.titles import unmarked
from digest.writing.vocabulary import vocabulary

TOLD = 1200  # characters of a report that count for what it says
_NAME = re.compile(r"(?<=[^.!?:“\"\n] )[A-ZÀ-Þ][\w’'-]*")


@dataclass(frozen=True)
class Words:
    """A text as runs of words: each word and each pair of neighbours, counted."""

    single: Counter[str]
    pairs: Counter[tuple[str, str]]

    @classmethod
    def of(cls, text: str) -> Words:
        found = pieces(text)
        return cls(Counter(found), Counter(pairwise(found)))

    @property
    def kinds(self) -> tuple[Counter[Any], Counter[Any]]:
        """The words, and the pairs."""
        return self.single, self.pairs


@dataclass(frozen=True)
class Report:
    """What one report says, for comparison with the others: title and beginning together."""

    words: Words
    lede: Words
    stems: frozenset[str]
    names: frozenset[str]


class Reading:
    """An event read once. `sentences` are the clean ones of each report, in the order of the reports."""

    def __init__(self, articles: Sequence[Article], language: str) -> None:
        self.articles = tuple(articles)
        self.language = language
        self.common = vocabulary(articles[0].language or language).common
        told = Counter(word for a in articles for word in WORD.findall(f"{a.title}\n{a.summary}\n{a.body}"))
        self.sentences = tuple(
            tuple(s for s in clean_sentences(a, i, a.language or language) if not broken_off(s.text, a, told))
            for i, a in enumerate(articles)
        )
        self._begun = [f"{a.summary}\n{a.body}"[:TOLD].strip() for a in articles]
        self._ledes = [next(iter(sentences(text, language)), "") for text in self._begun]
        flat = [sentence for found in self.sentences for sentence in found]
        titles = [unmarked(article.title) for article in articles]
        points = vectors([s.text for s in flat] + titles + self._begun + self._ledes, self.common)
        count, reports = len(flat), len(articles)
        self.points: dict[Sentence, Vector] = dict(zip(flat, points, strict=False))
        self.titles = points[count : count + reports]
        self.begun = points[count + reports : count + 2 * reports]
        self.ledes = points[count + 2 * reports :]
        self._dots: dict[tuple[Sentence, Sentence], float] = {}

    def near(self, run: Sequence[Sentence], dots: Sequence[float]) -> float:
        """How near the centre of sentences is to a point, from how near each of them is to it."""
        inner = sum(self._dot(one, other) for one, other in combinations(run, 2))
        norm = len(run) + 2 * inner
        return sum(dots) / math.sqrt(norm) if norm > 0 else 0.0

    def _dot(self, one: Sentence, other: Sentence) -> float:
        if (one, other) not in self._dots:
            self._dots[one, other] = likeness(self.points[one], self.points[other])
        return self._dots[one, other]

    @cached_property
    def near_middle(self) -> dict[Sentence, float]:
        """How near each clean sentence is to everything that may be printed."""
        return {sentence: likeness(point, self.middle) for sentence, point in self.points.items()}

    @cached_property
    def title(self) -> Vector:
        """The middle of all titles."""
        return centre(self.titles)

    @cached_property
    def middle(self) -> Vector:
        """The middle of everything that may be printed of the event, titles and sentences alike."""
        return centre([centre(self.points.values()), self.title])

    @cached_property
    def told(self) -> Vector:
        """The middle of what the reports begin with."""
        return centre(self.begun)

    @cached_property
    def lede(self) -> Vector:
        """The middle of their first sentences."""
        return centre(self.ledes)

    @cached_property
    def central(self) -> tuple[float, ...]:
        """How near each report is to all of them."""
        whole = [
            centre([title, *(self.points[s] for s in found)])
            for title, found in zip(self.titles, self.sentences, strict=True)
        ]
        return tuple(sum(likeness(one, other) for other in whole) / len(whole) for one in whole)

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The place of each report when the nearest to all stands first, from 0."""
        whole = [centre(pair) for pair in zip(self.titles, self.begun, strict=True)]
        near = [sum(likeness(one, other) for other in whole) for one in whole]
        return tuple(sum(other > one for other in near) for one in near)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """What each report says, title and beginning."""
        return tuple(
            self._report(unmarked(article.title), begun, lede)
            for article, begun, lede in zip(self.articles, self._begun, self._ledes, strict=True)
        )

    def _report(self, title: str, begun: str, lede: str) -> Report:
        whole = f"{title} . {begun}"
        return Report(Words.of(whole), Words.of(lede), stems(whole, self.common), names(begun))

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many reports each word stands."""
        return Counter(stem for report in self.reports for stem in report.stems)

    @cached_property
    def titled(self) -> Counter[str]:
        """In how many titles each word stands."""
        return Counter(stem for a in self.articles for stem in stems(unmarked(a.title), self.common))

    @cached_property
    def agreed(self) -> frozenset[str]:
        """The words that several reports use."""
        return frozenset(stem for stem, reports in self.spread.items() if reports > 1)

    @cached_property
    def known(self) -> frozenset[str]:
        """The names that several reports use."""
        spread = Counter(name for report in self.reports for name in report.names)
        return frozenset(name for name, reports in spread.items() if reports > 1)


def names(text: str) -> frozenset[str]:
    """The words with a capital inside sentences, in lower case."""
    return frozenset(name.lower() for name in _NAME.findall(text))


def common(one: Counter[Any], other: Counter[Any]) -> float:
    """The share of two texts that they have in common, in words or pairs: ROUGE's F, without stemming."""
    return share(2 * shared(one, other), one.total() + other.total())


def shared(one: Counter[Any], other: Counter[Any]) -> int:
    """How many words or pairs two texts have in common."""
    return sum(min(count, other[key]) for key, count in one.items() if key in other)


def repeated(texts: Sequence[Counter[Any]]) -> dict[Any, list[int]]:
    """What stands in several of these texts: how often in each."""
    keys = {key for one, two in combinations(texts, 2) for key in one.keys() & two.keys()}
    return {key: [text[key] for text in texts] for key in keys}


def overcounted(twice: Mapping[Any, Sequence[int]], other: Counter[Any]) -> int:
    """How much less texts together have in common with another one than each on its own, added up."""
    over = 0
    for key, counts in twice.items():
        if most := other.get(key, 0):
            over += sum(min(count, most) for count in counts) - min(sum(counts), most)
    return over


def share(part: float, whole: float) -> float:
    """A part of a whole; nothing of nothing is 0."""
    return part / whole if whole else 0.0


def mean(values: Iterable[float]) -> float:
    """The mean of some numbers; of none, 0."""
    held = list(values)
    return sum(held) / len(held) if held else 0.0
