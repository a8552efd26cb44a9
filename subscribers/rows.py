"""Subscriptions as rows: how they are read from the tables, and how one row becomes the noun."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from subscribers.models import Consent, Health, Membership, Subscriber, Subscription
from subscribers.tables import subscribers, subscriptions


def joined() -> Select[Any]:
    """Every subscription with its person."""
    return select(
        subscriptions,
        subscribers.c.address,
        subscribers.c.name,
        subscribers.c.health,
        subscribers.c.membership,
        subscribers.c.created,
    ).join_from(subscriptions, subscribers, subscriptions.c.subscriber == subscribers.c.id)


def may_be_mailed() -> ColumnElement[bool]:
    """`Subscription.mailable` as a condition: asked of every pair of facts, to stand in one place."""
    return or_(
        *(
            and_(subscriptions.c.consent == consent, subscribers.c.health == health)
            for consent in Consent
            for health in Health
            if Subscription(0, Subscriber(0, "", health=health), "", consent).mailable
        )
    )


def noun(row: Row[Any]) -> Subscription:
    """One joined row as a Subscription."""
    person = Subscriber(
        id=row.subscriber,
        address=row.address,
        name=row.name,
        health=Health(row.health),
        membership=Membership(row.membership),
        created=row.created,
    )
    return Subscription(
        id=row.id,
        subscriber=person,
        newsletter=row.newsletter,
        consent=Consent(row.consent),
        consented=row.consented,
        evidence=row.evidence,
        format=row.format,
        zone=row.zone,
        language=row.language,
    )
