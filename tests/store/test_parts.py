"""The frozen list in parts: cut once for good, and counted one by one."""

from __future__ import annotations

from sqlalchemy import Engine, text

from digest.models import DeliveryStatus, Outcome, Tally
from digest.store.database import open_database
from tests.databases import Cluster
from tests.store.rooms import TODAY, Stores, edition, want

SENT = DeliveryStatus.SENT


def test_each_part_stands_for_itself_and_together_they_are_the_edition(stores: Stores) -> None:
    other = stores.editions.add(edition(newsletter="evening"))
    stores.ledger.open(other, range(1, 4))
    this = stores.editions.add(edition())
    stores.ledger.open(this, range(1, 8))
    parts = stores.ledger.parts(this, 3)

    claimed = stores.ledger.turn(this, [], want(2, part=parts[0]))
    stores.ledger.turn(this, [Outcome(claimed[0].id, SENT)], want(0))
    stores.ledger.turn(this, [], want(9, part=parts[2]))

    assert parts == [(4, 6), (7, 9), (10, 10)]
    standings = stores.ledger.standings(this)
    assert list(standings) == parts
    assert list(standings.values()) == [Tally(1, 1, 1), Tally(waiting=3), Tally(sending=1)]
    assert sum(standings.values(), Tally()) == stores.ledger.tally(this)


def test_a_list_that_was_never_cut_has_no_parts(stores: Stores) -> None:
    this = stores.editions.add(edition())
    stores.ledger.open(this, range(1, 3))

    assert stores.ledger.standings(this) == {}
    assert stores.ledger.standings(stores.editions.add(edition(TODAY.replace(day=14)))) == {}


def test_the_first_size_asked_for_stands_for_good(stores: Stores) -> None:
    this = stores.editions.add(edition())
    stores.ledger.open(this, range(1, 5))

    assert stores.ledger.parts(this, 2) == stores.ledger.parts(this, 3) == [(1, 2), (3, 4)]
    assert stores.ledger.parts(this) == [(1, 2), (3, 4)]


def test_postgresql_asks_whether_we_are_still_there(cluster: Cluster) -> None:
    """A machine that lost its power holds its locks no longer than that takes."""
    engine: Engine = open_database(cluster.emptied())
    asked = text("SELECT name FROM pg_settings WHERE name LIKE 'tcp_keepalives%' AND source = 'session'")
    with engine.connect() as connection:
        assert len(connection.scalars(asked).all()) == 3
    engine.dispose()
