"""The first tables: sources, articles, editions, deliveries; subscribers, subscriptions, erasures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _newsroom()
    _deliveries()
    _people()


def _newsroom() -> None:
    op.create_table(
        "sources",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("moved_to", sa.Text, nullable=False),
        sa.Column("checked", moment),
        sa.Column("succeeded", moment),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("ill", sa.Text, nullable=False),
        sa.Column("not_before", moment),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="sources_pk"),
    )
    op.create_table(
        "articles",
        sa.Column("id", key, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", moment, nullable=False),
        sa.Column("undated", sa.Boolean, nullable=False),
        sa.Column("seen", moment, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("categories", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="articles_pk"),
        sa.UniqueConstraint("source", "url", name="articles_source_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("articles_source_published", "articles", ["source", "published"])
    op.create_index("articles_source_seen", "articles", ["source", "seen"])
    op.create_index("articles_url", "articles", ["url"])


def _deliveries() -> None:
    op.create_table(
        "editions",
        sa.Column("id", key, nullable=False),
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sanctioned_by", sa.Text),
        sa.Column("sanctioned_at", moment),
        sa.Column("sanctioned_fingerprint", sa.Text),
        sa.Column("listed", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="editions_pk"),
        sa.UniqueConstraint("newsletter", "day", name="editions_newsletter_day"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", key, nullable=False),
        sa.Column("edition", key, nullable=False),
        sa.Column("subscription", key, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="deliveries_pk"),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="deliveries_edition", ondelete="CASCADE"),
        sa.UniqueConstraint("subscription", "edition", name="deliveries_subscription_edition"),
        sqlite_autoincrement=True,
    )
    op.create_index("deliveries_edition_status", "deliveries", ["edition", "status", "attempts", "id"])


def _people() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", key, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("health", sa.Text, nullable=False),
        sa.Column("membership", sa.Text, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="subscribers_pk"),
        sa.UniqueConstraint("folded", name="subscribers_folded"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", key, nullable=False),
        sa.Column("subscriber", key, nullable=False),
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("consented", moment),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="subscriptions_pk"),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscribers.id"], name="subscriptions_subscriber", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("subscriber", "newsletter", name="subscriptions_subscriber_newsletter"),
        sqlite_autoincrement=True,
    )
    op.create_index("subscriptions_newsletter", "subscriptions", ["newsletter", "id"])
    op.create_table(
        "erasures",
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("erased", moment, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="erasures_pk"),
    )
