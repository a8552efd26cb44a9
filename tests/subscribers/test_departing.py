"""Leaving: at once, for good, with the proofs of before; and for minutes a mistake that can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from subscribers.errors import KeptOut
from subscribers.models import LONGEST_EVIDENCE, UNDO, Consent, Departure
from tests.subscribers.test_store import LATER, NOW, said


def test_many_leave_together_each_once_and_the_erased_are_missing(people: Any) -> None:
    ids = [people.add(said(f"r{number}@example.org"), NOW).id for number in range(3)]
    people.remove("r1@example.org", NOW)
    wishes = [Departure(number, NOW, "a click") for number in (*ids, ids[0], 77)]
    stand = people.leave_together(wishes)
    assert sorted(stand) == [ids[0], ids[2]]
    assert people.subscriptions(ids) == stand
    assert {one.consent for one in stand.values()} == {Consent.LEFT}
    assert people.leave_together([Departure(ids[0], LATER, "again")]) == {ids[0]: stand[ids[0]]}
    assert list(people.mailable("morning")) == []


def test_leaving_keeps_the_proof_of_what_was_said_before(people: Any) -> None:
    this = people.add(said(consented=NOW), NOW)
    left = people.leave(this.id, LATER, "a click")
    assert left.evidence == f"a click; before: given {NOW:%Y-%m-%d %H:%M} UTC, a form"


def test_a_mistake_is_taken_back_for_minutes_with_every_proof(people: Any) -> None:
    this = people.add(said(consented=NOW), NOW)
    people.leave(this.id, NOW, "a click")
    soon = NOW + UNDO
    back = people.come_back(this.id, soon, "a button")
    assert (back.consent, back.consented) == (Consent.GIVEN, soon)
    assert back.evidence.startswith("a button; before: left ")
    assert back.evidence.endswith(f"; before: given {NOW:%Y-%m-%d %H:%M} UTC, a form")
    assert people.come_back(this.id, LATER, "again") == back
    assert list(people.mailable("morning")) == [this.id]


def test_a_leaving_of_longer_ago_stands(people: Any) -> None:
    this = people.add(said(), NOW)
    left = people.leave(this.id, NOW, "a click")
    with pytest.raises(KeptOut, match="ask anew"):
        people.come_back(this.id, NOW + UNDO + timedelta(seconds=1), "a button")
    assert people.find("ana@example.org", "morning") == left


def test_a_long_history_keeps_its_ends(people: Any) -> None:
    """The newest proof and the first consent stay, whatever was pressed between them."""
    this = people.add(said(consented=NOW), NOW)
    for number in range(60):
        people.leave(this.id, NOW, f"out {number}")
        stands = people.come_back(this.id, NOW, f"back {number}")
    assert len(stands.evidence) <= LONGEST_EVIDENCE
    assert stands.evidence.startswith("back 59; before: left ")
    assert stands.evidence.endswith(", a form")
