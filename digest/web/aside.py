"""Work that blocks, done aside: no page waits for another one's, and no stop waits for any."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from digest.errors import Busy

IDLE = 5.0  # seconds

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")


class Aside(Generic[Wish, Answer]):
    """Wishes of one kind, done by a few threads: what waits when one is free is done in one call.

    `do` gets at most `together` wishes, and gives as many answers in their order. What was taken in is
    done, also when whoever asked has gone meanwhile. The threads are daemons, unlike those of asyncio's own
    executor: a database that is locked for half a minute must not keep the process from ending. They start
    when needed, and end when idle.
    """

    def __init__(
        self,
        do: Callable[[list[Wish]], Sequence[Answer]],
        *,
        together: int = 1,
        threads: int = 1,
        waiting: int = 5000,
    ) -> None:
        self._do, self._together, self._threads, self._most = do, together, threads, waiting
        self._waiting: deque[tuple[Wish, asyncio.Future[Answer]]] = deque()
        self._there = threading.Condition()
        self._alive = 0

    async def __call__(self, wish: Wish) -> Answer:
        """The answer to this wish, or what doing it raised. Raises Busy when too many are waiting already."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        with self._there:
            if len(self._waiting) >= self._most:
                raise Busy("more requests are waiting than can be answered in time")
            self._waiting.append((wish, answer))
            self._there.notify()
            if self._alive < self._threads:
                self._alive += 1
                threading.Thread(target=self._work, daemon=True).start()
        return await answer

    def _work(self) -> None:
        while taken := self._taken():
            try:
                results = self._do([wish for wish, _ in taken])
            except Exception as failure:  # noqa: BLE001  (it rises where the work was asked for)
                for _, answer in taken:
                    _tell(answer, partial(answer.set_exception, failure))
            else:
                for (_, answer), result in zip(taken, results, strict=True):
                    _tell(answer, partial(answer.set_result, result))

    def _taken(self) -> list[tuple[Wish, asyncio.Future[Answer]]]:
        """The next wishes; none after a while without any, and this thread is then no longer counted."""
        with self._there:
            if not self._there.wait_for(lambda: self._waiting, IDLE):
                self._alive -= 1
                return []
            return [self._waiting.popleft() for _ in range(min(self._together, len(self._waiting)))]


def _tell(answer: asyncio.Future[Any], settle: Callable[[], None]) -> None:
    """Hand over from a thread to the loop, unless nobody hears it any more."""
    with contextlib.suppress(RuntimeError):  # the loop has ended
        answer.get_loop().call_soon_threadsafe(lambda: None if answer.done() else settle())
