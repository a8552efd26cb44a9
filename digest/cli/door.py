"""What every command is given: where the configuration is, how to speak, and how to open the newsroom."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import typer

from digest.cli.screen import Screen

if TYPE_CHECKING:
    from digest.newsroom import Newsroom
    from digest.settings import Settings


class Door:
    """The terminal side of the house, for the length of one command."""

    def __init__(self, config: Path, *, as_json: bool, verbose: bool) -> None:
        self.config = config
        self.screen = Screen(as_json=as_json)
        self.clock = SystemClock()
        logging.basicConfig(
            level=logging.INFO if verbose else logging.WARNING,
            format="%(asctime)s %(levelname)s %(message)s",
        )
        # Libraries that report each malformed stylesheet or page as a warning of their own.
        for name in ("cssutils", "CSSUTILS", "trafilatura", "urllib3", "alembic", "apscheduler", "htmldate"):
            logging.getLogger(name).setLevel(logging.CRITICAL)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the configuration file, read once for the command."""
        from digest.settings import load

        return load(self.config)

    @contextmanager
    def newsroom(self) -> Iterator[Newsroom]:
        """The newsroom of these settings, opened and closed again."""
        from digest.wiring import newsroom

        with newsroom(self.settings) as room:
            yield room


def door(context: typer.Context) -> Door:
    """The door of this command."""
    found = context.find_object(Door)
    if found is None:
        raise RuntimeError("a command was called without its door")
    return found


class SystemClock:
    """The machine's clock; SIGTERM and Ctrl-C ask to stop, a second Ctrl-C insists."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask whatever is under way to settle what is on the wire and end."""
        self._stop.set()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While a send is under way, a wish to stop is kept until what is on the wire is settled."""

        def ask(number: int, _frame: FrameType | None) -> None:
            if self._stop.is_set() and number == signal.SIGINT:
                raise KeyboardInterrupt
            self._stop.set()

        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
