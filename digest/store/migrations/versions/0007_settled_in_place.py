"""PostgreSQL settles a delivery in place: no index knows of a change after the claim."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NAME = "deliveries_subscription_edition"


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    waits = sa.Computed("status = 'waiting'", persisted=postgresql)  # SQLite cannot add a stored one
    op.add_column("deliveries", sa.Column("waits", sa.Boolean, waits))
    if not postgresql:
        return
    op.drop_index("deliveries_claim", "deliveries")
    op.create_index(
        "deliveries_waits",
        "deliveries",
        ["edition", "attempts", "due", "id"],
        postgresql_where=sa.text("waits"),
    )
    op.drop_constraint(NAME, "deliveries")
    op.create_unique_constraint(NAME, "deliveries", ["edition", "subscription"])
