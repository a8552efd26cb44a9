"""The record of an edition: who did what, what it said then, and that no hand overwrites another's work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, update

from digest.errors import Conflict, IllegalChange, StoreError
from digest.models import MACHINE, Action, Deed, Doorway, Edition, EditionStatus, Hand, Role
from digest.store.editions import Editions
from digest.store.tables import editions, revisions
from tests.store.rooms import NOW, Stores, edition

ADA, BEN = Hand("Ada", NOW), Hand("Ben", NOW + timedelta(minutes=1))


def reworded(stores: Stores, seen: Edition, subject: str, hand: Hand = ADA) -> Edition:
    return stores.editions.revise(seen, replace(seen, subject=subject), Deed(hand, Action.TITLED, subject))


def test_the_record_begins_with_the_draft(stores: Stores) -> None:
    added = stores.editions.add(edition())
    assert added.revision == 1
    (first,) = stores.editions.history(added)
    assert (first.by, first.action, first.fingerprint) == (MACHINE, Action.DRAFTED, added.fingerprint())
    assert stores.editions.add(edition(subject="Another")).revision == 1
    assert len(stores.editions.history(added)) == 1


def test_each_deed_is_entered_with_who_and_when(stores: Stores) -> None:
    once = reworded(stores, stores.editions.add(edition()), "Ferries")
    twice = reworded(stores, once, "Boats", BEN)
    assert (twice.subject, twice.revision) == ("Boats", 3)
    assert stores.editions.find(twice.newsletter, twice.day).revision == 3
    assert [(one.number, one.by, one.about, one.changes) for one in stores.editions.history(twice)][1:] == [
        (2, "Ada", "Ferries", True),
        (3, "Ben", "Boats", True),
    ]


def test_the_role_is_that_of_whoever_is_signed_in_and_the_door_is_kept(stores: Stores) -> None:
    """A name given in a terminal has no role."""
    now = stores.editions.add(edition())
    for door in (*Doorway, None):
        now = reworded(stores, now, f"by {door}", Hand("Ada", NOW, Role.CHIEF, door))
    told = [(one.role, one.door, one.whence) for one in stores.editions.history(now)]
    assert told == [
        (None, Doorway.SERVICE, "service"),
        (Role.CHIEF, Doorway.PAGE, "chief, desk page"),
        (Role.CHIEF, Doorway.API, "chief, API"),
        (None, Doorway.TERMINAL, "terminal"),
        (None, Doorway.SERVICE, "service"),
        (None, None, ""),
    ]


def test_of_entries_from_before_doors_were_kept_nothing_is_told(database: Engine) -> None:
    """Version 0006 wrote a role for everybody, also for a name given in a terminal."""
    kept = Editions(database)
    now = kept.add(edition())
    with database.begin() as connection:
        connection.execute(update(revisions).values(role="chief", door=None))
    assert [(one.role, one.door) for one in kept.history(now)] == [(None, None)]


def test_what_it_said_after_each_deed_can_be_read_again(stores: Stores) -> None:
    first = stores.editions.add(edition())
    now = stores.editions.revise(
        (second := reworded(stores, first, "Ferries")),
        second.approved("Ada", NOW),
        Deed(ADA, Action.APPROVED),
    )
    said = [stores.editions.at(now, number).subject for number in (1, 2, 3)]
    assert said == [first.subject, "Ferries", "Ferries"]
    assert stores.editions.at(now, 1).status is EditionStatus.APPROVED
    for number in (0, 4):
        with pytest.raises(StoreError, match=f"no version {number}"):
            stores.editions.at(now, number)


def test_of_two_hands_the_second_is_told_and_overwrites_nothing(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    reworded(stores, seen, "Ferries")
    with pytest.raises(Conflict, match="Ada was first") as told:
        reworded(stores, seen, "Boats", BEN)
    assert (told.value.by, told.value.done) == ("Ada", "wrote the subject Ferries")
    with pytest.raises(Conflict):
        stores.editions.revise(seen, seen.approved("Ben", NOW), Deed(BEN, Action.APPROVED))
    stands = stores.editions.find(seen.newsletter, seen.day)
    assert (stands.subject, stands.status, stands.revision) == ("Ferries", EditionStatus.DRAFT, 2)


def test_a_hold_needs_no_fresh_look_and_keeps_what_was_written_meanwhile(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    reworded(stores, seen, "Ferries")
    held = stores.editions.revise(seen, seen.moved(EditionStatus.HELD), Deed(BEN, Action.HELD))
    assert (held.status, held.subject) == (EditionStatus.HELD, "Ferries")
    draft = stores.editions.revise(
        seen, replace(seen, status=EditionStatus.DRAFT), Deed(BEN, Action.RELEASED)
    )
    assert (draft.status, draft.subject) == (EditionStatus.DRAFT, "Ferries")
    assert [one.changes for one in stores.editions.history(draft)] == [True, True, False, False]


def test_nobody_approves_over_a_hold_that_they_have_not_seen(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    stores.editions.revise(seen, seen.moved(EditionStatus.HELD), Deed(BEN, Action.HELD))
    with pytest.raises(Conflict, match="Ben was first"):
        stores.editions.revise(seen, seen.approved("Ada", NOW), Deed(ADA, Action.APPROVED))
    assert stores.editions.find(seen.newsletter, seen.day).status is EditionStatus.HELD


def test_a_sender_that_saw_the_approval_does_not_send_over_a_hold(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    sealed = stores.editions.revise(seen, seen.approved("Ada", NOW), Deed(ADA, Action.APPROVED))
    stores.editions.revise(sealed, sealed.moved(EditionStatus.HELD), Deed(BEN, Action.HELD))
    with pytest.raises(IllegalChange, match="is held"):
        stores.editions.save(sealed.moved(EditionStatus.SENDING))


def test_a_change_takes_the_approval_back(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    sealed = stores.editions.revise(seen, seen.approved("Ada", NOW), Deed(ADA, Action.APPROVED))
    assert sealed.status is EditionStatus.APPROVED
    again = stores.editions.revise(seen, seen.approved("Ben", NOW), Deed(BEN, Action.APPROVED))
    assert again.sanction.by == "Ada"
    assert again.revision == sealed.revision  # nothing was done, and nothing is entered
    changed = reworded(stores, sealed, "Ferries", BEN)
    assert (changed.status, changed.sanction) == (EditionStatus.DRAFT, None)


def test_what_is_under_way_or_sent_is_changed_by_nobody(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    sealed = stores.editions.revise(seen, seen.approved("Ada", NOW), Deed(ADA, Action.APPROVED))
    under_way = stores.editions.save(sealed.moved(EditionStatus.SENDING))
    assert under_way.revision == sealed.revision
    with pytest.raises(IllegalChange):
        reworded(stores, under_way, "Ferries")
    sent = stores.editions.save(under_way.moved(EditionStatus.SENT))
    with pytest.raises(IllegalChange):
        reworded(stores, sent, "Ferries")


def test_an_edition_made_before_there_was_a_record_gets_one_with_its_first_change(database: Engine) -> None:
    store = Editions(database)
    old = store.add(edition())
    with database.begin() as connection:
        connection.execute(delete(revisions))
        connection.execute(update(editions).values(revision=0))
    seen = store.find(old.newsletter, old.day)
    changed = store.revise(seen, replace(seen, subject="Ferries"), Deed(ADA, Action.TITLED))
    assert [one.action for one in store.history(changed)] == [Action.DRAFTED, Action.TITLED]
    assert store.at(changed, 1).subject == old.subject
    with pytest.raises(Conflict):
        store.revise(seen, replace(seen, subject="Boats"), Deed(BEN, Action.TITLED))
