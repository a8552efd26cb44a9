"""How often the locks of a send were taken: who lost one learns whether others had it since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "fences",
        sa.Column("lock", sa.Text, nullable=False),
        sa.Column("alone", sa.Integer, nullable=False),
        sa.Column("shared", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("lock", name="fences_pk"),
    )
