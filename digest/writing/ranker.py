"""Ranker: how much each feature of a draft or a title counts, learned from editors and read from a file.

The file holds named weights and no text. Without it, or without weights for a case, the rules decide alone.
`python -m benchmarks.train_leads` writes it; see docs/decisions.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("weights.json")
FORM = 1  # of the file
LONG = 50  # words: a lead that may be longer tells more than the news itself

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights by case; a case names how many reports there are and how much a text may say."""

    cases: Mapping[str, Weights]

    def merit(self, case: str, features: Mapping[str, float]) -> float:
        """What the features are worth, in points: hundredths of what an editor wrote on the event."""
        weights = self.cases[case]
        return sum(weights[name] * value for name, value in features.items() if name in weights)

    def knows(self, case: str) -> bool:
        return case in self.cases


def lead_case(reports: int, words: int) -> str:
    """The case of a lead of at most so many words, of an event with so many reports."""
    return f"lead, {'long' if words > LONG else 'short'}, {'several' if reports > 1 else 'one'}"


def headline_case(titles: int) -> str:
    """The case of a headline out of so many titles."""
    return f"headline, {'several' if titles > 1 else 'one'}"


@lru_cache(maxsize=4)
def shipped(path: Path = SHIPPED) -> Ranker:
    """The ranker that came with the program; one that knows nothing where the file is missing or foreign."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["form"] != FORM:
            return Ranker({})
        return Ranker({case: _numbers(weights) for case, weights in held["cases"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ranker({})


def _numbers(weights: Mapping[str, object]) -> Weights:
    return {name: float(value) for name, value in weights.items() if isinstance(value, int | float)}
