"""What takes long to find out, found once for each version: who asks meanwhile waits for the same answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Of = TypeVar("Of")
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Kept(Generic[Of, Answer]):
    """The last answer, and what it was found of.

    After a change every page that is open asks at once: without the lock each would look for itself.
    """

    _last: tuple[Of, Answer] | None = None
    _lock: Lock = field(default_factory=Lock)

    def of(self, this: Of, find: Callable[[], Answer]) -> Answer:
        """The answer for this, found now where another was the last."""
        last = self._last
        if last is not None and last[0] == this:
            return last[1]
        with self._lock:
            last = self._last
            if last is None or last[0] != this:
                last = self._last = this, find()
            return last[1]
