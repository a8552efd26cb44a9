"""How fast an edition goes out by SMTP, beside the limit of the machine: `python -m benchmarks.send`.

In one run, over the same smtp-sink (Debian: apt install postfix), with messages of the same size and the
same number of connections:

  a     smtp-source, Postfix's own load generator: what the machine can do
  b     smtplib with one EmailMessage built for each recipient, in threads: what a script would do
  wire  ready messages through our mailer, without copies and without a database
  c     ours, whole: a fresh SQLite, the list opened, everyone claimed and settled, a copy for each
  d     the same, each copy signed with DKIM, by RSA of 2048 bits; and by Ed25519

Each is measured in turn, `--rounds` times, and its median counts: no machine is quiet. b is measured on
every tenth recipient and scaled up. The last table is one more run of c and d, with clocks in it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from benchmarks.sending import Load, ready, script, stages, whole, wire
from tests.mailers.sink import SINK, SOURCE, sink

GOALS = (("c", "a", 0.6), ("c", "b", 15.0), ("d", "c", 0.4))
NAMES = {
    "a": "smtp-source: the limit of the machine",
    "b": "smtplib, an EmailMessage for each",
    "wire": "ready messages through our mailer",
    "c": "ours, whole, on SQLite",
    "d": "ours, whole, with DKIM by RSA",
    "e": "ours, whole, with DKIM by Ed25519",
}
SHARE = 10  # of the recipients, one in so many is enough to know how fast a script is


def main() -> int:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    wish.add_argument("--people", type=int, default=20_000)
    wish.add_argument("--connections", type=int, default=10)
    wish.add_argument("--rounds", type=int, default=3)
    given = wish.parse_args()
    if not (SINK and SOURCE):
        print("smtp-sink and smtp-source are not on this machine; on Debian: apt install postfix")
        return 2
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder)) as port:
        load = Load(port, given.people, given.connections)
        rates = measured(load, given.rounds)
        report(rates)
        for key in ("", "rsa"):
            clocked(load, key)
    return int(any(rates[one] / rates[other] < goal for one, other, goal in GOALS))


def measured(load: Load, rounds: int) -> dict[str, float]:
    """Messages per second of each, the median of so many rounds."""
    messages = ready()
    size = len(messages[0].data)
    print(
        f"{load.people:,} recipients, {load.connections} connections, messages of {size:,} bytes", flush=True
    )
    few = replace(load, people=load.people // SHARE)
    runs: dict[str, Callable[[], float]] = {
        "a": lambda: source(load, size),
        "wire": lambda: wire(load, messages),
        "c": lambda: afresh(load),
        "d": lambda: afresh(load, "rsa"),
        "e": lambda: afresh(load, "ed25519"),
        "b": lambda: script(few, messages[0]) * SHARE,
    }
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(1, rounds + 1):
        for name, run in runs.items():
            rates[name].append(load.people / run())
        said = ", ".join(f"{name} {rates[name][-1]:,.0f}" for name in runs)
        print(f"  round {number}: {said} messages/s", flush=True)
    return {name: statistics.median(found) for name, found in rates.items()}


def source(load: Load, size: int) -> float:
    """Seconds that smtp-source needs, over connections that stay open."""
    assert SOURCE
    options = ["-d", "-s", str(load.connections), "-m", str(load.people), "-l", str(size)]
    start = time.perf_counter()
    subprocess.run([SOURCE, *options, f"127.0.0.1:{load.port}"], check=True)
    return time.perf_counter() - start


def afresh(load: Load, key: str = "", watched: AbstractContextManager[object] | None = None) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return whole(load, Path(folder), key, watched)


def report(rates: dict[str, float]) -> None:
    print()
    for name in ("a", "b", "wire", "c", "d", "e"):
        each = 1e6 / rates[name]
        print(f"  {name:5}{NAMES[name]:42}{rates[name]:10,.0f} messages/s {each:8.1f} us each")
    print()
    for one, other, goal in GOALS:
        found = rates[one] / rates[other]
        print(
            f"  {one}/{other} = {found:.2f} (to reach: {goal:g}){'' if found >= goal else '   NOT REACHED'}"
        )
    print(f"  wire/a = {rates['wire'] / rates['a']:.2f}, e/c = {rates['e'] / rates['c']:.2f}")


def clocked(load: Load, key: str) -> None:
    """Where the time goes, in microseconds of each message."""
    spent: dict[str, float] = {}
    took = afresh(load, key, stages(spent))
    print(
        f"\n  where the time goes{', signed by RSA' if key else ''}: {took / load.people * 1e6:.0f} us each"
    )
    for stage, seconds in spent.items():
        print(f"    {stage:46}{seconds / load.people * 1e6:8.1f} us")


if __name__ == "__main__":
    sys.exit(main())
