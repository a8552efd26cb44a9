"""Fitting weights to features: ridge regression within each event, checked on events it has not seen."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
POINTS = 100.0  # of a whole

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """What could be chosen for one event, the choice of the rules first: features, and how good each is."""

    group: str
    features: Sequence[Mapping[str, float]]
    worth: Sequence[float]

    @property
    def fold(self) -> int:
        return zlib.crc32(self.group.encode()) % FOLDS


def fitted(examples: Sequence[Example], stiffness: float) -> dict[str, float]:
    """The weight of each feature, in points of a hundred."""
    names = sorted(examples[0].features[0])
    weights = _solved([_matrix(example, names) for example in examples], stiffness)
    return {name: float(f"{weight:.4g}") for name, weight in zip(names, weights, strict=True)}


def told(examples: Sequence[Example], stiffness: float) -> str:
    """How good the choices are on the folds that were left out, beside the rules' and the best possible."""
    chosen, by_rule, best = [], [], []
    for fold in range(FOLDS):
        weights = fitted([example for example in examples if example.fold != fold], stiffness)
        for example in (one for one in examples if one.fold == fold):
            merits = [sum(weights[name] * value for name, value in f.items()) for f in example.features]
            chosen.append(example.worth[int(np.argmax(merits))])
            by_rule.append(example.worth[0])
            best.append(max(example.worth))
    ours, rules, most = (POINTS * float(np.mean(found)) for found in (chosen, by_rule, best))
    return f"{len(examples)} events, learned {ours:.2f}, by rule {rules:.2f}, best possible {most:.2f}"


def _matrix(example: Example, names: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Features and worth, each less its mean over the event: only the choice within an event is learned."""
    features = np.array([[float(one[name]) for name in names] for one in example.features])
    worth = POINTS * np.array(example.worth)
    return features - features.mean(0), worth - worth.mean()


def _solved(parts: Sequence[tuple[Matrix, Matrix]], stiffness: float) -> Any:
    features, worth = np.vstack([f for f, _ in parts]), np.concatenate([w for _, w in parts])
    # An event with many drafts says more than one with few, but not as much more as it has drafts.
    counts = np.concatenate([np.full(len(w), len(w) ** -0.5) for _, w in parts])
    scale = features.std(0)
    scaled = features / np.where(scale > 0, scale, 1.0)
    gram = (scaled * counts[:, None]).T @ scaled + stiffness * np.eye(features.shape[1])
    return np.linalg.solve(gram, (scaled * counts[:, None]).T @ worth) / np.where(scale > 0, scale, 1.0)
