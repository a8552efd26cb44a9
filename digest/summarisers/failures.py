"""Why a model's words are not printed: a closed list, and the error that carries one of them."""

from __future__ import annotations

from enum import StrEnum

from digest.errors import DigestError


class Why(StrEnum):
    """What kept a model from a story, in the words of the day's account."""

    UNGROUNDED = "ungrounded"
    STYLE = "off house style"
    QUOTED = "quoting too much"
    REFUSED = "refused"
    BROKEN = "broken"
    LATE = "late"
    DOWN = "model down"
    BUDGET = "over budget"
    NOTHING = "nothing to write from"


ILLNESSES = frozenset({Why.BROKEN, Why.LATE, Why.DOWN})
"""What speaks against the model's server, and not against one story: some in a row, and it is left alone."""


class Failed(DigestError):  # noqa: N818  (named for what it is, as its siblings in `errors`)
    """A model gave nothing to print for this story; the extracted one stands. Never leaves this room."""

    def __init__(self, why: Why, text: str, *, mend: bool = False) -> None:
        """`mend` says that an operator has to mend it: no further story will fare better."""
        super().__init__(text)
        self.why = why
        self.mend = mend
