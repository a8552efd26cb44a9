"""What a person costs on the way out, by stage: `python -m benchmarks.engine [PEOPLE]`.

A whole `publish` with a mailer that costs nothing: opening the list, claims and outcomes in the ledger,
looking each person up again, their links and their copy. The mailer holds 10 messages at once, then 50.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from benchmarks.delivering import Clock, Null, approved, databases, heard, newsroom, opened, people
from digest.models import Tally
from digest.pipeline import publish
from digest.pipeline.press import Press
from digest.store.deliveries import Ledger
from subscribers.store import People

GOAL = 7000  # messages a second, on SQLite, with ten held at once

STAGES: dict[str, tuple[type[Any], str]] = {
    "open the list": (Ledger, "open"),
    "claim and settle": (Ledger, "turn"),
    "look up again": (People, "addressees"),
    "links and copy": (Press, "copy"),
}


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    reached = True
    with databases() as each:
        for name, url in each:
            with opened(url) as engine:
                people(engine, number)
                for at_once in (10, 50):
                    rate = measure(f"{name}, {at_once} at once", engine, number, at_once)
                    reached &= rate >= GOAL or name != "SQLite"
    return int(not reached)


def measure(name: str, engine: Any, number: int, at_once: int) -> float:
    """Messages a second of a whole send; the stages are timed in a second one, which that slows down."""
    worked = time.process_time()
    took = send(engine, number, at_once)
    each = (time.process_time() - worked) / number * 1e6
    spent: Counter[str] = Counter()
    whole = watched(spent, lambda: send(engine, number, at_once))
    spent["the rest"] = whole - sum(spent.values())
    rate = f"{number / took:,.0f}/s (goal {GOAL:,} on SQLite)"
    print(f"{name}: {number:,} people in {took:.2f} s, {rate}, processor {each:.0f} us each")
    for stage, seconds in spent.items():
        print(f"  {stage:<18}{seconds / number * 1e6:8.1f} us a person")
    print(f"  {'all, as timed':<18}{whole / number * 1e6:8.1f} us a person", flush=True)
    return number / took


def send(engine: Any, number: int, at_once: int) -> float:
    """Seconds that a whole send of a new edition takes."""
    room = newsroom(engine, Null(at_once=at_once))
    edition = approved(room)
    start = time.perf_counter()
    tally = publish(room, edition, Clock(), heard)
    took = time.perf_counter() - start
    assert tally == Tally(sent=number), tally
    return took


def watched(spent: Counter[str], work: Callable[[], float]) -> float:
    """Do this work and add up what each stage takes of it."""
    kept = {stage: getattr(kind, method) for stage, (kind, method) in STAGES.items()}
    for stage, (kind, method) in STAGES.items():
        setattr(kind, method, _timed(stage, kept[stage], spent))
    try:
        return work()
    finally:
        for stage, (kind, method) in STAGES.items():
            setattr(kind, method, kept[stage])


def _timed(stage: str, method: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    def timed(*given: Any) -> Any:
        start = time.perf_counter()
        try:
            return method(*given)
        finally:
            spent[stage] += time.perf_counter() - start  # type: ignore[assignment]

    return timed


if __name__ == "__main__":
    sys.exit(main())
