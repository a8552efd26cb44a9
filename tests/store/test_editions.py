"""Editions: one per newsletter and day, and nobody's work is overwritten unseen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from digest.errors import IllegalChange, StoreError
from digest.models import EDITION_CHANGES, Claim, ClaimKind, Edition, EditionStatus, Factor, Place
from digest.store.content import FORM, packed, unpacked
from digest.store.editions import Editions
from digest.store.tables import editions
from tests.store.rooms import NOW, TODAY, Stores, edition, story

DRAFT, APPROVED, SENDING, SENT, HELD = EditionStatus


def test_an_edition_comes_back_as_it_was_added(stores: Stores) -> None:
    full = edition(
        stories=(
            replace(story(), factors=(Factor("coverage", 1.25, "five outlets"),), update="a toll"),
            story("b"),
        ),
        subject="Fähren – 渡船 – معبر \N{SUNRISE} \0",
    )
    added = stores.editions.add(full)
    assert added == replace(full, id=added.id)
    assert stores.editions.find("morning", TODAY) == added
    assert added.fingerprint() == full.fingerprint()


def test_adding_again_returns_the_edition_that_is_there(stores: Stores) -> None:
    first = stores.editions.add(edition())
    assert stores.editions.add(edition(subject="Another")) == first
    assert stores.editions.all("morning") == [first]


def test_an_edition_that_is_not_there_is_none(stores: Stores) -> None:
    assert stores.editions.find("morning", TODAY) is None
    assert stores.editions.latest("morning") is None
    with pytest.raises(StoreError, match="never added"):
        stores.editions.save(edition())


def test_the_latest_edition_is_that_of_the_latest_day_of_its_newsletter(stores: Stores) -> None:
    for days in (2, 0, 1):
        stores.editions.add(edition(TODAY - timedelta(days=days)))
    stores.editions.add(edition(TODAY + timedelta(days=1), "evening"))
    assert stores.editions.latest("morning").day == TODAY
    assert [one.day.day for one in stores.editions.all("morning")] == [13, 12, 11]
    for skip, days_of in ((0, [13, 12]), (1, [12, 11]), (2, [11]), (3, [])):
        assert [one.day.day for one in stores.editions.all("morning", 2, skip)] == days_of


def test_an_edition_is_found_by_its_number_whatever_its_newsletter(stores: Stores) -> None:
    here, there = stores.editions.add(edition()), stores.editions.add(edition(newsletter="evening"))
    assert [stores.editions.numbered(one.id) for one in (there, here)] == [there, here]
    assert stores.editions.numbered(77) is None


def test_past_editions_are_those_that_reached_anybody(stores: Stores) -> None:
    def past(days: int, *path: EditionStatus, listed: int = 0, newsletter: str = "morning") -> None:
        one = stores.editions.add(edition(TODAY - timedelta(days=days), newsletter))
        if listed:
            stores.ledger.open(one, range(1, listed + 1))
        walk(stores, one, *path)

    past(0, APPROVED, SENDING)  # today itself is no past
    past(1, APPROVED, SENDING)
    past(2, APPROVED, SENDING, SENT)
    past(3, APPROVED)
    past(4, APPROVED, SENDING, HELD, listed=2)
    past(5, HELD)
    past(6, APPROVED, SENDING, SENT)
    past(2, APPROVED, SENDING, SENT, newsletter="evening")
    assert [(TODAY - one.day).days for one in stores.editions.before("morning", TODAY, 5)] == [1, 2, 4]


def test_a_saved_draft_has_its_new_content(stores: Stores) -> None:
    added = stores.editions.add(edition())
    reworded = replace(added, subject="Boats again", stories=(story("b"), story()), spares=())
    assert stores.editions.save(reworded) == reworded
    assert stores.editions.find("morning", TODAY) == reworded


@pytest.mark.parametrize("stored", list(EditionStatus))
def test_the_status_follows_the_table_of_allowed_changes(stores: Stores, stored: EditionStatus) -> None:
    paths = {DRAFT: (), APPROVED: (APPROVED,), SENDING: (APPROVED, SENDING)}
    paths |= {SENT: (APPROVED, SENDING, SENT), HELD: (APPROVED, HELD)}
    for days, wanted in enumerate(EditionStatus):
        stands = walk(stores, stores.editions.add(edition(TODAY + timedelta(days=days))), *paths[stored])
        if wanted is stored or wanted in EDITION_CHANGES[stored]:
            assert stores.editions.save(replace(stands, status=wanted)).status is wanted
        else:
            with pytest.raises(IllegalChange):
                stores.editions.save(replace(stands, status=wanted))
            assert stores.editions.find("morning", stands.day) == stands


def test_what_was_approved_is_what_is_stored(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    stores.editions.save(replace(seen, subject="Reworded by another hand"))
    with pytest.raises(IllegalChange, match="changed meanwhile"):
        stores.editions.save(seen.approved("ana", NOW))
    assert stores.editions.find("morning", TODAY).status is DRAFT


@pytest.mark.parametrize("path", [(APPROVED,), (APPROVED, SENDING), (APPROVED, SENDING, SENT)])
def test_approved_and_sent_content_never_changes(stores: Stores, path: tuple[EditionStatus, ...]) -> None:
    stands = walk(stores, stores.editions.add(edition()), *path)
    with pytest.raises(IllegalChange, match="changed meanwhile"):
        stores.editions.save(replace(stands, subject="Too late"))


def test_whoever_saw_the_approval_may_take_the_edition_back_to_draft(stores: Stores) -> None:
    approved = walk(stores, stores.editions.add(edition()), APPROVED)
    drafted = stores.editions.save(replace(approved.moved(DRAFT), subject="Better"))
    assert (drafted.status, drafted.subject, drafted.sanction) == (DRAFT, "Better", None)
    assert stores.editions.save(edition(subject="Prepared again")).subject == "Prepared again"


def test_a_late_draft_does_not_undo_an_approval_it_has_not_seen(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    approved = stores.editions.save(seen.approved("ana", NOW))
    with pytest.raises(IllegalChange, match="approved by ana meanwhile"):
        stores.editions.save(replace(seen, subject="Prepared again"))
    assert stores.editions.find("morning", TODAY) == approved


def test_of_two_approvals_of_the_same_content_the_first_stands(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    first = stores.editions.save(seen.approved("ana", NOW))
    assert stores.editions.save(seen.approved("ben", NOW + timedelta(minutes=1))) == first


def test_a_hold_succeeds_from_an_old_view_and_takes_only_the_status(stores: Stores) -> None:
    seen = stores.editions.add(edition())
    approved = walk(stores, replace(seen, subject="Reworded"), DRAFT, APPROVED)
    assert stores.editions.save(seen.moved(HELD)) == replace(approved, status=HELD)


def test_a_held_edition_may_be_reworded_and_approved_anew(stores: Stores) -> None:
    held = walk(stores, stores.editions.add(edition()), APPROVED, HELD)
    reworded = stores.editions.save(replace(held, subject="Corrected"))
    assert (reworded.status, reworded.subject) == (HELD, "Corrected")
    approved = stores.editions.save(reworded.approved("ben", NOW))
    assert approved.sanction.fingerprint == approved.fingerprint()


def test_rights_and_claims_come_back_and_what_an_older_program_wrote_is_read() -> None:
    """Both were added to a story later: content without them is whole, and keeps its form's number."""
    claim = Claim(ClaimKind.NUMBER, "14", Place.LEAD, 3, "Fourteen are missing.", "https://a.example/1")
    whole = replace(edition(), stories=(replace(story(), rights="Under CC BY 4.0", claims=(claim,)),))
    content = json.loads(packed(whole))

    assert unpacked(FORM, json.dumps(content), "x").stories == whole.stories
    for one in content["stories"]:
        del one["rights"], one["claims"]
        one["of_a_later_program"] = [1]
    assert unpacked(FORM, json.dumps(content), "x").stories == (
        replace(whole.stories[0], rights="", claims=()),
    )


def test_a_line_of_rights_is_part_of_what_is_approved() -> None:
    """Readers read it. Without one, an edition keeps its older fingerprint; claims are for the desk alone."""
    plain = replace(edition(), stories=(story(),))
    lined = replace(edition(), stories=(replace(story(), rights="Under CC BY 4.0"),))
    claim = Claim(ClaimKind.NAME, "Eastmere", Place.HEADLINE, 0)
    claimed = replace(edition(), stories=(replace(story(), claims=(claim,)),))

    assert lined.fingerprint() != plain.fingerprint()
    assert claimed.fingerprint() == plain.fingerprint()


def test_unreadable_content_is_an_error_that_names_the_edition(database: Engine) -> None:
    Editions(database).add(edition())
    for values, words in (({"content": "{"}, "2026-08-13 is damaged"), ({"form": 99}, "newer version")):
        with database.begin() as connection:
            connection.execute(update(editions).values(values))
        with pytest.raises(StoreError, match=words):
            Editions(database).latest("morning")


def walk(stores: Stores, this: Edition, *path: EditionStatus) -> Edition:
    """The edition after these changes of status, each saved."""
    move: dict[EditionStatus, Callable[[Edition], Edition]] = {
        APPROVED: lambda one: one.approved("ana", NOW),
        DRAFT: lambda one: one,
    }
    for status in path:
        this = stores.editions.save(move.get(status, lambda one, to=status: one.moved(to))(this))
    return this


def test_days_on_which_an_edition_reached_anybody_are_counted(stores: Stores) -> None:
    """Sent, going, or held on its way; from a day on, if one is named, and of this newsletter alone."""
    reached = {1: "sent", 2: "sending", 3: "held", 4: "draft", 5: "approved", 20: "sent"}
    for number, status in reached.items():
        day = TODAY - timedelta(days=number)
        this = stores.editions.add(edition(day, status=EditionStatus(status)))
        stores.ledger.open(this, range(3 if status == "held" else 0))
    stores.editions.add(edition(TODAY - timedelta(days=1), "evening", status=EditionStatus.SENT))

    assert stores.editions.outings("morning", TODAY) == 4
    assert stores.editions.outings("morning", TODAY, TODAY - timedelta(days=3)) == 3
    assert stores.editions.outings("morning", TODAY - timedelta(days=2)) == 2
    assert stores.editions.outings("noon", TODAY) == 0
