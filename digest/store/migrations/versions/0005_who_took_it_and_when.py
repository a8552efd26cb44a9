"""Which mailer took a delivery, when it may be tried, when it was answered; parts of an edition's list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("editions", sa.Column("part_size", sa.Integer))
    op.add_column("deliveries", sa.Column("mailer", sa.Text, nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("due", sa.DateTime(timezone=True)))
    op.add_column("deliveries", sa.Column("at", sa.DateTime(timezone=True)))
    op.drop_index("deliveries_edition_status", "deliveries")
    op.create_index("deliveries_claim", "deliveries", ["edition", "status", "attempts", "due", "id"])
