"""Which articles are of one event; and the clustering gives what joining pair by pair gives."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform

from digest.selection.addresses import canonical
from digest.selection.duplicates import voices
from digest.selection.events import gathered
from digest.selection.linkage import ALIKE, CLOSE, DOUBT, clusters
from digest.selection.vectors import Text, stems, vectors
from tests.selection.world import DAM, NOW, VOTE, article, told


def test_two_events_are_told_apart() -> None:
    events = gathered([*told(DAM), *told(VOTE, 11)])
    assert sorted(len(event) for event in events) == [3, 4]


def test_two_languages_never_share_an_event() -> None:
    english, swapped = told(DAM)[:2], told(DAM, 11, language="fr")[:2]
    assert len(gathered([*english, *swapped])) == 2


def test_the_same_words_ten_days_later_are_another_event() -> None:
    later = told(DAM, 11, published=NOW + timedelta(days=10))
    events = gathered([*told(DAM), *later])
    assert all(len({one.published for one in event}) == 1 for event in events)


def test_boilerplate_of_a_feed_makes_no_event() -> None:
    boiler = (
        "Article address: comments address: points: number of comments: read the discussion on our site now."
    )
    titles = [
        f"{word} {word}berg"
        for word in [
            "Arla",
            "Bosco",
            "Celt",
            "Dorn",
            "Evan",
            "Fitz",
            "Gorm",
            "Hask",
            "Ivor",
            "Jasp",
            "Kelm",
            "Lorn",
        ]
    ]
    feed = [article(n, title, boiler, source="board") for n, title in enumerate(titles)]
    assert len(gathered(feed)) == len(feed)


@given(some.integers(2, 14), some.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=60)
def test_clusters_are_the_largest_whole_branches_of_the_average_link_tree(size: int, seed: int) -> None:
    """Joining all mutual best pairs at once gives the branches of a reference tree, cut by the rule."""
    random = np.random.default_rng(seed)
    cosines = np.triu(random.random((size, size)) * (random.random((size, size)) < 0.6), 1)
    cosines = cosines + cosines.T
    tree = linkage(squareform(1 - cosines - np.eye(size), checks=False), "average")
    found = clusters(csr_matrix(cosines), 0.3)
    assert _partition(found) == _whole_branches(cosines, tree, 0.3)


def _whole_branches(
    cosines: NDArray[np.float64], tree: NDArray[np.float64], least: float
) -> set[frozenset[int]]:
    """The same by the definition: each branch with its members, whole or not, from the leaves upwards."""
    branches = [({at}, True) for at in range(len(cosines))]
    for left, right in tree[:, :2].astype(int):
        (one, whole), (other, too) = branches[left], branches[right]
        across = cosines[np.ix_(sorted(one), sorted(other))].mean()
        enough = max(least, ALIKE * min(CLOSE, _alike(cosines, one, least), _alike(cosines, other, least)))
        branches.append((one | other, whole and too and across >= enough - 1e-9))
    whole_ones = [frozenset(members) for members, whole in branches if whole]
    return {one for one in whole_ones if not any(one < other for other in whole_ones)}


def _alike(cosines: NDArray[np.float64], members: set[int], least: float) -> float:
    """The mean cosine within, drawn towards `least` where few say so."""
    inside = [cosines[one, other] for one, other in combinations(sorted(members), 2)]
    others = len(members) - 1
    return (others * (sum(inside) / max(len(inside), 1)) + DOUBT * least) / (others + DOUBT)


def test_two_events_of_one_subject_are_told_apart() -> None:
    """Groups far less like each other than within are two events, although above the least likeness."""
    near = np.full((6, 6), 0.18)
    near[:3, :3] = near[3:, 3:] = 0.6
    np.fill_diagonal(near, 0.0)
    assert len(set(clusters(csr_matrix(near), 0.16))) == 2


def test_a_late_report_joins_a_close_group() -> None:
    """One report that is less like the others than they are like each other is still of their event."""
    near = np.full((4, 4), 0.6)
    near[3, :] = near[:, 3] = 0.3
    np.fill_diagonal(near, 0.0)
    assert len(set(clusters(csr_matrix(near), 0.16))) == 1


@given(
    some.lists(
        some.builds(Text, some.text(max_size=40), some.text(max_size=80), some.text(max_size=3)), max_size=12
    )
)
@settings(deadline=None)
def test_vectors_of_any_text_have_length_one_or_none(texts: list[Text]) -> None:
    rows = vectors(texts)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    assert rows.shape[0] == len(texts)
    assert all(length == 0 or abs(length - 1) < 1e-4 for length in lengths)


def test_words_are_cut_and_unspaced_scripts_are_paired() -> None:
    assert stems("The reservoirs of Orsova") == ["reserv", "orsova"]
    assert stems("大坝决堤") == ["大坝", "坝决", "决堤"]


def test_addresses_of_one_page_are_equal() -> None:
    pages = (
        "https://www.outlet.example/a/?utm_source=x",
        "http://outlet.example/a#b",
        "https://amp.outlet.example/a/amp",
    )
    assert {canonical(page) for page in pages} == {"outlet.example/a"}
    assert canonical("https://outlet.example/a?id=2") != canonical("https://outlet.example/a?id=3")


def test_an_address_that_is_none_does_no_harm() -> None:
    assert canonical("http://[broken/x") == "http://[broken/x"
    assert voices([article(1, "A title", url="http://[broken/x")])


def _partition(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}
