"""ROUGE-1, -2 and -L as rouge-score computes them, quick enough for a hundred thousand drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

Tokens = tuple[str, ...]


@lru_cache(maxsize=100_000)
def tokens(text: str) -> Tokens:
    """The words of a text as rouge-score sees them, stemmed."""
    return tuple(_tokenizer().tokenize(text))


@cache
def _tokenizer() -> Any:
    from rouge_score.tokenizers import DefaultTokenizer

    return DefaultTokenizer(use_stemmer=True)


def likeness(reference: Sequence[str], draft: Sequence[str]) -> float:
    """The mean of the three F measures, 0 to 1."""
    if not reference or not draft:
        return 0.0
    pairs = tuple(pairwise(reference)), tuple(pairwise(draft))
    return (
        _f(_shared(reference, draft), len(reference), len(draft))
        + _f(_shared(*pairs), len(pairs[0]), len(pairs[1]))
        + _f(_longest(reference, draft), len(reference), len(draft))
    ) / 3


def _f(shared: int, one: int, other: int) -> float:
    return 2 * shared / (one + other) if shared else 0.0


def _shared(one: Sequence[Any], other: Sequence[Any]) -> int:
    return (Counter(one) & Counter(other)).total()


def _longest(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence, a row of the table held in the bits of a number."""
    places: dict[str, int] = {}
    for i, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << i
    full = row = (1 << len(one)) - 1
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & full
    return len(one) - row.bit_count()
