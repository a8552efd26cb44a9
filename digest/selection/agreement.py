"""A second look: groups that are alike as wholes and were told in the same hours are one event after all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from digest.selection.vectors import unit

AGREE = 0.45
SAME_HOURS = 12.0


def agreed(labels: NDArray[np.int64], rows: csr_matrix, hours: NDArray[np.float64]) -> NDArray[np.int64]:
    """The labels, with one label for all groups of two and more that agree.

    A subject has two events on two days more often than in one morning. Where all articles bear the same
    hour, nobody knows when they were written, and the groups stay as they are.
    """
    if not len(labels) or np.ptp(hours) == 0:
        return labels
    sizes = np.bincount(labels)
    members = csr_matrix((np.ones(len(labels), np.float32), (labels, np.arange(len(labels)))))
    groups = np.flatnonzero(sizes > 1)
    wholes = unit((members[groups] @ rows).tocsr())
    middles = np.bincount(labels, weights=hours)[groups] / sizes[groups]
    alike = (wholes @ wholes.T).tocoo()
    same = (alike.data >= AGREE) & (np.abs(middles[alike.row] - middles[alike.col]) <= SAME_HOURS)
    links = csr_matrix(
        (alike.data[same], (groups[alike.row[same]], groups[alike.col[same]])), shape=(len(sizes),) * 2
    )
    return np.asarray(connected_components(links, directed=False)[1][labels], dtype=np.int64)
