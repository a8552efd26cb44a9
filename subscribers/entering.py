"""Entering registrations, many in one transaction: new people in, known ones brought up to date."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from subscribers.addresses import folded
from subscribers.dialects import chunks, insert_missing
from subscribers.models import Consent, Entry, Health, Membership, Registration, Result, Subscription
from subscribers.rows import joined, noun
from subscribers.tables import erasures, subscribers, subscriptions

Key = tuple[str, str]  # the folded address, and the newsletter


def mark(secret: bytes, address: str) -> str:
    """What is left of an erased person: a keyed hash, against which an address can be held."""
    return hmac.digest(secret, b"erased:" + folded(address).encode(), hashlib.sha256).hex()


def enter(
    connection: Connection, secret: bytes, registrations: Sequence[Registration], at: datetime
) -> list[Entry]:
    """Enter these, an entry for each; of two for the same person and newsletter the first stands."""
    erased = _erased(connection, secret, registrations)
    welcome: dict[Key, Registration] = {}
    for one in registrations:
        if one.address not in erased:
            welcome.setdefault(_key(one), _dated(one, at))
    stood = _there(connection, welcome)
    new = {key: one for key, one in sorted(welcome.items()) if key not in stood}
    _add(connection, new, at)
    stood |= _there(connection, new)
    stand = {key: one.subscribed(stood[key]) for key, one in welcome.items()}
    _change(connection, [(stood[key], now) for key, now in stand.items() if now != stood[key]])
    return [
        Entry(Result.ERASED, None)
        if one.address in erased
        else Entry(_result(one, _key(one) in new, stood[_key(one)], stand[_key(one)]), stand[_key(one)])
        for one in registrations
    ]


def _key(one: Registration) -> Key:
    return folded(one.address), one.newsletter


def _dated(one: Registration, at: datetime) -> Registration:
    said = one.consent is not Consent.PENDING and one.consented is None
    return replace(one, consented=at) if said else one


def _result(one: Registration, new: bool, stood: Subscription, stands: Subscription) -> Result:
    if new:
        return Result.ADDED
    if one.consent is Consent.GIVEN and stands.consent is Consent.LEFT:
        return Result.LEFT
    return Result.UNCHANGED if stands == stood else Result.CHANGED


def _erased(connection: Connection, secret: bytes, registrations: Sequence[Registration]) -> set[str]:
    """The addresses of erased people, but for those who ask anew themselves and have yet to confirm."""
    marks: dict[str, list[str]] = {}
    for one in registrations:
        if one.consent is not Consent.PENDING:
            marks.setdefault(mark(secret, one.address), []).append(one.address)
    found: set[str] = set()
    for some in chunks(list(marks)):
        for there in connection.scalars(select(erasures.c.mark).where(erasures.c.mark.in_(some))):
            found.update(marks[there])
    return found


def _there(connection: Connection, keys: Collection[Key]) -> dict[Key, Subscription]:
    """The subscriptions of these keys, kept from other writers until the end of the transaction."""
    found: dict[Key, Subscription] = {}
    for some in chunks(sorted({address for address, _ in keys})):
        rows = (
            joined()
            .add_columns(subscribers.c.folded)
            .where(subscribers.c.folded.in_(some))
            .order_by(subscriptions.c.id)
            .with_for_update()
        )
        # The newsletter is looked at here: asked of SQLite as well, it would read the whole newsletter.
        found |= {(row.folded, row.newsletter): noun(row) for row in connection.execute(rows)}
    return {key: found[key] for key in keys if key in found}


def _add(connection: Connection, new: dict[Key, Registration], at: datetime) -> None:
    if not new:
        return
    people = [
        {
            "address": one.address,
            "folded": address,
            "name": one.name,
            "health": one.health or Health.GOOD,
            "membership": one.membership or Membership.NONE,
            "created": at,
        }
        for (address, _), one in new.items()
    ]
    connection.execute(insert_missing(connection, subscribers), people)
    ids: dict[str, int] = {}
    for some in chunks([address for address, _ in new]):
        rows = select(subscribers.c.folded, subscribers.c.id).where(subscribers.c.folded.in_(some))
        ids |= {row.folded: row.id for row in connection.execute(rows)}
    _subscribe(connection, [(ids[address], one) for (address, _), one in new.items()])


def _subscribe(connection: Connection, people: Sequence[tuple[int, Registration]]) -> None:
    connection.execute(
        insert_missing(connection, subscriptions),
        [
            {
                "subscriber": subscriber,
                "newsletter": one.newsletter,
                "consent": one.consent,
                "consented": one.consented,
                "evidence": one.evidence,
                "format": one.format or "full",
                "zone": one.zone,
                "language": one.language,
            }
            for subscriber, one in people
        ],
    )


def _change(connection: Connection, changes: Sequence[tuple[Subscription, Subscription]]) -> None:
    if changes:
        store(connection, [stands for _, stands in changes])
    people = [now.subscriber for stood, now in changes if now.subscriber != stood.subscriber]
    if people:
        connection.execute(
            update(subscribers).where(subscribers.c.id == bindparam("this")),
            [{"this": one.id, "name": one.name, "membership": one.membership} for one in people],
        )


def store(connection: Connection, subscribed: Sequence[Subscription]) -> None:
    """Write what was said of these subscriptions; the people are left as they are."""
    connection.execute(
        update(subscriptions).where(subscriptions.c.id == bindparam("this")),
        [
            {
                "this": stands.id,
                "consent": stands.consent,
                "consented": stands.consented,
                "evidence": stands.evidence,
                "format": stands.format,
                "zone": stands.zone,
                "language": stands.language,
            }
            for stands in subscribed
        ],
    )
