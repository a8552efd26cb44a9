"""The tables of people: who they are, what they receive, and a mark for each who was erased."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from subscribers.dialects import BigKey, Moment, Words

metadata = MetaData()

# Ids are never used again: a link in an old mail must not act for someone else.
subscribers = Table(
    "subscribers",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("address", Words, nullable=False),
    Column("folded", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("health", Words, nullable=False),
    Column("membership", Words, nullable=False),
    Column("created", Moment, nullable=False),
    PrimaryKeyConstraint("id", name="subscribers_pk"),
    UniqueConstraint("folded", name="subscribers_folded"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", BigKey, nullable=False),
    Column("subscriber", BigKey, nullable=False),
    Column("newsletter", Words, nullable=False),
    Column("consent", Words, nullable=False),
    Column("consented", Moment),
    Column("evidence", Words, nullable=False),
    Column("format", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("language", Words, nullable=False),
    PrimaryKeyConstraint("id", name="subscriptions_pk"),
    ForeignKeyConstraint(
        ["subscriber"], ["subscribers.id"], name="subscriptions_subscriber", ondelete="CASCADE"
    ),
    UniqueConstraint("subscriber", "newsletter", name="subscriptions_subscriber_newsletter"),
    Index("subscriptions_newsletter", "newsletter", "id"),
    sqlite_autoincrement=True,
)

# `mark` is a keyed hash of the address: enough to keep an erased person out, not enough to name them.
erasures = Table(
    "erasures",
    metadata,
    Column("mark", Words, nullable=False),
    Column("erased", Moment, nullable=False),
    PrimaryKeyConstraint("mark", name="erasures_pk"),
)
