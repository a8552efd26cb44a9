"""What pages say: where an article stands in its site, and by what right it is published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("articles", sa.Column("page", sa.JSON))
    op.add_column("articles", sa.Column("rights", sa.Text, nullable=False, server_default=""))
