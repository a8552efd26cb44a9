"""Who is signed in, as every page of the desk is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from digest.models import Doorway, Hand, Role, User


@dataclass(frozen=True, slots=True)
class Signed:
    """A user, and the token that every form of theirs carries. `by` is the id of the session or token.

    `door` is where they came in, as the record of an edition has it.
    """

    user: User
    csrf: str = field(repr=False)
    by: int = 0
    door: Doorway = Doorway.PAGE

    @property
    def chief(self) -> bool:
        return self.user.role is Role.CHIEF

    def hand(self, at: datetime) -> Hand:
        """They, as the verbs of the desk know them."""
        return Hand(self.user.name, at, self.user.role, self.door)


async def _signed(request: Request) -> Signed:
    signed: Signed = request.state.signed
    return signed


Who = Annotated[Signed, Depends(_signed)]
"""What a page asks for to be told who looks at it. Open pages, which anybody sees, cannot ask."""
