"""Clocks: how long something took, on the wall and of the processor, as a whole or stage by stage."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

REST = "all else"
Method = tuple[type, str]


@dataclass
class Took:
    """Seconds on the wall, and of this process's processor time."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def took() -> Iterator[Took]:
    """The time of this block, filled in at its end."""
    spent, wall, cpu = Took(), time.perf_counter(), time.process_time()
    yield spent
    spent.wall, spent.cpu = time.perf_counter() - wall, time.process_time() - cpu


class _Watch(threading.local):
    """Of each thread the stages it is in, the innermost last, and how far its time is counted."""

    def __init__(self, rest: Took) -> None:
        self.within, self.wall, self.cpu = [rest], time.perf_counter(), time.thread_time()

    def turn(self) -> None:
        """Count the time until now as that of the innermost stage."""
        wall, cpu = time.perf_counter(), time.thread_time()
        self.within[-1].wall += wall - self.wall
        self.within[-1].cpu += cpu - self.cpu
        self.wall, self.cpu = wall, cpu


@contextmanager
def stages(methods: Mapping[str, Sequence[Method]], spent: dict[str, Took]) -> Iterator[None]:
    """Fill in the time of each stage's methods, without that of a stage within it, in whatever thread.

    Of all else only what this thread does is counted. The clocks cost about a microsecond for each call.
    """
    spent.update({stage: Took() for stage in (*methods, REST)})
    watch = _Watch(Took())
    watch.within = [spent[REST]]

    def timed(stage: Took, method: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            watch.turn()
            watch.within.append(stage)
            try:
                return method(*given, **named)
            finally:
                watch.turn()
                watch.within.pop()

        return run

    stands = [(owner, name, vars(owner)[name]) for pairs in methods.values() for owner, name in pairs]
    for stage, pairs in methods.items():
        for owner, name in pairs:
            setattr(owner, name, timed(spent[stage], vars(owner)[name]))
    try:
        yield
    finally:
        watch.turn()
        for owner, name, method in stands:
            setattr(owner, name, method)
