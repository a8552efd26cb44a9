"""The desk: the record of each edition, corrections, notices, and who works there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("editions", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    _record()
    _corrections()
    _accounts()


def _record() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", key, nullable=False),
        sa.Column("edition", key, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("form", sa.Integer),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="revisions_pk"),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="revisions_edition", ondelete="CASCADE"),
        sa.UniqueConstraint("edition", "number", name="revisions_edition_number"),
        sqlite_autoincrement=True,
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", key, nullable=False),
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("carried", key),
        sa.Column("mailed", key),
        sa.PrimaryKeyConstraint("id", name="corrections_pk"),
        sqlite_autoincrement=True,
    )
    op.create_index("corrections_newsletter_day", "corrections", ["newsletter", "day"])
    op.create_table(
        "notices",
        sa.Column("id", key, nullable=False),
        sa.Column("newsletter", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("left", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="notices_pk"),
        sa.UniqueConstraint("newsletter", "day", "kind", name="notices_newsletter_day_kind"),
        sqlite_autoincrement=True,
    )


def _accounts() -> None:
    op.create_table(
        "users",
        sa.Column("id", key, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("seen", moment),
        sa.PrimaryKeyConstraint("id", name="users_pk"),
        sa.UniqueConstraint("address", name="users_address"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "passes",
        sa.Column("id", key, nullable=False),
        sa.Column("user", key, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("ends", moment, nullable=False),
        sa.Column("seen", moment),
        sa.PrimaryKeyConstraint("id", name="passes_pk"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="passes_user", ondelete="CASCADE"),
        sa.UniqueConstraint("secret", name="passes_secret"),
        sqlite_autoincrement=True,
    )
    op.create_index("passes_user", "passes", ["user"])
    op.create_table(
        "attempts",
        sa.Column("id", key, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="attempts_pk"),
        sqlite_autoincrement=True,
    )
    op.create_index("attempts_key_at", "attempts", ["key", "at"])
