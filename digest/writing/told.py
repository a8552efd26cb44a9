"""What sources told, prepared for looking up: their sentences, and where the words of ours stand in them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from digest.models import Article
from digest.writing.cleaning import bare, parted
from digest.writing.dates import dated
from digest.writing.lines import Line
from digest.writing.negation import negations, runs
from digest.writing.sentences import sentences
from digest.writing.titles import unmarked
from digest.writing.vocabulary import vocabulary
from digest.writing.wording import QUOTE, run, stem

READ = 20_000  # characters of a text
BEHIND = 40  # characters before a passage, in which a negation of it may stand
PARTS = 4  # that a sentence of ours may be made of
ROOT = 4  # letters in which two forms of a word agree
LINES = 400  # sentences of a text
_END = re.compile(r"(?<=[.!?…。！？｡؟۔।॥])[\"'”’»)\]」』）]*\s+|(?<=[。！？｡])")


@dataclass(frozen=True, eq=False)
class Told:
    """All that some articles told. Made once for an event, asked for every sentence of ours."""

    articles: tuple[Article, ...]

    @property
    def language(self) -> str:
        return self.articles[0].language or "en" if self.articles else "en"

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Every text as one run of words, also with its days named as the house names them."""
        found = []
        for article in self.articles:
            for text in _texts(article):
                found.append(run(text))
                named = dated(text, article, article.language or "en")
                if named != text:
                    found.append(run(named))
        return tuple(found)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The texts without their titles as runs of words, quotation marks left out."""
        texts = [text for article in self.articles for text in (article.summary, article.body) if text]
        return tuple(run(bare(text[:READ]), marks=False) for text in dict.fromkeys(texts))

    @cached_property
    def lines(self) -> tuple[tuple[Line, ...], ...]:
        """The sentences of each article, its title first."""
        return tuple(_lines(article) for article in self.articles)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Every sentence as a run: also parted from what ran into it, and with its days named."""
        whole = {
            (sentence, article)
            for article in self.articles
            for text in _texts(article)
            for sentence in (*sentences(text, self.language), *sentences(parted(text), self.language))
        }
        return frozenset(
            run(form)
            for text, article in whole
            for form in (text, dated(text, article, article.language or "en"))
        )

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words that are also written small."""
        return frozenset(
            word
            for article in self.articles
            for text in _texts(article)
            for word in re.findall(r"\b[^\W\d_A-Z]+\b", text)
            if word.islower()
        )

    @cached_property
    def index(self) -> dict[str, list[Line]]:
        """The sentences in which each stem stands."""
        found: dict[str, list[Line]] = defaultdict(list)
        common = vocabulary(self.language).common
        for line in (line for lines in self.lines for line in lines):
            for one in {stem(word) for word in line.wording.words if word not in common and word != QUOTE}:
                found[one].append(line)
        return dict(found)

    @cached_property
    def denied(self) -> frozenset[tuple[str, str]]:
        """Pairs of words in a row that are only ever told as what is not so: "no shots were fired"."""
        wordings = [(line.wording.words, line.language) for lines in self.lines for line in lines]
        found = {
            one.of
            for words, tongue in wordings
            for one in negations(words, tongue)
            if one.strict and not one.bound
        }
        pairs = {(one[0], one[1]) for one in found if len(one) > 1}
        told = [runs(words, tongue) for words, tongue in wordings if not negations(words, tongue)]
        return frozenset(pairs - {pair for said in told for pair in said})

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(one[:ROOT] for one in self.index)

    @cached_property
    def size(self) -> int:
        return sum(map(len, self.lines))

    def verbatim(self, sentence: str) -> bool:
        """Whether these words stand so, in a text; what we take for one sentence may be two."""
        ends = [match.end() for match in _END.finditer(sentence)][-PARTS:]
        return self._stands(sentence) or any(
            self._stands(sentence[:end]) and self.verbatim(sentence[end:]) for end in reversed(ends) if end
        )

    def _stands(self, part: str) -> bool:
        words = run(part)
        return not words.strip() or any(self._found(words, text) for text in self.runs)

    def _found(self, words: str, text: str) -> bool:
        """Whether a run stands in a text, and not behind a negation that was cut off."""
        at = text.find(words)
        while at >= 0:
            before = text[max(0, at - BEHIND) : at].split()[-2:]
            if not negations(before, self.language) or self._begins(words):
                return True
            at = text.find(words, at + 1)
        return False

    def _begins(self, words: str) -> bool:
        return any(start.startswith(words) for start in self.beginnings)

    def nearest(self, words: Sequence[str], most: int = 3) -> list[tuple[float, Line]]:
        """The sentences that share most with these words, and the share: rare words count more."""
        # In the order of the words: of two sentences that share as much, chance chose by the order of a set.
        weights = {one: self._rarity(one) for one in dict.fromkeys(map(stem, words)) if one in self.index}
        common = vocabulary(self.language).common
        whole = sum(
            weights.get(one) or self._rarity(one)
            for one in dict.fromkeys(stem(w) for w in words if w not in common and w != QUOTE)
        )
        shared: Counter[Line] = Counter()
        for one, weight in weights.items():
            for line in self.index[one]:
                shared[line] += weight  # type: ignore[assignment]
        return [(score / whole, line) for line, score in shared.most_common(most)] if whole else []

    def known(self, words: Sequence[str]) -> float:
        """The share of these words that stand anywhere in the texts, in whatever form."""
        common = vocabulary(self.language).common
        asked = {word for word in words if word not in common and word != QUOTE}
        return sum(word[:ROOT] in self._roots for word in asked) / len(asked) if asked else 0.0

    def window(self, line: Line) -> tuple[Line, ...]:
        """A sentence and its neighbours, itself first."""
        lines = self._of(line.article)
        return (line, *lines[line.place + 1 : line.place + 2], *lines[max(0, line.place - 1) : line.place])

    def before(self, line: Line, count: int) -> tuple[Line, ...]:
        """The sentences in front of this one, nearest first, and the title."""
        lines = self._of(line.article)
        return (*reversed(lines[max(0, line.place - count) : line.place]), *lines[:1])

    def _of(self, article: Article) -> tuple[Line, ...]:
        return next(lines for lines in self.lines if lines and lines[0].article is article)

    def _rarity(self, one: str) -> float:
        return math.log((1 + self.size) / (1 + len(self.index.get(one, ())))) + 1


@lru_cache(maxsize=64)
def told(articles: tuple[Article, ...]) -> Told:
    """What these articles told, prepared once."""
    return Told(articles)


def _texts(article: Article) -> tuple[str, ...]:
    texts = (unmarked(article.title), bare(article.summary[:READ]), bare(article.body[:READ]))
    return tuple(text for text in dict.fromkeys(texts) if text.strip())


def _lines(article: Article) -> tuple[Line, ...]:
    language = article.language or "en"
    found = [sentence for text in _texts(article) for sentence in sentences(parted(text), language)[:LINES]]
    return tuple(Line(text, article, place, language) for place, text in enumerate(found))
