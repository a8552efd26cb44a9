"""Who works at the desk, and what lets them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from digest.models.revisions import Role


@dataclass(frozen=True, slots=True)
class User:
    """Somebody of the newsroom. An empty `password` (a hash) lets nobody in; links by mail still do."""

    id: int
    name: str
    address: str
    role: Role
    created: datetime
    password: str = field(default="", repr=False)
    active: bool = True
    seen: datetime | None = None


class PassKind(StrEnum):
    """What lets somebody in: a signed-in browser, a link in a mail (once), or a program's token."""

    SESSION = "session"
    LINK = "link"
    API = "api"


@dataclass(frozen=True, slots=True)
class Pass:
    """One thing that lets a user in until it ends. Its secret is known to its bearer alone.

    `label` tells one's own apart: a browser, or the name given to a program's token. `page` is the path that
    a link leads to; where it is empty, that is the first page.
    """

    id: int
    user: int
    kind: PassKind
    created: datetime
    ends: datetime
    label: str = ""
    seen: datetime | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries under a key within a time."""

    key: str
    most: int
    within: timedelta
