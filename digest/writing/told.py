"""What sources told, prepared for looking up: their sentences, and where the words of ours stand in them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from digest.models import Article
from digest.models.claims import ClaimKind
from digest.writing import days
from digest.writing.cleaning import bare
from digest.writing.dates import dated
from digest.writing.figures import figures, values
from digest.writing.names import same
from digest.writing.pieces import Piece
from digest.writing.sentences import sentences
from digest.writing.titles import unmarked
from digest.writing.vocabulary import vocabulary
from digest.writing.wording import QUOTE, Wording, normal, run, stem, worded

READ = 20_000  # characters of a text
SHORT = 3  # words of a quotation
_MARK = "[\"“”„‟«»「」『』‘’']"
LINES = 400  # sentences of a text
_END = re.compile(r"(?<=[.!?…。！？｡؟۔।॥])[\"'”’»)\]」』）]*\s+|(?<=[。！？｡])")


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence of a report: of article `article` (by index), at `place` among its sentences."""

    text: str
    article: Article
    place: int
    language: str

    @cached_property
    def wording(self) -> Wording:
        return worded(normal(self.text))

    @cached_property
    def run(self) -> str:
        return run(self.text)

    @cached_property
    def unquoted(self) -> str:
        return " ".join(self.run.replace(QUOTE, " ").split()).join("  ")

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word.removesuffix("'s") for word in self.wording.words)

    @cached_property
    def values(self) -> frozenset[str]:
        return frozenset(values(self.text, self.language))

    @cached_property
    def units(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.value, one.unit) for one in figures(self.text, self.language))

    @cached_property
    def days(self) -> frozenset[str]:
        return days.told(self.text, self.article, self.language)

    def carries(self, piece: Piece) -> bool:
        """Whether this sentence holds a piece of ours: the number with its unit, every word of the name."""
        match piece.kind:
            case ClaimKind.QUOTATION:
                return f" {' '.join(piece.keys)} " in self.unquoted and self._marked(piece.keys)
            case ClaimKind.NAME:
                return all(self._named(word) for word in piece.keys)
            case ClaimKind.NUMBER if piece.unit:
                return (piece.keys[0], piece.unit) in self.units
            case ClaimKind.NUMBER:
                return piece.keys[0] in self.values
        return piece.keys[0] in self.days or piece.keys[0] in self.values

    def _marked(self, words: tuple[str, ...]) -> bool:
        """Whether the source sets these words in marks too: asked of few words, which may stand anywhere."""
        if len(words) > SHORT:
            return True
        between = r"[\s\W]+".join(map(re.escape, words)).replace("'", "['’]")
        return bool(re.search(rf"{_MARK}[^\w\s]*{between}\b|\b{between}[^\w\s]*{_MARK}", self.text, re.IGNORECASE))

    def _named(self, word: str) -> bool:
        return word in self.words or any(same(word, other, self.language) for other in self.words)


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
    def lines(self) -> tuple[tuple[Line, ...], ...]:
        """The sentences of each article, its title first."""
        return tuple(_lines(article) for article in self.articles)

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words that are also written small."""
        return frozenset(
            word for article in self.articles for text in _texts(article) for word in re.findall(r"\b[^\W\d_A-Z]+\b", text)
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
    def size(self) -> int:
        return sum(map(len, self.lines))

    def verbatim(self, sentence: str) -> bool:
        """Whether these words stand so, one after another, in a text; a sentence of two may be from two places."""
        return all(self._stands(part) for part in _END.split(sentence) if part and part.strip())

    def _stands(self, part: str) -> bool:
        words = run(part)
        return not words.strip() or any(words in text for text in self.runs)

    def nearest(self, words: Sequence[str], most: int = 3) -> list[tuple[float, Line]]:
        """The sentences that share most with these words, and the share: rare words count more."""
        weights = {one: self._rarity(one) for one in {stem(word) for word in words} if one in self.index}
        common = vocabulary(self.language).common
        whole = sum(
            weights.get(one) or self._rarity(one) for one in {stem(w) for w in words if w not in common and w != QUOTE}
        )
        shared: Counter[Line] = Counter()
        for one, weight in weights.items():
            for line in self.index[one]:
                shared[line] += weight  # type: ignore[assignment]
        return [(score / whole, line) for line, score in shared.most_common(most)] if whole else []

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
    found = [sentence for text in _texts(article) for sentence in sentences(text, language)[:LINES]]
    return tuple(Line(text, article, place, language) for place, text in enumerate(found))
