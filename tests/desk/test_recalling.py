"""Taking back, step by step and at once; on the real store as in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest import desk
from digest.errors import Anothers, Conflict, IllegalChange, StoreError
from digest.models import Action, Edition, EditionStatus
from digest.newsroom import Newsroom
from digest.store.database import open_database
from tests.databases import fresh
from tests.desk.draft import ADA, BEN, desk_room
from tests.store.rooms import real

Desk = tuple[Newsroom, Edition]


@pytest.fixture(params=["memory", "database"])
def desk_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A room and its draft, the editions in memory or on SQLite."""
    given, edition = desk_room()
    if request.param == "memory":
        yield given, edition
        return
    engine = open_database(fresh(request, "sqlite", tmp_path))
    given = replace(given, editions=real(engine).editions)
    yield given, given.editions.add(replace(edition, id=None, revision=0))
    engine.dispose()


def test_each_undo_takes_back_one_more_deed(desk_of: Desk) -> None:
    """Also another's, by whoever is sure; and every step is an entry that names what it took back."""
    given, drafted = desk_of
    noted = desk.annotate(given, drafted, "Good morning", ADA)
    dropped = desk.drop(given, noted, noted.stories[0].key, BEN)

    once = desk.undo(given, dropped, ADA, sure=True)
    twice = desk.undo(given, once, BEN, sure=True)

    assert once == noted
    assert twice == drafted
    undos = [one for one in given.editions.history(twice) if one.action is Action.UNDID]
    assert [(one.by, one.undoes) for one in undos] == [("Ada", 3), ("Ben", 2)]
    assert undos[0].about == f"dropped: {drafted.stories[0].headline}"
    with pytest.raises(IllegalChange, match="nothing was changed"):
        desk.undo(given, twice, ADA)


def test_after_an_undo_a_new_deed_is_taken_back_first(desk_of: Desk) -> None:
    given, drafted = desk_of
    noted = desk.annotate(given, drafted, "Good morning", ADA)
    undone = desk.undo(given, desk.annotate(given, noted, "Good evening", ADA), ADA)
    titled = desk.title(given, undone, ADA, subject="All the news")

    back = desk.undo(given, titled, ADA)

    assert back == noted
    assert desk.undo(given, back, ADA) == drafted


def test_a_version_is_restored_and_that_can_be_undone(desk_of: Desk) -> None:
    given, drafted = desk_of
    noted = desk.annotate(given, drafted, "Good morning", ADA)
    titled = desk.title(given, noted, ADA, subject="All the news")

    restored = desk.restore(given, titled, 1, BEN)

    assert restored == drafted
    assert desk.restore(given, restored, 1, BEN).revision == restored.revision
    with pytest.raises(StoreError, match="has no version 9"):
        desk.restore(given, restored, 9, ADA)
    assert desk.undo(given, restored, BEN) == titled


def test_taking_back_takes_the_approval_back(desk_of: Desk) -> None:
    given, drafted = desk_of
    approved = desk.approve(given, desk.annotate(given, drafted, "Good morning", ADA), ADA)

    back = desk.undo(given, approved, ADA)

    assert (back.status, back.note) == (EditionStatus.DRAFT, "")


def test_an_undo_of_what_another_hand_changed_meanwhile_is_a_conflict(desk_of: Desk) -> None:
    given, drafted = desk_of
    seen = desk.annotate(given, drafted, "Good morning", ADA)
    desk.annotate(given, seen, "Good evening", BEN)

    with pytest.raises(Conflict, match="Ben was first"):
        desk.undo(given, seen, ADA)


def test_what_another_did_is_taken_back_by_whoever_is_sure(desk_of: Desk) -> None:
    """The last deed that still stands decides whose it is: an undoing in between is nobody's."""
    given, drafted = desk_of
    noted = desk.annotate(given, drafted, "Good morning", ADA)
    stands = desk.undo(given, desk.annotate(given, noted, "Good evening", BEN), BEN)

    with pytest.raises(Anothers, match=r"Ada did that \(wrote the note Good morning\), and nothing was"):
        desk.undo(given, stands, BEN)
    assert given.editions.find(stands.newsletter, stands.day) == noted
    assert desk.undo(given, stands, BEN, sure=True) == drafted
