"""What takes long to find out, found once for each version: who asks meanwhile waits for the same answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Of = TypeVar("Of")
Answer = TypeVar("Answer")

MOST = 100  # questions of one kind, each of which keeps its last answer


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
            self._last = this, last[1]  # newly read: the next that is read so costs nothing to compare with
            return last[1]
        with self._lock:
            last = self._last
            if last is None or last[0] != this:
                last = self._last = this, find()
            return last[1]


@dataclass(slots=True)
class Keeper(Generic[Of, Answer]):
    """The last answers to several questions, of which the one asked longest ago is forgotten first."""

    most: int = MOST
    _kept: OrderedDict[Hashable, Kept[Of, Answer]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, question: Hashable, this: Of, find: Callable[[], Answer]) -> Answer:
        """The answer to this question for this, found now where another was the last."""
        with self._lock:
            kept = self._kept.setdefault(question, Kept())
            self._kept.move_to_end(question)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return kept.of(this, find)
