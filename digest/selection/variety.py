"""Variety: no event twice, and of two of equal weight the one that is less like what already stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from digest.models import Event, Factor
from digest.selection.duplicates import plain_title
from digest.selection.events import said
from digest.selection.factors import big
from digest.selection.places import called
from digest.selection.sections import country
from digest.selection.vectors import Text, unit, vectors

ALIKE = 0.16
SAME = 0.3  # two events that everybody reports share a subject below this, and are one above it
LIKENESS_COSTS = 0.5
COUNTRY_KEEPS = 0.9
COUNTED = 3
READ = 12


def distinct(events: Sequence[Event], most: int) -> tuple[Event, ...]:
    """The best events up to a number, each unlike every better one, and each chosen by what it adds.

    What is nearly the same as a better one, or as one that was passed over, is passed over. What shares words
    or its country with those chosen before keeps a part of its score and says so. One of the most reported
    events is only passed over if it is the same as a better one, and loses nothing.
    """
    choice = _Choice(events)
    found: list[Event] = []
    while len(found) < most and choice.left.any():
        found.append(choice.next())
    return tuple(found)


class _Choice:
    """Events that are chosen one after the other, with what each still adds to those before it."""

    def __init__(self, events: Sequence[Event]) -> None:
        rows = profiles([[said(article) for article in event.articles] for event in events])
        self._events = events
        self._alike: NDArray[np.float32] = (rows @ rows.T).toarray()
        self._scores = np.array([event.score for event in events])
        self._countries = np.array([country(event.articles) for event in events], dtype=object)
        self._likeness = np.zeros(len(events))
        self._nearest = np.zeros(len(events), dtype=np.int64)
        self._earlier = np.zeros(len(events))
        self._big = np.array([big(event) for event in events], dtype=bool)
        repeats = np.where(self._big, SAME, ALIKE)[:, None]
        self.left = ~np.tril(self._alike > repeats, -1).any(axis=1)

    def next(self) -> Event:
        """The event that adds most, with its score less what it repeats."""
        unlike = 1 - LIKENESS_COSTS * np.minimum(self._likeness / ALIKE, 1.0)
        kept = np.where(self._big, 1.0, unlike * COUNTRY_KEEPS ** np.minimum(self._earlier, COUNTED))
        best = int(np.argmax(np.where(self.left, self._scores * kept, -1.0)))
        event = self._told(best, float(kept[best]))
        closer = self._alike[best] > self._likeness
        self._nearest[closer] = best
        self._likeness = np.maximum(self._likeness, self._alike[best])
        self._earlier += (self._countries == self._countries[best]) & (self._countries != "")
        self.left[best] = False
        return event

    def _told(self, at: int, kept: float) -> Event:
        event = self._events[at]
        value = round(kept, 3)
        if value == 1.0:
            return event
        why = []
        if self._likeness[at]:
            like = "near to" if self._likeness[at] > ALIKE / 3 else "a little like"
            why.append(f"{like} {plain_title(self._events[self._nearest[at]].articles[0])!r}")
        if earlier := int(self._earlier[at]):
            why.append(f"{earlier} before it of {called(self._countries[at])}")
        factor = Factor("variety", value, "; ".join(why))
        return replace(event, factors=(*event.factors, factor), score=round(event.score * value, 6))


def profiles(groups: Sequence[Sequence[Text]]) -> csr_matrix:
    """What each group of texts is about as a whole: one row of length 1 per group."""
    texts = [text for group in groups for text in group[:READ]]
    owners = [at for at, group in enumerate(groups) for _ in group[:READ]]
    if not texts:
        return csr_matrix((len(groups), 0), dtype=np.float32)
    members = csr_matrix(
        (np.ones(len(texts), np.float32), (owners, range(len(texts)))), shape=(len(groups), len(texts))
    )
    return unit((members @ vectors(texts)).tocsr())
