"""Opening and sending a long list, its time and memory: `python -m benchmarks.ledger [PEOPLE ...]`.

10,000, 100,000 and a million people by default, on SQLite and on PostgreSQL. Each list is opened and sent
in a process of its own, with a mailer that costs nothing and holds 50 messages at once; each is made in full.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from benchmarks.delivering import Clock, Null, approved, databases, heard, memory, newsroom, opened, people
from digest.models import Tally
from digest.pipeline import open_list, publish

SIZES = (10_000, 100_000, 1_000_000)
MEMORY_GOAL = 200  # MB, of the whole process
OPENING_GOAL = 20.0  # seconds, for a million
GROWTH_GOAL = 10.5  # times the time for ten times the people


def main() -> int:
    if sys.argv[1:2] == ["--alone"]:
        print(json.dumps(alone(sys.argv[2], int(sys.argv[3]))))
        return 0
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    reached = True
    with databases() as each:
        for name, url in each:
            before: dict[str, float] = {}
            for number in sizes:
                figures = measured(url, number)
                reached &= told(name, number, figures, before)
                before = figures | {"people": number}
    return int(not reached)


def measured(url: str, number: int) -> dict[str, float]:
    """What a process of its own says of this list."""
    with opened(url) as engine:
        people(engine, number)
    command = [sys.executable, "-m", "benchmarks.ledger", "--alone", url, str(number)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    figures: dict[str, float] = json.loads(said)
    return figures


def alone(url: str, number: int) -> dict[str, float]:
    """Open the list and send it; seconds and MB."""
    with opened(url) as engine:
        room = newsroom(engine, Null(at_once=50))
        edition = approved(room)
        start = time.perf_counter()
        edition = open_list(room, edition, Clock())
        opening = time.perf_counter() - start
        held, start, worked = memory(), time.perf_counter(), time.process_time()
        tally = publish(room, edition, Clock(), heard)
        sending, work = time.perf_counter() - start, time.process_time() - worked
        assert tally == Tally(sent=number), tally
    return {"opening": opening, "sending": sending, "work": work, "opened": held, "memory": memory()}


def told(name: str, number: int, figures: dict[str, float], before: dict[str, float]) -> bool:
    """Print the figures; were the goals reached?"""
    growth = ""
    if before:
        times = number / before["people"]
        wall, work = (figures[one] / before[one] for one in ("sending", "work"))
        growth = f"; {times:g} times the people took {wall:.1f} times as long (processor: {work:.1f})"
    rate, each = number / figures["sending"], figures["work"] / number * 1e6
    print(
        f"{name}, {number:>9,} people: opened in {figures['opening']:.1f} s, "
        f"sent in {figures['sending']:.1f} s ({rate:,.0f}/s, processor {each:.0f} us each), "
        f"at most {figures['memory']:.0f} MB ({figures['opened']:.0f} when opened){growth}",
        flush=True,
    )
    linear = not before or figures["sending"] / before["sending"] <= GROWTH_GOAL * times / 10
    return linear and figures["memory"] <= MEMORY_GOAL and figures["opening"] <= OPENING_GOAL


if __name__ == "__main__":
    sys.exit(main())
