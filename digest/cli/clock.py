"""The terminal's clock: the time, and the wish to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType


class SystemClock:
    """The machine's clock, or one set back to replay a day; SIGTERM and Ctrl-C ask to stop."""

    def __init__(self, replayed: datetime | None = None) -> None:
        self._stop = threading.Event()
        self._behind = datetime.now(UTC) - replayed.replace(tzinfo=UTC) if replayed else timedelta()

    @property
    def replays(self) -> bool:
        """Is this another day's clock?"""
        return bool(self._behind)

    def now(self) -> datetime:
        return datetime.now(UTC) - self._behind

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
