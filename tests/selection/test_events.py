"""Which articles are of one event; and the clustering gives what joining pair by pair gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform

from digest.models import Article
from digest.selection.addresses import canonical
from digest.selection.agreement import agreed
from digest.selection.duplicates import voices
from digest.selection.events import gathered, said
from digest.selection.linkage import ALIKE, CLOSE, DOUBT, clusters
from digest.selection.vectors import Text, stems, vectors
from tests.selection.world import DAM, LONE, NOW, VOTE, article, told


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


def test_what_was_said_in_the_same_hours_is_one_event_after_all() -> None:
    """Two groups that are alike as wholes are one event when told together, and two when told a day apart."""
    rows = csr_matrix(np.array([[1, 0.5, 0], [1, 0.5, 0], [0, 0.5, 1], [0, 0.5, 1], [0.6, 1, 0.6]]))
    labels = np.array([0, 0, 1, 1, 2])
    near, far = csr_matrix(rows.multiply([1, 2, 1])), np.array([0.0, 1.0, 30.0, 31.0, 0.0])
    assert agreed(labels, near, far).tolist() == labels.tolist()
    assert len(set(agreed(labels, near, np.arange(5.0)).tolist())) == 2
    assert agreed(labels, near, np.zeros(5)).tolist() == labels.tolist()


def test_reports_many_hours_apart_are_less_alike() -> None:
    """The same two half-alike texts are one event within the hour, and two at the end of the window."""
    titles = ("Orsova dam gives way, villages flee to hills", "Orsova dam inquiry opens against builders")
    texts = (
        "Water reached the villages below the Orsova dam and families fled to hills with their cattle.",
        "Prosecutors opened an inquiry against the builders of the Orsova dam and seized their papers.",
    )
    others = [article(n, LONE[0], LONE[1], source=f"s{n}") for n in (5, 6, 7)]
    pair = [article(n, titles[n], texts[n]) for n in (0, 1)]
    later = replace(pair[1], published=NOW - timedelta(hours=2) + timedelta(hours=70))
    least = 0.9 * _likeness([*pair, *others])
    assert len(gathered([*pair, *others], least=least)) == 2
    assert len(gathered([pair[0], later, *others], least=least)) == 3


def _likeness(articles: Sequence[Article]) -> float:
    rows = vectors([said(one) for one in articles])
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_a_headline_alone_is_weighed_by_its_names() -> None:
    """A shared name brings two headlines nearer, next to shared words, than it does two texts."""
    titles = (
        "Minister reveals new details after long silence about Orsova",
        "Farmers near Orsova count their losses in the valley",
        "Singer reveals new details after long silence about wedding",
        *(f"Town {word} opens a school for the young in spring" for word in ("Arla", "Bosco", "Celt")),
    )
    rows = vectors([Text(title) for title in titles])
    told = vectors(
        [Text(title, " ".join(f"filler{n}{at}" for at in range(9))) for n, title in enumerate(titles)]
    )
    assert _share(rows, 1, 2) > _share(told, 1, 2)


def _share(rows: csr_matrix, one: int, other: int) -> float:
    """How much nearer the first text is to `one` than to `other`."""
    cosines = (rows[0] @ rows.T).toarray()[0]
    return float(cosines[one] / cosines[other])


def test_one_copy_under_other_mastheads_is_one_voice() -> None:
    """The same agency title, spelled by each house in its own way, is one source; other words are another."""
    titles = (
        "U.S. ambassador denounces siege of Orsova homes as villagers flee",
        "US ambassador denounces the siege of Orsova homes as villagers flee",
        "Villagers of Orsova flee from siege; ambassador is angry",
    )
    groups = voices([article(n, title) for n, title in enumerate(titles)])
    assert sorted(map(len, groups)) == [1, 2]


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
