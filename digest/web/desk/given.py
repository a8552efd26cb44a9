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
from digest.web.desk.trying import Trials

HOUR = "06:00"  # where the newsletter lives, unless schedule.publish says otherwise


@dataclass(frozen=True, slots=True)
class Desk:
    """The newsroom, its users, how pages are drawn, and what time it is.

    Pages and programs share what tries settings: one at a time.
    """

    room: Newsroom
    accounts: Accounts
    pages: DeskPages
    entry: Entry
    now: Callable[[], datetime]
    trials: Trials = field(default_factory=Trials)
    _newsroom: Kept[Setup, Newsroom] = field(default_factory=Kept)

    @property
    def hour(self) -> str:
        """When editions go out, by config.toml as it is at this moment."""
        return self.room.configuration.setup().hour or HOUR

    @property
    def current(self) -> Newsroom:
        """The newsroom as config.toml has it at this moment: its sources, sections and words."""
        setup = self.room.configuration.setup()
        return self._newsroom.of(setup, lambda: as_configured(self.room, setup))
