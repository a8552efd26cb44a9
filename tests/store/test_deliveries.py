"""The ledger: a frozen list, each person once, and every row accounted for at every moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from digest.errors import StoreError
from digest.models import Delivery, DeliveryStatus, Edition, EditionStatus, Outcome, Tally
from digest.store.deliveries import Ledger
from digest.store.tables import deliveries
from tests.store.rooms import NOW, TODAY, Stores, edition, fake, want

WAITING, SENDING, SENT, REFUSED, SKIPPED, UNCERTAIN = DeliveryStatus


def opened(stores: Stores, *subscriptions: int) -> Edition:
    this: Edition = stores.editions.add(edition())
    stores.ledger.open(this, subscriptions)
    return this


def test_the_list_is_one_waiting_row_per_person(stores: Stores) -> None:
    this = stores.editions.add(edition())
    assert stores.ledger.open(this, iter([5, 3, 5, 9])) == 3
    waiting = list(stores.ledger.listing(this, WAITING))
    assert [one.subscription for one in waiting] == [5, 3, 9]
    assert stores.ledger.tally(this) == Tally(waiting=3)


def test_a_delivery_is_found_by_its_number(stores: Stores) -> None:
    this = opened(stores, 5, 3)
    for one in stores.ledger.listing(this, WAITING):
        assert stores.ledger.numbered(one.id) == one
    assert stores.ledger.numbered(77) is None


def test_the_list_is_frozen_once_also_when_it_is_empty(stores: Stores) -> None:
    this = opened(stores, 1, 2)
    assert stores.ledger.open(this, [1, 2, 3]) == 2
    tomorrow = stores.editions.add(edition(TODAY.replace(day=14)))
    assert stores.ledger.open(tomorrow, []) == 0
    assert stores.ledger.open(tomorrow, [1]) == 0
    assert stores.ledger.tally(tomorrow).finished


def test_a_list_that_breaks_off_while_it_is_read_leaves_nothing_behind(database) -> None:
    from tests.store.rooms import real

    def broken():
        yield from range(25_000)
        raise KeyboardInterrupt

    stores = real(database)
    this = stores.editions.add(edition())
    with pytest.raises(KeyboardInterrupt):
        stores.ledger.open(this, broken())
    assert stores.ledger.tally(this) == Tally()
    assert stores.ledger.open(this, range(3)) == 3


def test_nothing_is_claimed_of_a_held_edition(stores: Stores) -> None:
    this = opened(stores, 1, 2)
    held = stores.editions.save(this.moved(EditionStatus.HELD))
    assert stores.ledger.turn(held, [], want(2)) == []
    stores.editions.save(held.moved(EditionStatus.DRAFT))
    assert len(stores.ledger.turn(held, [], want(2))) == 2


def test_an_edition_that_was_never_added_has_no_list(stores: Stores) -> None:
    for unknown in (edition(), edition(id=77)):
        with pytest.raises(StoreError, match="never added"):
            stores.ledger.open(unknown, [1])


def test_a_turn_claims_in_order_and_settles_what_the_server_said(stores: Stores) -> None:
    this = opened(stores, 1, 2, 3, 4)
    first = stores.ledger.turn(this, [], want(3))
    assert [(one.subscription, one.status, one.edition) for one in first] == [
        (number, SENDING, this.id) for number in (1, 2, 3)
    ]
    words = [Outcome(first[2].id, SKIPPED), Outcome(first[0].id, SENT, "250 ok", "q1")]
    last = stores.ledger.turn(this, [*words, Outcome(first[1].id, REFUSED, "550 no such user")], want(10))
    assert [one.subscription for one in last] == [4]
    assert stores.ledger.tally(this) == Tally(sending=1, sent=1, refused=1, skipped=1)
    assert list(stores.ledger.listing(this, REFUSED)) == [
        replace(first[1], status=REFUSED, reply="550 no such user", at=NOW)
    ]
    assert stores.ledger.turn(this, [Outcome(last[0].id, UNCERTAIN, "dropped")], want(10)) == []
    assert stores.ledger.tally(this).finished


def test_nothing_is_claimed_where_nothing_is_asked(stores: Stores) -> None:
    this = opened(stores, 1)
    assert stores.ledger.turn(this, [], want(0)) == []
    assert stores.ledger.tally(this) == Tally(waiting=1)


def test_only_what_is_on_the_wire_is_settled(stores: Stores) -> None:
    this, other = opened(stores, 1, 2), stores.editions.add(edition(newsletter="evening"))
    stores.ledger.open(other, [1])
    [on_wire] = stores.ledger.turn(this, [], want(1))
    [waiting] = list(stores.ledger.listing(this, WAITING))
    [elsewhere] = stores.ledger.turn(other, [], want(1))
    wrong = [Outcome(one, SENT) for one in (waiting.id, elsewhere.id, 10_000)]
    stores.ledger.turn(this, [*wrong, Outcome(on_wire.id, SENT, "250 ok")], want(0))
    stores.ledger.turn(this, [Outcome(on_wire.id, REFUSED, "late word")], want(0))
    assert stores.ledger.tally(this) == Tally(waiting=1, sent=1)
    assert stores.ledger.tally(other) == Tally(sending=1)


def test_who_is_to_be_tried_later_comes_after_all_others_and_four_times_at_most(stores: Stores) -> None:
    this = opened(stores, 1, 2)
    [first] = stores.ledger.turn(this, [], want(1))
    later = Outcome(first.id, WAITING, "451 try again")
    second, again = stores.ledger.turn(this, [later], want(2))
    assert (second.subscription, again.subscription) == (2, 1)
    assert (again.attempts, again.reply) == (1, "451 try again")
    stores.ledger.turn(this, [Outcome(second.id, SENT)], want(0))
    for attempts in (2, 3):
        [again] = stores.ledger.turn(this, [later], want(5))
        assert again.attempts == attempts
    assert stores.ledger.turn(this, [later], want(5)) == []
    assert list(stores.ledger.listing(this, REFUSED)) == [
        Delivery(first.id, this.id, 1, REFUSED, 4, "451 try again", mailer="post", at=NOW)
    ]
    assert stores.ledger.tally(this).finished


def test_what_was_claimed_and_not_tried_goes_back_without_counting(stores: Stores) -> None:
    this = opened(stores, 1)
    for _ in range(9):
        [claimed] = stores.ledger.turn(this, [], want(1))
        assert claimed.attempts == 0
        stores.ledger.turn(this, [Outcome(claimed.id, WAITING)], want(0))
    assert stores.ledger.tally(this) == Tally(waiting=1)


def test_what_a_dead_process_left_is_uncertain_until_released(stores: Stores) -> None:
    this = opened(stores, 1, 2, 3)
    first, second = stores.ledger.turn(this, [], want(2))
    stores.ledger.turn(this, [Outcome(first.id, SENT)], want(0))
    assert stores.ledger.strand(this, NOW) == 1
    assert stores.ledger.strand(this, NOW) == 0
    assert stores.ledger.tally(this) == Tally(waiting=1, sent=1, uncertain=1)
    assert stores.ledger.release(this) == 1
    claimed = stores.ledger.turn(this, [], want(5))
    assert [(one.subscription, one.attempts) for one in claimed] == [(3, 0), (second.subscription, 1)]


def test_a_delivery_that_kills_its_process_each_time_is_not_released_for_ever(stores: Stores) -> None:
    this = opened(stores, 1)
    released = 0
    for _ in range(9):
        stores.ledger.turn(this, [], want(1))
        stores.ledger.strand(this, NOW)
        released += stores.ledger.release(this)
    assert released == 3
    assert stores.ledger.tally(this) == Tally(uncertain=1)


def test_what_servers_said_of_an_erased_person_is_blanked_and_the_count_stays(database) -> None:
    from tests.store.rooms import real

    stores = real(database)
    this = opened(stores, 1, 2)
    gone, there = stores.ledger.turn(this, [], want(2))
    words = [
        Outcome(one.id, REFUSED, f"550 reader{one.subscription}@example.org", "q") for one in (gone, there)
    ]
    stores.ledger.turn(this, words, want(0))
    stores.ledger.forget([gone.subscription, 999])
    with database.connect() as connection:
        kept = connection.execute(select(deliveries.c.reply, deliveries.c.receipt).order_by(deliveries.c.id))
        assert [tuple(row) for row in kept] == [("", ""), ("550 reader2@example.org", "q")]
    assert stores.ledger.tally(this) == Tally(refused=2)


def test_hostile_and_endless_replies_are_kept_short_and_storable(database) -> None:
    from tests.store.rooms import real

    stores = real(database)
    this = opened(stores, 1)
    [claimed] = stores.ledger.turn(this, [], want(1))
    stores.ledger.turn(this, [Outcome(claimed.id, REFUSED, "\0\ud800x" * 100_000, "\0")], want(0))
    assert len(next(stores.ledger.listing(this, REFUSED)).reply) <= 1000


def test_ten_thousand_are_claimed_and_settled_in_one_turn(database) -> None:
    from tests.store.rooms import real

    stores = real(database)
    this = opened(stores, *range(1, 12_001))
    claimed = stores.ledger.turn(this, [], want(10_000))
    stores.ledger.turn(this, [Outcome(one.id, SENT) for one in reversed(claimed)], want(0))
    assert stores.ledger.tally(this) == Tally(waiting=2000, sent=10_000)


actions = st.lists(
    st.one_of(
        st.tuples(
            st.just("turn"), st.integers(0, 5), st.lists(st.sampled_from(list(DeliveryStatus)), max_size=5)
        ),
        st.tuples(st.sampled_from(["strand", "release"]), st.just(0), st.just([])),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=actions, people=st.integers(0, 12))
def test_every_row_is_in_one_status_whatever_happens_and_the_fake_agrees(database, script, people) -> None:
    from tests.store.rooms import real

    both = [real(database), fake()]
    day = replace(edition(), newsletter=f"n{len(both[0].editions.all('x'))}{next(NUMBERS)}")
    these = [stores.editions.add(day) for stores in both]
    for stores, this in zip(both, these, strict=True):
        assert stores.ledger.open(this, range(people)) == people
    on_wire: list[list[Delivery]] = [[], []]
    for verb, claim, words in script:
        for side, (stores, this) in enumerate(zip(both, these, strict=True)):
            if verb != "turn":
                getattr(stores.ledger, verb)(this, *([NOW] if verb == "strand" else []))
                continue
            settled = [
                Outcome(one.id, word, "451 later")
                for one, word in zip(on_wire[side], words, strict=False)
                if word is not SENDING
            ]
            done = {outcome.delivery for outcome in settled}
            on_wire[side] = [one for one in on_wire[side] if one.id not in done]
            on_wire[side] += stores.ledger.turn(this, settled, want(claim))
        tallies = [stores.ledger.tally(this) for stores, this in zip(both, these, strict=True)]
        assert tallies[0] == tallies[1]
        assert tallies[0].listed == people


NUMBERS = iter(range(1_000_000))


def test_a_ledger_takes_its_number_of_tries_from_its_options(database) -> None:
    from tests.store.rooms import real

    ledger = Ledger(database, tries=1)
    this = opened(real(database), 1)
    [only] = ledger.turn(this, [], want(1))
    ledger.turn(this, [Outcome(only.id, WAITING, "451 later")], want(0))
    assert ledger.tally(this) == Tally(refused=1)
