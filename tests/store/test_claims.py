"""Claims: who may be tried when, in which order, of which part, and what a claim costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text, update

from digest.models import DeliveryStatus, Edition, EditionStatus, Outcome, Tally, Wanted
from digest.store import turns
from digest.store.database import open_database
from digest.store.tables import deliveries
from tests.databases import Cluster
from tests.store.rooms import NOW, TODAY, Stores, edition, real, want

WAITING, SENDING, SENT, REFUSED, SKIPPED, UNCERTAIN = DeliveryStatus
HOUR = timedelta(hours=1)


def opened(stores: Stores, people: int) -> Edition:
    this: Edition = stores.editions.add(edition())
    stores.ledger.open(this, range(1, people + 1))
    return this


def put_off(stores: Stores, this: Edition, number: int, reply: str = "", hours: float = 1) -> list[int]:
    """Claim so many and put them off by an hour, tried or untried; their ids."""
    claimed = stores.ledger.turn(this, [], want(number))
    later = [Outcome(one.id, WAITING, reply, due=NOW + hours * HOUR) for one in claimed]
    stores.ledger.turn(this, later, want(0))
    return [one.id for one in claimed]


@pytest.mark.parametrize("reply", ["", "451 later"])
def test_nobody_is_claimed_before_their_moment(stores: Stores, reply: str) -> None:
    this = opened(stores, 3)
    first = put_off(stores, this, 2, reply)

    assert stores.ledger.next_due(this) == NOW + HOUR
    assert len(stores.ledger.turn(this, [], want(9))) == 1
    assert stores.ledger.turn(this, [], want(9, now=NOW + HOUR - timedelta(seconds=1))) == []
    again = stores.ledger.turn(this, [], want(9, now=NOW + HOUR))

    assert [one.id for one in again] == first
    assert {one.attempts for one in again} == {1 if reply else 0}
    assert stores.ledger.next_due(this) is None


def test_those_tried_least_come_first_then_those_whose_moment_has_come_then_by_id(stores: Stores) -> None:
    """Put off untried, never tried, tried once, tried and released: in this order."""
    this = opened(stores, 5)
    tried = put_off(stores, this, 1, "451 later")
    untried = put_off(stores, this, 1)
    [lost] = stores.ledger.turn(this, [], want(1))
    stores.ledger.strand(this, NOW)
    stores.ledger.release(this)

    claimed = stores.ledger.turn(this, [], want(9, now=NOW + HOUR))

    assert [one.subscription for one in claimed] == [2, 4, 5, 1, 3]
    assert [one.id for one in claimed[:1]] == untried
    assert [one.id for one in claimed[3:]] == [*tried, lost.id]


def test_a_claim_may_begin_behind_those_claimed_before_and_leave_out_those_put_off(stores: Stores) -> None:
    """What a send knows spares the database the looking: it changes who is asked first, and loses nobody."""
    this = opened(stores, 6)
    put_off(stores, this, 2, hours=0)
    fresh = stores.ledger.turn(this, [], want(1, put_off=False))

    [behind] = stores.ledger.turn(this, [], want(1, after=fresh[0].id + 1, put_off=False))

    assert (fresh[0].subscription, behind.subscription) == (3, 5)
    rest = stores.ledger.turn(this, [], want(9))
    assert sorted(one.subscription for one in rest) == [1, 2, 4, 6]


def test_the_ledger_knows_who_took_a_message_and_when(stores: Stores) -> None:
    this = opened(stores, 4)
    one, two, three = stores.ledger.turn(this, [], want(3, mailer="ses"))
    assert {one.mailer, two.mailer, three.mailer} == {"ses"}
    words = [
        Outcome(one.id, SENT, "ok", "id-1"),
        Outcome(two.id, SKIPPED, "left"),
        Outcome(three.id, WAITING),
    ]
    stores.ledger.turn(this, words, want(0))
    again = stores.ledger.turn(this, [], want(9, mailer="smtp", now=NOW + HOUR))
    stores.ledger.turn(this, [Outcome(each.id, SENT, "250 ok") for each in again], want(0, now=NOW + HOUR))

    told = [(each.subscription, each.mailer, each.at, each.receipt) for each in stores.ledger.listing(this)]

    assert told == [
        (1, "ses", NOW, "id-1"),
        (2, "", NOW, ""),
        (3, "smtp", NOW + HOUR, ""),
        (4, "smtp", NOW + HOUR, ""),
    ]
    assert stores.ledger.carried(this) == {"ses": 1, "smtp": 2}
    assert list(stores.ledger.carried(this))[-1] == "smtp"


def test_what_was_put_back_keeps_what_the_server_said_before(stores: Stores) -> None:
    this = opened(stores, 1)
    put_off(stores, this, 1, "451 later", hours=0)
    [claimed] = stores.ledger.turn(this, [], want(1))
    stores.ledger.turn(this, [Outcome(claimed.id, WAITING)], want(0))

    [row] = stores.ledger.listing(this)

    assert (row.status, row.attempts, row.reply, row.due) == (WAITING, 1, "451 later", None)


def test_a_part_is_claimed_stranded_released_given_up_and_counted_alone(stores: Stores) -> None:
    this = opened(stores, 9)
    first, second, third = stores.ledger.parts(this, 3)
    for part in (first, second, third):
        stores.ledger.turn(this, [], want(1, part=part))

    assert stores.ledger.strand(this, NOW, first) == 1
    assert stores.ledger.tally(this, first) == Tally(waiting=2, uncertain=1)
    assert stores.ledger.tally(this, second) == Tally(waiting=2, sending=1)
    assert stores.ledger.release(this, second) == 0
    assert stores.ledger.release(this, first) == 1
    assert stores.ledger.give_up(this, "too old", NOW, second) == 2
    assert len(stores.ledger.turn(this, [], want(9, part=third))) == 2
    assert stores.ledger.tally(this) == Tally(waiting=3, sending=4, skipped=2)
    assert stores.ledger.next_due(this, third) is None


def test_parts_cover_the_list_once_and_their_size_stands(stores: Stores) -> None:
    other = stores.editions.add(edition(TODAY.replace(day=14)))
    stores.ledger.open(other, range(1, 6))
    this = opened(stores, 10)
    assert stores.ledger.parts(this) == []

    parts = stores.ledger.parts(this, 4)

    ids = [one.id for one in stores.ledger.listing(this)]
    assert [id_ for first, last in parts for id_ in range(first, last + 1)] == ids
    assert [last - first + 1 for first, last in parts] == [4, 4, 2]
    assert stores.ledger.parts(this, 1) == stores.ledger.parts(this) == parts
    empty = stores.editions.add(edition(TODAY.replace(day=15)))
    stores.ledger.open(empty, [])
    assert stores.ledger.parts(empty, 4) == []


def test_who_still_waits_is_given_up_with_the_reason(stores: Stores) -> None:
    this = opened(stores, 3)
    put_off(stores, this, 1, "451 later")
    stores.ledger.turn(this, [], want(1))

    assert stores.ledger.give_up(this, "too old", NOW) == 2

    assert stores.ledger.tally(this) == Tally(sending=1, skipped=2)
    assert [(one.reply, one.at, one.due) for one in stores.ledger.listing(this, SKIPPED)] == [
        ("too old", NOW, None)
    ] * 2


def test_a_limit_leaves_out_the_end_of_the_list_however_often_it_is_set(stores: Stores) -> None:
    this = opened(stores, 5)

    assert [stores.ledger.limit(this, 3, "warm-up", NOW) for _ in range(2)] == [2, 0]
    assert stores.ledger.limit(this, 9, "warm-up", NOW) == 0

    assert [one.subscription for one in stores.ledger.listing(this, SKIPPED)] == [4, 5]
    assert stores.ledger.tally(this) == Tally(waiting=3, skipped=2)


def test_one_person_is_found_among_the_deliveries(stores: Stores) -> None:
    this = opened(stores, 2500)

    assert [one.subscription for one in stores.ledger.listing(this, subscription=1777)] == [1777]
    assert list(stores.ledger.listing(this, SENT, 1777)) == []
    assert [one.subscription for one in stores.ledger.listing(this)] == list(range(1, 2501))


def test_nobody_of_a_held_edition_is_due(stores: Stores) -> None:
    this = opened(stores, 2)
    put_off(stores, this, 1)
    stores.editions.save(this.moved(EditionStatus.HELD))

    assert stores.ledger.next_due(this) is None


@pytest.mark.parametrize("others", ["settled", "put off untried", "put off after a try"])
def test_a_claim_costs_the_same_beside_any_number_of_others(database: Engine, others: str) -> None:
    """Twenty thousand who are settled or not due are not looked at, by the work the database does."""
    stores = real(database)
    this = opened(stores, 20_020)
    far = {"due": NOW + HOUR}
    values = {
        "settled": {"status": SENT},
        "put off untried": far,
        "put off after a try": far | {"attempts": 1},
    }[others]
    wanted = want(10, now=NOW)
    small = work(database, stores, this, wanted)
    with database.begin() as connection:
        bulk = update(deliveries).where(deliveries.c.subscription.between(11, 20_010))
        connection.execute(bulk.values(**values))
    if database.dialect.name == "postgresql":
        with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE deliveries")

    assert work(database, stores, this, wanted) <= 2 * small


def test_postgresql_settles_in_place(cluster: Cluster) -> None:
    """No index knows what an answer changes: none is written to (HOT), and the old row needs no vacuum."""
    engine = open_database(cluster.emptied())
    stores = real(engine)
    this = opened(stores, 50)
    claimed = stores.ledger.turn(this, [], want(50))
    answers = [Outcome(one.id, SENT, "250 ok", f"id-{one.id}") for one in claimed]
    in_place = text("SELECT pg_stat_get_xact_tuples_hot_updated('deliveries'::regclass)")
    with engine.begin() as connection:
        turns.settle(connection, claimed[0].edition, answers, NOW, 4)
        assert connection.scalar(in_place) == 50
    engine.dispose()


def work(database: Engine, stores: Stores, this: Edition, wanted: Wanted) -> int:
    """What a claim of ten costs: steps of SQLite's machine, or pages of PostgreSQL's plan."""
    if database.dialect.name == "postgresql":
        return pages(database, this, wanted)
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    raw = database.raw_connection()
    raw.driver_connection.set_progress_handler(step, 10)  # type: ignore[union-attr]
    raw.close()
    assert len(stores.ledger.turn(this, [], wanted)) == 10
    raw = database.raw_connection()
    raw.driver_connection.set_progress_handler(None, 10)  # type: ignore[union-attr]
    raw.close()
    return steps


def pages(database: Engine, this: Edition, wanted: Wanted) -> int:
    given = {"of": this.id, "tried": 0, "first": 1, "last": turns.LAST_ID, "most": wanted.most, "now": NOW}
    total = 0
    for statement in (turns.CLAIM_AT_ONCE, turns.CLAIM_DUE):
        for tried in range(4):
            compiled = statement.compile(dialect=database.dialect)
            values = compiled.construct_params(given | {"tried": tried, "by": "post"})
            with database.begin() as connection:
                said = connection.exec_driver_sql(
                    f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {compiled}", values
                )
                [plan] = said.scalar_one()
            total += plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
    return total
