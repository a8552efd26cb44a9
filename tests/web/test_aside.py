"""Work aside: answered in order, gathered while it waits, done even when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from digest.errors import Busy, StoreError
from digest.web.aside import Aside


class Desk:
    """Doubles numbers; while `shut`, it lets everybody wait."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.open = threading.Event()
        self.begun = threading.Event()
        self.open.set()

    def __call__(self, numbers: list[int]) -> Sequence[int]:
        self.calls.append(numbers)
        self.begun.set()
        assert self.open.wait(10)
        if -1 in numbers:
            raise StoreError("the disk is full")
        return [2 * number for number in numbers]


def test_what_waits_is_done_together_and_each_gets_their_own_answer() -> None:
    desk = Desk()

    async def ask() -> list[int]:
        aside = Aside(desk, together=50)
        desk.open.clear()
        first = asyncio.create_task(aside(0))
        assert await asyncio.to_thread(desk.begun.wait, 10)
        others = [asyncio.create_task(aside(number)) for number in range(1, 101)]
        await asyncio.sleep(0)
        desk.open.set()
        return await asyncio.gather(first, *others)

    assert asyncio.run(ask()) == [2 * number for number in range(101)]
    assert [len(call) for call in desk.calls] == [1, 50, 50]


def test_a_failure_rises_where_the_work_was_asked_for_and_ends_nothing() -> None:
    async def ask() -> int:
        aside = Aside(Desk())
        with pytest.raises(StoreError, match="disk is full"):
            await aside(-1)
        return await aside(4)

    assert asyncio.run(ask()) == 8


def test_what_was_taken_in_is_done_although_whoever_asked_has_gone() -> None:
    desk = Desk()

    async def ask() -> int:
        aside = Aside(desk)
        desk.open.clear()
        for number in (1, 2):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.01):
                    await aside(number)
        desk.open.set()
        return await aside(3)

    assert asyncio.run(ask()) == 6
    assert desk.calls == [[1], [2], [3]]


def test_too_many_are_told_so_at_once() -> None:
    desk = Desk()

    async def ask() -> None:
        aside = Aside(desk, waiting=2)
        desk.open.clear()
        tasks = [asyncio.create_task(aside(0))]
        assert await asyncio.to_thread(desk.begun.wait, 10)
        tasks += [asyncio.create_task(aside(number)) for number in (1, 2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await aside(3)
        desk.open.set()
        await asyncio.gather(*tasks)

    asyncio.run(ask())


def test_threads_end_when_idle_and_start_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.web.aside.IDLE", 0.01)
    before = set(threading.enumerate())

    async def ask(aside: Aside[int, int]) -> int:
        answer = await aside(1)
        for thread in set(threading.enumerate()) - before:
            thread.join(10)
        return answer

    aside = Aside(Desk())
    assert [asyncio.run(ask(aside)) for _ in range(2)] == [2, 2]
    assert set(threading.enumerate()) <= before
