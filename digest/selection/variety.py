"""No event twice: an event that is nearly about the same as a better one is passed over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from digest.models import Event
from digest.selection.events import said
from digest.selection.vectors import Text, unit, vectors

ALIKE = 0.16
READ = 12


def distinct(events: Sequence[Event], most: int) -> tuple[Event, ...]:
    """The best events up to a number, each unlike every better one, also those that were passed over."""
    rows = profiles([[said(article) for article in event.articles] for event in events])
    alike = (rows @ rows.T).tocoo()
    repeats = set(alike.row[(alike.data > ALIKE) & (alike.col < alike.row)].tolist())
    return tuple(event for at, event in enumerate(events) if at not in repeats)[:most]


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
