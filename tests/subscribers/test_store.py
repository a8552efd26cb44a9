"""People: three facts about each, a way out for good, and a way back that is theirs alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from digest.store.database import open_database
from digest.store.migrations import migrate
from subscribers import store, tables
from subscribers.errors import BadAddress, KeptOut, NobodyThere
from subscribers.models import (
    Addressee,
    Consent,
    Health,
    Membership,
    Registration,
    Result,
)
from subscribers.store import People
from tests.subscribers.conftest import SECRET

NOW = datetime(2026, 8, 13, 4, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def said(address: str = "ana@example.org", **given: Any) -> Registration:
    return Registration(**{"address": address, "newsletter": "morning", "evidence": "a form"} | given)


def test_a_registration_becomes_a_subscription_with_its_proof(people: Any) -> None:
    told = said(
        "Ana@Example.ORG",
        name="Ana Ōta",
        format="lite",
        zone="Africa/Lagos",
        language="pt-BR",
        membership=Membership.MEMBER,
    )
    added = people.add(told, NOW)
    assert added.subscriber.address == "Ana@example.org"
    assert (added.subscriber.name, added.subscriber.membership) == ("Ana Ōta", Membership.MEMBER)
    assert (added.subscriber.health, added.subscriber.created) == (Health.GOOD, NOW)
    assert (added.consent, added.consented, added.evidence) == (Consent.GIVEN, NOW, "a form")
    assert (added.format, added.zone, added.language) == ("lite", "Africa/Lagos", "pt-BR")
    assert people.find("ANA@EXAMPLE.org", "morning") == added
    assert people.subscriptions([added.id, 999]) == {added.id: added}
    assert people.find("ana@example.org", "evening") is None


def test_two_spellings_of_an_address_are_one_person(people: Any) -> None:
    first = people.add(said("straße@example.org"), NOW)
    assert people.add(said("STRASSE@example.org"), LATER) == first
    assert people.count("morning") == 1


def test_a_bad_address_is_refused(people: Any) -> None:
    for call in (
        lambda: people.add(said("nobody"), NOW),
        lambda: people.find("a@b@c", "morning"),
        lambda: people.remove("x\r\ny@example.org", NOW),
    ):
        with pytest.raises(BadAddress):
            call()


def test_entering_the_same_again_changes_nothing(people: Any) -> None:
    both = [said(), said("ben@example.org", consent=Consent.PENDING)]
    first = people.enter(both, NOW)
    assert [entry.result for entry in first] == [Result.ADDED, Result.ADDED]
    again = people.enter(both, LATER)
    assert [entry.result for entry in again] == [Result.UNCHANGED, Result.UNCHANGED]
    assert [entry.subscription for entry in again] == [entry.subscription for entry in first]


def test_of_two_registrations_in_one_breath_the_first_stands(people: Any) -> None:
    entries = people.enter([said(name="Ana"), said("ANA@example.org", name="Ana")], NOW)
    assert len({entry.subscription.id for entry in entries}) == 1
    assert people.count("morning") == 1


def test_what_is_said_replaces_and_what_is_not_said_stays(people: Any) -> None:
    people.add(said(name="Ana", zone="Europe/Lisbon", membership=Membership.MEMBER), NOW)
    [entry] = people.enter([said(format="lite", membership=Membership.LAPSED)], LATER)
    assert entry.result is Result.CHANGED
    there = people.find("ana@example.org", "morning")
    assert there == entry.subscription
    assert (there.subscriber.name, there.zone, there.format) == ("Ana", "Europe/Lisbon", "lite")
    assert there.subscriber.membership is Membership.LAPSED
    assert there.consented == NOW


def test_a_person_has_a_consent_for_each_newsletter_and_one_membership(people: Any) -> None:
    morning = people.add(said(), NOW)
    evening = people.add(said(newsletter="evening", membership=Membership.MEMBER), NOW)
    people.leave(morning.id, LATER, "link")
    there = people.subscriptions([morning.id, evening.id])
    assert (there[morning.id].consent, there[evening.id].consent) == (Consent.LEFT, Consent.GIVEN)
    assert there[morning.id].subscriber == there[evening.id].subscriber
    assert there[morning.id].subscriber.membership is Membership.MEMBER


@pytest.mark.parametrize(
    ("stored", "claimed", "stands", "result"),
    [
        ("pending", "pending", "pending", Result.UNCHANGED),
        ("pending", "given", "given", Result.CHANGED),
        ("pending", "left", "left", Result.CHANGED),
        ("given", "pending", "given", Result.UNCHANGED),
        ("given", "given", "given", Result.UNCHANGED),
        ("given", "left", "left", Result.CHANGED),
        ("left", "pending", "left", Result.UNCHANGED),
        ("left", "given", "left", Result.LEFT),
        ("left", "left", "left", Result.UNCHANGED),
    ],
)
def test_a_claimed_consent_never_weighs_more_than_what_they_said(
    people: Any, stored: str, claimed: str, stands: str, result: Result
) -> None:
    people.enter([said(consent=Consent(stored))], NOW)
    [entry] = people.enter([said(consent=Consent(claimed), evidence="a list")], LATER)
    assert (entry.subscription.consent, entry.result) == (Consent(stands), result)
    assert entry.subscription.evidence == ("a list" if stored != stands else "a form")


def test_who_left_is_kept_out_with_words_until_they_confirm_anew(people: Any) -> None:
    this = people.add(said(), NOW)
    people.leave(this.id, NOW, "link of 2026-08-13")
    with pytest.raises(KeptOut, match="only they themselves can come back"):
        people.add(said(), LATER)
    assert list(people.mailable("morning")) == []
    asked = people.add(said(consent=Consent.PENDING), LATER)
    assert asked.id == this.id
    back = people.confirm(this.id, LATER, "confirmed by link")
    assert (back.consent, back.consented, back.evidence) == (Consent.GIVEN, LATER, "confirmed by link")
    assert list(people.mailable("morning")) == [this.id]


def test_leaving_and_confirming_twice_keep_the_first_proof(people: Any) -> None:
    this = people.add(said(consent=Consent.PENDING), NOW)
    assert this.consented is None
    confirmed = people.confirm(this.id, NOW, "first")
    assert people.confirm(this.id, LATER, "second") == confirmed
    left = people.leave(this.id, NOW, "first")
    assert people.leave(this.id, LATER, "second") == left
    assert people.find("ana@example.org", "morning") == left


def test_a_number_of_nobody_is_named(people: Any) -> None:
    for call in (people.confirm, people.leave, people.come_back):
        with pytest.raises(NobodyThere, match="number 77"):
            call(77, NOW, "link")


def test_the_mailable_are_those_the_predicate_names_in_order_of_id(people: Any) -> None:
    pairs = list(product(Consent, Health))
    told = [said(f"r{n}@example.org", consent=pair[0], health=pair[1]) for n, pair in enumerate(pairs)]
    entries = people.enter(told, NOW)
    people.add(said("other@example.org", newsletter="evening"), NOW)
    expected = [entry.subscription.id for entry in entries if entry.subscription.mailable]
    assert list(people.mailable("morning")) == sorted(expected)
    assert len(expected) == 2


def test_reading_page_by_page_misses_and_repeats_nobody(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PAGE", 3)
    for number in range(10):
        people.add(said(f"r{number}@example.org"), NOW)
    ids = [one.id for one in people.everyone("morning")]
    assert ids == sorted(set(ids))
    assert len(ids) == 10
    assert list(people.mailable("morning")) == ids


def test_a_mailbox_verdict_touches_neither_consent_nor_membership(people: Any) -> None:
    this = people.add(said(membership=Membership.MEMBER), NOW)
    people.judge(this.subscriber.id, Health.COMPLAINED)
    people.enter([said(health=Health.GOOD)], LATER)
    there = people.find("ana@example.org", "morning")
    assert there == replace(this, subscriber=replace(this.subscriber, health=Health.COMPLAINED))


def test_a_search_finds_address_and_name_and_takes_the_text_as_it_is(people: Any) -> None:
    for address, name in (
        ("ana@example.org", "Ana"),
        ("b_n@example.org", "Ben 100%"),
        ("bxn@example.org", ""),
    ):
        people.add(said(address, name=name), NOW)
    found = {
        words: [one.subscriber.address for one in people.search("morning", words)]
        for words in ("ANA@", "ben", "b_n", "0%", "%", "nobody")
    }
    assert found == {
        "ANA@": ["ana@example.org"],
        "ben": ["b_n@example.org"],
        "b_n": ["b_n@example.org"],
        "0%": ["b_n@example.org"],
        "%": ["b_n@example.org"],
        "nobody": [],
    }
    assert people.count("morning", "example") == 3
    first = people.search("morning", "example", most=2)
    rest = people.search("morning", "example", after=first[-1].id, most=2)
    assert [one.subscriber.address for one in first + rest] == [
        "ana@example.org",
        "b_n@example.org",
        "bxn@example.org",
    ]


def test_who_is_erased_is_gone_and_no_import_brings_them_back(people: Any) -> None:
    this = people.add(said(name="Ana"), NOW)
    evening = people.add(said(newsletter="evening"), NOW)
    assert people.remove("ANA@example.org", LATER) == (this.id, evening.id)
    assert people.remove("ana@example.org", LATER) == ()
    assert people.find("ana@example.org", "morning") is None
    assert people.subscriptions([this.id, evening.id]) == {}
    assert [entry.result for entry in people.enter([said(), said("ben@example.org")], LATER)] == [
        Result.ERASED,
        Result.ADDED,
    ]
    with pytest.raises(KeptOut, match="erased"):
        people.add(said(), LATER)


def test_who_was_erased_may_come_back_by_their_own_confirmation_alone(people: Any) -> None:
    people.add(said(), NOW)
    people.remove("ana@example.org", NOW)
    asked = people.add(said(consent=Consent.PENDING), LATER)
    assert list(people.mailable("morning")) == []
    assert people.enter([said()], LATER)[0].result is Result.ERASED
    people.confirm(asked.id, LATER, "confirmed by link")
    assert people.enter([said()], LATER)[0].result is Result.UNCHANGED
    assert list(people.mailable("morning")) == [asked.id]


def test_an_erased_person_leaves_a_keyed_mark_and_no_other_trace(database: Engine) -> None:
    people = People(database, SECRET)
    people.add(said("ana.unmistakable@example.org", name="Ana Unmistakable"), NOW)
    people.remove("ana.unmistakable@example.org", LATER)
    with database.connect() as connection:
        for table in tables.metadata.sorted_tables:
            assert "nmistakable" not in str(connection.execute(table.select()).all())
        assert len(connection.execute(tables.erasures.select()).all()) == 1
    assert (
        People(database, b"another key of thirty-two bytes.").enter([said()], LATER)[0].result is Result.ADDED
    )


def test_an_erased_person_is_wiped_from_the_file_itself(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/digest.db")
    migrate(engine)
    people = People(engine, SECRET)
    for address in ("ana.unmistakable@example.org", "ben@example.org"):
        people.add(said(address), NOW)
    people.remove("ana.unmistakable@example.org", LATER)
    engine.dispose()  # the last connection folds the log into the file
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"ben@example" in left
    assert b"unmistakable" not in left


def test_ids_of_the_erased_are_not_given_to_others(people: Any) -> None:
    gone = people.add(said(), NOW)
    people.remove("ana@example.org", NOW)
    assert people.add(said("ben@example.org"), NOW).id > gone.id


def test_only_who_may_be_mailed_at_this_moment_is_an_addressee(people: Any) -> None:
    """The way to them and nothing else, for as many as are asked for; unknown numbers are nobody."""
    names = ("ana", "ben", "cem", "dee")
    ana, ben, cem, dee = (people.add(said(f"{name}@example.org"), NOW) for name in names)
    people.leave(ben.id, LATER, "link")
    people.judge(cem.subscriber.id, Health.DEAD)
    people.enter([said("dee@example.org", format="lite")], NOW)
    asked = [one.id for one in (ana, ben, cem, dee)]

    assert people.addressees([*asked, 999]) == {
        ana.id: Addressee("ana@example.org", ana.format),
        dee.id: Addressee("dee@example.org", "lite"),
    }
    assert people.addressees([]) == {}


def test_whoever_stops_reading_who_is_mailable_leaves_nothing_open(people: Any) -> None:
    people.enter([said(f"r{number}@example.org") for number in range(30)], NOW)

    assert next(iter(people.mailable("morning"))) == next(iter(people.mailable("morning")))
    assert len(list(people.mailable("morning"))) == 30


def test_five_thousand_enter_at_once(database: Engine) -> None:
    people = People(database, SECRET)
    crowd = [said(f"r{number}@example.org") for number in range(5000)]
    assert {entry.result for entry in people.enter(crowd, NOW)} == {Result.ADDED}
    renamed = [replace(one, name="Reader") for one in crowd]
    assert {entry.result for entry in people.enter(renamed, NOW)} == {Result.CHANGED}
    assert len(people.subscriptions(list(people.mailable("morning")))) == 5000
