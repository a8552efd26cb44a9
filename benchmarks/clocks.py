"""Clocks: how long something took, on the wall and of the processor, as a whole or stage by stage."""

from __future__ import annotations

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


@contextmanager
def stages(methods: Mapping[str, Sequence[Method]], spent: dict[str, Took]) -> Iterator[None]:
    """Fill in the time of each stage's methods, without that of a stage within it; and of all else.

    Of one thread, this one. The clocks cost about a microsecond for each call.
    """
    spent.update({stage: Took() for stage in (*methods, REST)})
    within, wall, cpu = [spent[REST]], time.perf_counter(), time.thread_time()

    def turn() -> None:
        nonlocal wall, cpu
        before, wall = wall, time.perf_counter()
        within[-1].wall += wall - before
        before, cpu = cpu, time.thread_time()
        within[-1].cpu += cpu - before

    def timed(stage: Took, method: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            turn()
            within.append(stage)
            try:
                return method(*given, **named)
            finally:
                turn()
                within.pop()

        return run

    stands = [(owner, name, vars(owner)[name]) for pairs in methods.values() for owner, name in pairs]
    for stage, pairs in methods.items():
        for owner, name in pairs:
            setattr(owner, name, timed(spent[stage], vars(owner)[name]))
    try:
        yield
    finally:
        turn()
        for owner, name, method in stands:
            setattr(owner, name, method)
