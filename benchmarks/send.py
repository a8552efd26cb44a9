"""How fast an edition goes out by SMTP, beside the limit of the machine: `python -m benchmarks.send`.

In one run, over the same smtp-sink (Debian: apt install postfix), with messages of the same size and the
same number of connections:

  a     smtp-source, Postfix's own load generator: what the machine can do
  b     smtplib with one EmailMessage built for each recipient, in threads: what a script would do
  wire  ready messages through our mailer, without copies and without a database
  c     ours, whole: a fresh SQLite, the list opened, everyone claimed and settled, a copy for each
  d     the same, each copy signed with DKIM, by RSA of 2048 bits; and by Ed25519

Each is measured in turn, `--rounds` times, and its median counts: no machine is quiet. b is measured on a
tenth of the recipients. The last tables are one more run of c
and d, with clocks in it.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from benchmarks.clocks import Took, stages, took
from benchmarks.sending import STAGES, Load, ready, script, whole, wire
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
        found = measured(load, given.rounds)
        report(found)
        for key in ("", "rsa"):
            clocked(load, key)
    return int(any(found[other].wall / found[one].wall < goal for one, other, goal in GOALS))


def measured(load: Load, rounds: int) -> dict[str, Took]:
    """What one message costs in each, in seconds: the median of so many rounds."""
    messages = ready()
    size = len(messages[0].data)
    print(
        f"{load.people:,} recipients, {load.connections} connections, messages of {size:,} bytes", flush=True
    )
    few = replace(load, people=load.people // SHARE)
    runs: dict[str, tuple[Load, Callable[[Load], Took]]] = {
        "a": (load, lambda load: source(load, size)),
        "wire": (load, lambda load: wire(load, messages)),
        "c": (load, afresh),
        "d": (load, lambda load: afresh(load, "rsa")),
        "e": (load, lambda load: afresh(load, "ed25519")),
        "b": (few, lambda load: script(load, messages[0])),
    }
    found: dict[str, list[Took]] = {name: [] for name in runs}
    for number in range(1, rounds + 1):
        for name, (given, run) in runs.items():
            time = run(given)
            found[name].append(Took(time.wall / given.people, time.cpu / given.people))
        said = ", ".join(f"{name} {1 / times[-1].wall:,.0f}" for name, times in found.items())
        print(f"  round {number}: {said} messages/s", flush=True)
    return {
        name: Took(statistics.median(t.wall for t in times), statistics.median(t.cpu for t in times))
        for name, times in found.items()
    }


def source(load: Load, size: int) -> Took:
    """smtp-source, over connections that stay open."""
    assert SOURCE
    options = ["-d", "-s", str(load.connections), "-m", str(load.people), "-l", str(size)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with took() as time:
        subprocess.run([SOURCE, *options, f"127.0.0.1:{load.port}"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(time.wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def afresh(load: Load, key: str = "", watched: AbstractContextManager[object] | None = None) -> Took:
    with tempfile.TemporaryDirectory() as folder:
        return whole(load, Path(folder), key, watched)


def report(found: dict[str, Took]) -> None:
    print(f"\n  {'':47}{'messages/s':>10}{'us each':>10}{'of our CPU':>12}")
    for name in ("a", "b", "wire", "c", "d", "e"):
        time = found[name]
        print(
            f"  {name:5}{NAMES[name]:42}{1 / time.wall:10,.0f}{time.wall * 1e6:10.1f}{time.cpu * 1e6:12.1f}"
        )
    print()
    for one, other, goal in GOALS:
        ratio = found[other].wall / found[one].wall
        print(
            f"  {one}/{other} = {ratio:.2f} (to reach: {goal:g}){'' if ratio >= goal else '   NOT REACHED'}"
        )
    print(f"  wire/a = {found['a'].wall / found['wire'].wall:.2f}")


def clocked(load: Load, key: str) -> None:
    """Where the time goes: one more run, with clocks in it."""
    spent: dict[str, Took] = {}
    time = afresh(load, key, stages(STAGES, spent))
    each = 1e6 / load.people
    print(f"\n  where the time goes{', signed by RSA' if key else '':15}{'us each':>18}{'of our CPU':>12}")
    for stage, part in [*spent.items(), ("together", time)]:
        print(f"    {stage:38}{part.wall * each:10.1f}{part.cpu * each:12.1f}")


if __name__ == "__main__":
    sys.exit(main())
