"""Which texts belong together: average-link clustering that never holds more than the near pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components

TOGETHER = 0.16
ALIKE = 0.7
CLOSE = 0.33
DOUBT = 1.5
NEAR = 0.05
BLOCK = 500


def near(rows: csr_matrix, least: float = NEAR) -> csr_matrix:
    """The cosines of all pairs of rows that are at least `least`; computed and thinned block by block."""
    across = rows.T.tocsr()
    found = [_near(rows[at : at + BLOCK] @ across, at, least) for at in range(0, rows.shape[0], BLOCK)]
    return vstack(found, format="csr") if found else csr_matrix((0, 0), dtype=np.float32)


def clusters(pairs: csr_matrix, least: float = TOGETHER) -> NDArray[np.int64]:
    """The cluster of each row: the largest whole branches of the average-link tree; pairs not near count 0.

    A branch is whole when its two halves are, when the mean cosine between them is at least `least`, and when
    they are not far less like each other than each is like itself: two events of one subject.
    All pairs that are each other's best are joined at once. For average link this gives the very tree that
    joining the best pair of all, one after the other, gives.
    """
    labels = np.arange(pairs.shape[0], dtype=np.int64)
    found = labels.copy()
    groups = _Groups(pairs.astype(np.float64), np.ones(len(labels)), np.zeros(len(labels)), labels >= 0)
    while groups.sums.nnz:
        means = groups.means()
        merged = _joined(means, least)
        reach = connected_components(_at_least(means, least), directed=False)[1]
        groups = groups.folded(merged, reach, least)
        labels = merged[labels]
        found = np.where(groups.whole[labels], labels + found.max() + 1, found)
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def thinned(matrix: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """The matrix with only these of its stored cells."""
    cells = (owners(matrix)[kept], matrix.indices[kept])
    return csr_matrix((matrix.data[kept], cells), shape=matrix.shape)


def owners(matrix: csr_matrix) -> NDArray[np.int64]:
    """The row of every stored cell."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


@dataclass(frozen=True, slots=True)
class _Groups:
    """Clusters on their way: the cosines between and within them, summed; their sizes; which are whole."""

    sums: csr_matrix
    sizes: NDArray[np.float64]
    inner: NDArray[np.float64]
    whole: NDArray[np.bool_]

    def means(self) -> csr_matrix:
        means = self.sums.copy()
        rows = owners(self.sums)
        # rounded, because the sums of (a, b) and (b, a) may differ in their last digits
        means.data = np.round(self.sums.data / (self.sizes[rows] * self.sizes[self.sums.indices]), 9)
        return means

    def folded(self, merged: NDArray[np.int64], reach: NDArray[np.int32], least: float) -> _Groups:
        """The groups after joining, without the pairs that can never be joined any more.

        Groups without a chain of close pairs between them stay apart for ever: no mean exceeds its parts.
        """
        rows = owners(self.sums)
        left, right = merged[rows], merged[self.sums.indices]
        count = int(merged.max()) + 1
        kept = (left != right) & (reach[rows] == reach[self.sums.indices])
        folded = csr_matrix((self.sums.data[kept], (left[kept], right[kept])), shape=(count, count))
        folded.sum_duplicates()
        met = left == right
        across = np.bincount(left[met], weights=self.sums.data[met], minlength=count) / 2
        sizes = np.bincount(merged, weights=self.sizes, minlength=count).astype(np.float64)
        inner = np.bincount(merged, weights=self.inner, minlength=count) + across
        return _Groups(folded, sizes, inner, self._still_whole(merged, across, least))

    def _still_whole(
        self, merged: NDArray[np.int64], across: NDArray[np.float64], least: float
    ) -> NDArray[np.bool_]:
        """Which new groups are whole: single ones as they were, others by their halves."""
        halves = np.bincount(merged, minlength=len(across))
        looser, product = np.full(len(across), CLOSE), np.ones(len(across))
        whole = np.ones(len(across), dtype=np.bool_)
        np.minimum.at(looser, merged, self._alike(least))
        np.multiply.at(product, merged, self.sizes)
        np.logical_and.at(whole, merged, self.whole)
        near = across / product >= ALIKE * looser - 1e-9
        return np.asarray(whole & ((halves == 1) | near))

    def _alike(self, least: float) -> NDArray[np.float64]:
        """How like itself each group is: its mean cosine, drawn towards `least` where few members say so."""
        others = self.sizes - 1
        return (2 * self.inner / self.sizes + DOUBT * least) / (others + DOUBT)


def _near(block: csr_matrix, first: int, least: float) -> csr_matrix:
    """A block of the cosine matrix without its own diagonal and without what is not near."""
    cells = block.tocoo()
    kept = (cells.data >= least) & (cells.row + first != cells.col)
    return csr_matrix((cells.data[kept], (cells.row[kept], cells.col[kept])), shape=block.shape)


def _joined(means: csr_matrix, least: float) -> NDArray[np.int64]:
    """New numbers for the clusters: pairs that are best for both share one; equals go to the lower number."""
    close = _at_least(means, least)
    rows = owners(close)
    order = np.lexsort((close.indices, -close.data, rows))
    rows, first = np.unique(rows[order], return_index=True)
    itself = np.arange(means.shape[0])
    best = itself.copy()
    best[rows] = close.indices[order][first]
    mate = np.where(best[best] == itself, best, itself)
    return np.unique(np.minimum(mate, itself), return_inverse=True)[1]


def _at_least(means: csr_matrix, least: float) -> csr_matrix:
    return thinned(means, means.data >= least)
