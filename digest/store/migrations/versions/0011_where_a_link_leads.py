"""The page that a link by mail leads to; those that are out already lead to the first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("passes", sa.Column("page", sa.Text, nullable=False, server_default=""))
