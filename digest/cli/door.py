"""What every command is given: where the configuration is, how to speak, and how to open the newsroom."""

from __future__ import annotations

import getpass
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from digest.cli.clock import SystemClock
from digest.cli.screen import Screen
from digest.errors import ConfigurationError

if TYPE_CHECKING:
    from digest.models import Hand
    from digest.newsroom import Newsroom, ReadingRoom
    from digest.settings import Settings


log = logging.getLogger("digest.service")


class Door:
    """The terminal side of the house, for the length of one command."""

    def __init__(self, config: Path, screen: Screen, clock: SystemClock, *, verbose: bool) -> None:
        self.config = config
        self.screen = screen
        self.clock = clock
        self._fault = ""  # of the configuration file, as it was last told
        logging.basicConfig(
            level=logging.INFO if verbose else logging.WARNING,
            format="%(asctime)s %(levelname)s %(message)s",
        )
        # Libraries that report each malformed stylesheet or page as a warning of their own.
        for name in ("cssutils", "CSSUTILS", "trafilatura", "urllib3", "alembic", "apscheduler", "htmldate"):
            logging.getLogger(name).setLevel(logging.CRITICAL)

    @cached_property
    def written(self) -> Settings:
        """The settings of the configuration file, for commands that only look."""
        from digest.settings import load

        return load(self.config)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the configuration file, for commands that may send."""
        settings = self.written
        if self.clock.replays and any(one.kind != "folder" for one in settings.mailers):
            raise ConfigurationError(
                '--now replays a past day, which nobody is mailed: [mailer] kind = "folder"'
            )
        return settings

    def look_again(self) -> None:
        """Read the configuration file anew, for a service that runs for days.

        Where it is broken now, the settings stand that were good last; the log says why, once for each fault.
        """
        from digest.settings import load

        try:
            fresh = load(self.config)
        except ConfigurationError as fault:
            if str(fault) != self._fault:
                self._fault = str(fault)
                log.error("%s; what was read before still counts", fault)  # noqa: TRY400  (an operator's words)
            return
        self._fault = ""
        self.__dict__.pop("settings", None)
        self.__dict__["written"] = fresh

    def hand(self, name: str = "") -> Hand:
        """Who does something here: who is named, or else whoever is logged in; a terminal may do all.

        Raises ConfigurationError with `--now`: what hands do is recorded at the hour of the real clock.
        """
        from digest.models import Doorway, Hand

        self.require_real_clock()
        return Hand(name or getpass.getuser(), self.clock.now(), door=Doorway.TERMINAL)

    def require_real_clock(self) -> None:
        """Raise ConfigurationError where another day's clock was asked for."""
        if self.clock.replays:
            raise ConfigurationError(
                "--now rehearses a day, and nobody does anything at another hour than it is: leave it out"
            )

    @contextmanager
    def newsroom(self) -> Iterator[Newsroom]:
        """The newsroom of these settings, opened and closed again."""
        from digest.wiring import newsroom

        with newsroom(self.settings, self.clock.real if self.clock.replays else None) as room:
            yield room

    @contextmanager
    def reading_room(self) -> Iterator[ReadingRoom]:
        """The archive and the editions of these settings, to look at."""
        from digest.wiring import reading_room

        with reading_room(self.written) as room:
            yield room


def door(context: typer.Context) -> Door:
    """The door of this command."""
    found = context.find_object(Door)
    if found is None:
        raise RuntimeError("a command was called without its door")
    return found
