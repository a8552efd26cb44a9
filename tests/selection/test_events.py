"""Which articles are of one event; and the clustering gives what joining pair by pair gives."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform

from digest.selection.addresses import canonical
from digest.selection.duplicates import voices
from digest.selection.events import gathered
from digest.selection.linkage import clusters
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
def test_joining_mutual_best_pairs_gives_average_linkage(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    cosines = np.triu(random.random((size, size)) * (random.random((size, size)) < 0.6), 1)
    cosines = cosines + cosines.T
    tree = linkage(squareform(1 - cosines - np.eye(size), checks=False), "average")
    expected = fcluster(tree, 1 - 0.3 + 1e-12, "distance")
    found = clusters(csr_matrix(cosines), 0.3)
    assert _partition(found) == _partition(expected)


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
