"""Lines: the sentences of a report as they are looked up, each with what it says worked out once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from digest.models import Article
from digest.models.claims import ClaimKind
from digest.writing import days
from digest.writing.counting import within
from digest.writing.figures import figures, values
from digest.writing.names import same
from digest.writing.pieces import Piece
from digest.writing.wording import Wording, normal, run, worded

SHORT = 3  # words of a quotation that must stand in marks there too
_MARK = "[\"“”„‟«»「」『』‘’']"


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
        return run(self.text, marks=False)

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
                return all(self._named(word, piece) for word in piece.keys)
            case ClaimKind.NUMBER if piece.unit:
                return (piece.keys[0], piece.unit) in self.units
            case ClaimKind.NUMBER:
                return piece.keys[0] in self.values or (piece.free and within(piece.keys[0], self.values))
        return piece.keys[0] in self.days or piece.keys[0] in self.values

    def _marked(self, words: tuple[str, ...]) -> bool:
        """Whether the source sets these words in marks too: asked of few words, which may stand anywhere."""
        if len(words) > SHORT:
            return True
        between = r"[\s\W]+".join(map(re.escape, words)).replace("'", "['’]")
        return bool(
            re.search(rf"{_MARK}[^\w\s]*{between}\b|\b{between}[^\w\s]*{_MARK}", self.text, re.IGNORECASE)
        )

    def _named(self, word: str, piece: Piece) -> bool:
        return word in self.words or any(
            same(word, other, self.language, free=piece.free) for other in self.words
        )
