"""The terminal's clock: the time, and the wish to stop."""

from __future__ import annotations

import contextlib
import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType

CUT_OFF = 9.0  # seconds after which whoever asked to stop waits for nothing any more
AGAIN = 0.5  # seconds until that is repeated, where it was not enough


class SystemClock:
    """The machine's clock, or one set back to replay a day; SIGTERM and Ctrl-C ask to stop."""

    def __init__(self, replayed: datetime | None = None) -> None:
        self._asked = self._cuts_off = False
        self._bell, self._button = os.pipe()  # a lock would do it, but may be held when a signal comes
        os.set_blocking(self._button, False)
        self._behind = datetime.now(UTC) - replayed.replace(tzinfo=UTC) if replayed else timedelta()

    @property
    def replays(self) -> bool:
        """Is this another day's clock?"""
        return bool(self._behind)

    def now(self) -> datetime:
        return self.real() - self._behind

    @staticmethod
    def real() -> datetime:
        """The hour that it is, whatever day is replayed."""
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        select.select([self._bell], [], [], seconds)

    def stopping(self) -> bool:
        return self._asked

    def stop(self) -> None:
        """Ask whatever is under way to settle what is on the wire and end. Safe within a signal handler."""
        if self._cuts_off and not self._asked:
            signal.setitimer(signal.ITIMER_REAL, CUT_OFF, AGAIN)
        self._asked = True
        with contextlib.suppress(BlockingIOError):
            os.write(self._button, b"!")

    @contextmanager
    def listening(self, then: Callable[[], None] = lambda: None) -> Iterator[None]:
        """While a send is under way, a wish to stop is kept until what is on the wire is settled.

        `then` is called when it is asked for. A second Ctrl-C raises KeyboardInterrupt at once.
        """

        def ask(number: int, _frame: FrameType | None) -> None:
            if self._asked and number == signal.SIGINT:
                raise KeyboardInterrupt
            self.stop()
            then()

        with self.cutting_off(), _handled(dict.fromkeys((signal.SIGINT, signal.SIGTERM), ask)):
            yield

    @contextmanager
    def cutting_off(self) -> Iterator[None]:
        """Nine seconds after the wish to stop, KeyboardInterrupt in the main thread, whatever it waits for.

        A mailer whose provider is silent does not look up by itself.
        """

        def cut_off(_number: int, _frame: FrameType | None) -> None:
            raise KeyboardInterrupt

        with _handled({signal.SIGALRM: cut_off}):
            self._cuts_off = True
            try:
                yield
            finally:
                self._cuts_off = False
                signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def _handled(handlers: dict[signal.Signals, Callable[[int, FrameType | None], None]]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
