"""A log that strangers cannot fill: a few lines a minute, and then how many were left out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

MOST = 30  # lines a minute and logger; a fault shows in the first
MINUTE = 60.0  # seconds
OURS = ("uvicorn.error", "asyncio", "digest.web.leaving", "digest.web.site", "digest.web.desk")


class Bounded(logging.Filter):
    """Lets `most` records through in a minute; the first of a later minute says how many were held back."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._clock = clock
        self._until = clock() + MINUTE
        self._seen = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if self._clock() >= self._until:
            held = max(0, self._seen - self._most)
            self._seen, self._until = 0, self._clock() + MINUTE
            if held:
                record.msg, record.args = f"{record.getMessage()} ({held} lines were left out before)", ()
        self._seen += 1
        return self._seen <= self._most


def bound() -> None:
    """Bound every logger that a request can make speak."""
    for name in OURS:
        logger = logging.getLogger(name)
        if not any(isinstance(there, Bounded) for there in logger.filters):
            logger.addFilter(Bounded())
