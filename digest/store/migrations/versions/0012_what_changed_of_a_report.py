"""How often what an article says has changed: what was made of it is made anew then, and not before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("articles", sa.Column("changes", sa.Integer, nullable=False, server_default="0"))
