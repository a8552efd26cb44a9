"""A step that changes nothing: it holds the number until the step that it was given to is there."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    pass
