"""When an article was first kept, so that a day can be drafted again as it stood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("found", sa.DateTime(timezone=True)))
