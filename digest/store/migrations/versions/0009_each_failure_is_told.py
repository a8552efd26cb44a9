"""Notices of one kind and day may be about different things: each failure is told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

OLD, NEW = "notices_newsletter_day_kind", "notices_newsletter_day_kind_about"


def upgrade() -> None:
    with op.batch_alter_table("notices", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("about", sa.Text, nullable=False, server_default=""))
        table.drop_constraint(OLD, type_="unique")
        table.create_unique_constraint(NEW, ["newsletter", "day", "kind", "about"])
