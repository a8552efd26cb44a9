"""What the newsroom is told of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What happened that somebody of the newsroom should know."""

    DRAFTED = "drafted"
    REMINDER = "reminder"
    QUIET = "quiet"
    BROKEN = "broken"
    BLOCKED = "blocked"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell, once for each kind and day, and for what it is `about` where there may be several.

    `left` are those to whom it is still to be told.
    `subject`, `text`, `url` and `headlines` are kept with it, so that what is told late says the same.
    `tries` counts how often somebody of `left` could not be reached.
    """

    newsletter: str
    day: date
    kind: NoticeKind
    at: datetime
    subject: str
    text: str
    url: str = ""
    headlines: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    tries: int = 0
    about: str = ""
    id: int | None = None

    @property
    def edition(self) -> str:
        """The name of the edition it is about, as links and messages have it."""
        return f"{self.newsletter}-{self.day.isoformat()}"
