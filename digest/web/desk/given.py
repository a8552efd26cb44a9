"""What every room of the desk is made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from digest.desk import as_configured
from digest.models import Setup
from digest.newsroom import Newsroom
from digest.sockets import Accounts
from digest.web.desk.entry import Entry
from digest.web.desk.kept import Kept
from digest.web.desk.pages import DeskPages

HOUR = "06:00"  # where the newsletter lives, unless schedule.publish says otherwise


@dataclass(frozen=True, slots=True)
class Desk:
    """The newsroom, its users, how pages are drawn, what time it is, and when editions go out."""

    room: Newsroom
    accounts: Accounts
    pages: DeskPages
    entry: Entry
    now: Callable[[], datetime]
    hour: str = HOUR
    _newsroom: Kept[Setup, Newsroom] = field(default_factory=Kept)

    @property
    def current(self) -> Newsroom:
        """The newsroom as config.toml has it at this moment: its sources, sections and words."""
        setup = self.room.configuration.setup()
        return self._newsroom.of(setup, lambda: as_configured(self.room, setup))
