"""Leaving, and taking it back: many in one transaction, each with the proof of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from subscribers.dialects import chunks
from subscribers.entering import store
from subscribers.errors import NobodyThere
from subscribers.models import Consent, Departure, Subscription
from subscribers.rows import joined, noun
from subscribers.tables import subscriptions


def leave(connection: Connection, departures: Sequence[Departure]) -> dict[int, Subscription]:
    """These leave, once: how each stands afterwards, by id. Who was erased is missing."""
    there = _locked(connection, [one.subscription for one in departures])
    left: dict[int, Subscription] = {}
    for one in departures:
        stands = there.get(one.subscription)
        if stands is not None and stands.consent is not Consent.LEFT:
            there[stands.id] = left[stands.id] = stands.left(one.at, one.evidence)
    if left:
        store(connection, list(left.values()))
    return there


def come_back(connection: Connection, subscription: int, at: datetime, evidence: str) -> Subscription:
    """This one takes back that they left. Raises KeptOut when it is too late, NobodyThere."""
    there = one_locked(connection, subscription)
    if there.consent is Consent.GIVEN:
        return there
    back = there.returned(at, evidence)
    store(connection, [back])
    return back


def one_locked(connection: Connection, subscription: int) -> Subscription:
    """This subscription, kept from other writers until the end of the transaction. Raises NobodyThere."""
    there = _locked(connection, [subscription])
    if subscription not in there:
        raise NobodyThere(f"no subscription has the number {subscription}: it was erased, or never was")
    return there[subscription]


def _locked(connection: Connection, ids: Sequence[int]) -> dict[int, Subscription]:
    found: dict[int, Subscription] = {}
    for some in chunks(sorted(set(ids))):
        rows = joined().where(subscriptions.c.id.in_(some)).order_by(subscriptions.c.id).with_for_update()
        found |= {row.id: noun(row) for row in connection.execute(rows)}
    return found
