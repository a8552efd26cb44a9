"""Features: what can be counted of a draft without knowing its words. The ranker weighs them.

Shares and likenesses run from 0 to 1; "words" are words of a draft, "stems" the ones that carry a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.writing.cleaning import Sentence
from digest.writing.closeness import Vector, likeness
from digest.writing.passage import QUOTED
from digest.writing.reading import Reading, Words, common, mean, names, overcounted, repeated, share, shared
from digest.writing.sentences import size
from digest.writing.vocabulary import vocabulary

DEFINITE = re.compile(r"(?:The|That|These|Those|Such|Both|Each) (?=[a-z])")
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of one sentence, whatever draft it stands in.

    `held` is how many of its words, and pairs of words, each report has.
    """

    words: Words
    stems: frozenset[str]
    names: frozenset[str]
    size: int
    held: tuple[tuple[int, int], ...]
    alone: dict[str, float]


class Features:
    """The features of the drafts of one event."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._said = frozenset(vocabulary(reading.language).said)
        self._facts: dict[Sentence, _Facts] = {}
        self._kinds = [[report.words.kinds[kind] for report in reading.reports] for kind in (0, 1)]

    def of(self, run: Sequence[Sentence]) -> dict[str, float]:
        """Every feature of a draft by its name."""
        facts = [self._known(sentence) for sentence in run]
        return {
            **self._lengths(run, facts),
            **self._nearness(run, facts),
            **self._agreement(facts),
            **self._overlap(facts),
            **{f"first {name}": value for name, value in facts[0].alone.items()},
            **{f"next {name}": mean(f.alone[name] for f in facts[1:]) for name in FOLLOWING},
        }

    def _known(self, sentence: Sentence) -> _Facts:
        if sentence not in self._facts:
            self._facts[sentence] = self._facts_of(sentence)
        return self._facts[sentence]

    def _lengths(self, run: Sequence[Sentence], facts: Sequence[_Facts]) -> dict[str, float]:
        ranks, words = self._reading.ranks, sum(one.size for one in facts)
        others = len(ranks) - 1
        return {
            "words": words,
            "words a sentence": words / len(run),
            "sentences": len(run),
            "two reports": run[0].article != run[-1].article,
            "gaps": sum(not (b.follows(a) and a.article == b.article) for a, b in pairwise(run)),
            "last place": run[-1].place,
            "rank of first report": share(ranks[run[0].article], others),
            "rank of last report": share(ranks[run[-1].article], others),
        }

    def _nearness(self, run: Sequence[Sentence], facts: Sequence[_Facts]) -> dict[str, float]:
        kinds = ("near all", "near reports", "near ledes")
        return {kind: self._reading.near(run, [one.alone[kind] for one in facts]) for kind in kinds}

    def _agreement(self, facts: Sequence[_Facts]) -> dict[str, float]:
        """How much of what the reports say the draft says, and how much of the draft they say."""
        reading = self._reading
        stems = frozenset().union(*(one.stems for one in facts))
        found = frozenset().union(*(one.names for one in facts))
        others = len(reading.reports) - 1
        return {
            "said of all": _mass(reading.middle, stems),
            "said of agreed": share(len(stems & reading.agreed), len(reading.agreed)),
            "said of titles": share(sum(map(reading.titled.__getitem__, stems)), reading.titled.total()),
            "said of names": share(len(found & reading.known), len(reading.known)),
            "agreed": share(len(stems & reading.agreed), len(stems)),
            "told elsewhere": share(sum(reading.spread[stem] - 1 for stem in stems), others),
            "stems a word": share(len(stems), sum(one.size for one in facts)),
        }

    def _overlap(self, facts: Sequence[_Facts]) -> dict[str, float]:
        """What the draft and each report have in common: a word as often as both have it, as ROUGE does."""
        told = {}
        for kind, name in enumerate(("words of reports", "pairs of reports")):
            counts = [one.words.kinds[kind] for one in facts]
            length, twice = sum(count.total() for count in counts), repeated(counts)
            held = [sum(one.held[i][kind] for one in facts) for i in range(len(self._kinds[kind]))]
            told[name] = mean(
                share(2 * (both - overcounted(twice, report)), length + report.total())
                for both, report in zip(held, self._kinds[kind], strict=True)
            )
        return told

    def _facts_of(self, sentence: Sentence) -> _Facts:
        text, stems = sentence.text, frozenset(self._reading.points[sentence])
        found, words, told = names(text), size(text), Words.of(text)
        alone = {
            "place": sentence.place,
            "words": words,
            "names": share(len(found), words),
            "known names": share(len(found & self._reading.known), len(found)),
            "figures": len(set(_FIGURE.findall(text))),
            "quoted": share(sum(map(len, QUOTED.findall(text))), len(text)),
            "attributed": not self._said.isdisjoint(text.lower().split()),
            "commas": text.count(","),
            "definite": bool(DEFINITE.match(text)),
            **self._comparisons(sentence, told, stems),
        }
        held = tuple(
            (shared(told.single, r.words.single), shared(told.pairs, r.words.pairs))
            for r in self._reading.reports
        )
        return _Facts(told, stems, found, words, held, alone)

    def _comparisons(self, sentence: Sentence, words: Words, stems: frozenset[str]) -> dict[str, float]:
        reading, point = self._reading, self._reading.points[sentence]
        others = [report for i, report in enumerate(reading.reports) if i != sentence.article]
        return {
            "near all": reading.near_middle[sentence],
            "near reports": likeness(point, reading.told),
            "near ledes": likeness(point, reading.lede),
            "near titles": mean(likeness(point, title) for title in reading.titles),
            "words of a lede": max((common(words.single, r.lede.single) for r in others), default=0.0),
            "pairs of ledes": mean(common(words.pairs, r.lede.pairs) for r in others),
            "spread": share(sum(reading.spread[stem] for stem in stems), len(stems) * len(reading.reports)),
        }


FOLLOWING = ("place", "names", "known names", "figures", "definite", "near reports", "near ledes")


def _mass(point: Vector, stems: Iterable[str]) -> float:
    """How much of a unit vector these stems make."""
    return sum(point.get(stem, 0.0) ** 2 for stem in stems)
