"""How near texts are to each other: TF-IDF over the few texts of one event, in plain Python."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")

Vector = dict[str, float]


def vectors(texts: Sequence[str], common: frozenset[str]) -> list[Vector]:
    """One unit vector per text: words cut to six letters, a stemmer for every language; rare ones heavier."""
    counts = [Counter(_tokens(text, common)) for text in texts]
    spread = Counter(token for count in counts for token in count)
    return [
        _unit({t: (1 + math.log(n)) * _weight(len(texts), spread[t]) for t, n in c.items()}) for c in counts
    ]


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(token, 0.0) for token, weight in one.items())


def centre(of: Iterable[Vector]) -> Vector:
    """The unit vector in the middle of these."""
    total: Vector = {}
    for vector in of:
        for token, weight in vector.items():
            total[token] = total.get(token, 0.0) + weight
    return _unit(total)


@lru_cache(maxsize=1024)
def stems(text: str, common: frozenset[str]) -> frozenset[str]:
    """The words of a text that carry a subject, cut as in its vector."""
    return frozenset(_tokens(text, common))


def pieces(text: str) -> list[str]:
    """All words of a text in order, cut as in its vector, those that carry no subject among them."""
    return _tokens(text, frozenset())


def _tokens(text: str, common: frozenset[str]) -> list[str]:
    words = [word.lower() for word in _TOKEN.findall(text)]
    return [piece for word in words if word not in common for piece in _pieces(word)]


def _pieces(word: str) -> list[str]:
    """Six letters of a word; letter pairs where a script has no spaces."""
    if not _UNSPACED.search(word):
        return [word[:6]]
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def _weight(texts: int, holding: int) -> float:
    return math.log((1 + texts) / (1 + holding)) + 1


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {token: weight / norm for token, weight in vector.items()} if norm else {}
