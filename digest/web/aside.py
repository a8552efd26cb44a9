"""Work that blocks, done aside: no page waits for another one's, and no stop waits for any."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from digest.errors import Busy

IDLE = 5.0  # seconds

T = TypeVar("T")
Job = tuple[asyncio.Future[Any], Callable[[], Any]]


class Aside:
    """A few threads and a queue. What was taken in is done, also when whoever asked has gone meanwhile.

    The threads are daemons, unlike those of asyncio's own executor: a database that is locked for half a
    minute must not keep the process from ending. They start when needed, and end when idle.
    """

    def __init__(self, threads: int = 4, waiting: int = 5000) -> None:
        self._jobs: queue.Queue[Job] = queue.Queue(waiting)
        self._most = threads
        self._alive = 0
        self._lock = threading.Lock()

    async def __call__(self, work: Callable[[], T]) -> T:
        """What the work returns or raises. Raises Busy at once when too much is waiting already."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        with self._lock:
            try:
                self._jobs.put_nowait((answer, work))
            except queue.Full:
                raise Busy("more requests are waiting than can be answered in time") from None
            if self._alive < self._most:
                self._alive += 1
                threading.Thread(target=self._work, daemon=True).start()
        return await answer

    def _work(self) -> None:
        while job := self._next():
            answer, work = job
            try:
                result, failure = work(), None
            except Exception as raised:  # noqa: BLE001  (it rises where the work was asked for)
                result, failure = None, raised
            with contextlib.suppress(RuntimeError):  # the loop has ended: nobody hears it
                answer.get_loop().call_soon_threadsafe(_settle, answer, result, failure)

    def _next(self) -> Job | None:
        """The next job, or None after a while without any: then this thread is no longer counted."""
        while True:
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=IDLE)
            with self._lock:
                if self._jobs.empty():
                    self._alive -= 1
                    return None


def _settle(answer: asyncio.Future[Any], result: Any, failure: Exception | None) -> None:
    if answer.done():  # cancelled: whoever asked has gone
        return
    if failure is None:
        answer.set_result(result)
    else:
        answer.set_exception(failure)
