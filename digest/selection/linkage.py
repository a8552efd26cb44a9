"""Which texts belong together: average-link clustering that never holds more than the near pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components

TOGETHER = 0.165
NEAR = 0.05
BLOCK = 500


def near(rows: csr_matrix, least: float = NEAR) -> csr_matrix:
    """The cosines of all pairs of rows that are at least `least`; computed and thinned block by block."""
    across = rows.T.tocsr()
    found = [_thinned(rows[at : at + BLOCK] @ across, at, least) for at in range(0, rows.shape[0], BLOCK)]
    return vstack(found, format="csr") if found else csr_matrix((0, 0), dtype=np.float32)


def clusters(pairs: csr_matrix, least: float = TOGETHER) -> NDArray[np.int64]:
    """The cluster of each row: average-link, cut at a mean cosine of `least`; pairs not near count 0.

    All pairs that are each other's best are joined at once. For average link this gives the very tree that
    joining the best pair of all, one after the other, gives.
    """
    labels = np.arange(pairs.shape[0], dtype=np.int64)
    sizes = np.ones(pairs.shape[0])
    sums = pairs.astype(np.float64)
    while sums.nnz:
        means = _means(sums, sizes)
        merged = _joined(means, least)
        reach = connected_components(_at_least(means, least), directed=False)[1]
        labels = merged[labels]
        sums, sizes = _folded(sums, sizes, merged, reach)
    return labels


def _thinned(block: csr_matrix, first: int, least: float) -> csr_matrix:
    """A block of the cosine matrix without its own diagonal and without what is not near."""
    cells = block.tocoo()
    kept = (cells.data >= least) & (cells.row + first != cells.col)
    return csr_matrix((cells.data[kept], (cells.row[kept], cells.col[kept])), shape=block.shape)


def _means(sums: csr_matrix, sizes: NDArray[np.float64]) -> csr_matrix:
    means = sums.copy()
    # rounded, because the sums of (a, b) and (b, a) may differ in their last digits
    means.data = np.round(sums.data / (sizes[_owners(sums)] * sizes[sums.indices]), 9)
    return means


def _joined(means: csr_matrix, least: float) -> NDArray[np.int64]:
    """New numbers for the clusters: pairs that are best for both share one; equals go to the lower number."""
    close = _at_least(means, least)
    order = np.lexsort((close.indices, -close.data, owners := _owners(close)))
    rows, first = np.unique(owners[order], return_index=True)
    itself = np.arange(means.shape[0])
    best = itself.copy()
    best[rows] = close.indices[order][first]
    mate = np.where(best[best] == itself, best, itself)
    return np.unique(np.minimum(mate, itself), return_inverse=True)[1]


def _at_least(means: csr_matrix, least: float) -> csr_matrix:
    kept = means.data >= least
    return csr_matrix((means.data[kept], (_owners(means)[kept], means.indices[kept])), shape=means.shape)


def _folded(
    sums: csr_matrix, sizes: NDArray[np.float64], merged: NDArray[np.int64], reach: NDArray[np.int32]
) -> tuple[csr_matrix, NDArray[np.float64]]:
    """The sums and sizes after joining, without pairs that can never be joined any more.

    Clusters without a chain of close pairs between them stay apart for ever: no mean exceeds its parts.
    """
    owners = _owners(sums)
    left, right = merged[owners], merged[sums.indices]
    kept = (left != right) & (reach[owners] == reach[sums.indices])
    count = int(merged.max()) + 1
    folded = csr_matrix((sums.data[kept], (left[kept], right[kept])), shape=(count, count))
    folded.sum_duplicates()
    return folded, np.bincount(merged, weights=sizes, minlength=count).astype(np.float64)


def _owners(matrix: csr_matrix) -> NDArray[np.int64]:
    """The row of every stored cell."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
