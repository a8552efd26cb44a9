"""The whole torture, as tables that docs/reliability.md carries: `make torture`.

    python -m tests.torture [--only kills,calls,stops,outages] [--kills 100] [--people 10000] [--seed SEED]

It stops at the first broken promise, with exit code 1 and the seed that leads there again.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.databases import BACKENDS, Cluster, programs, server
from tests.nursery import Nursery, nursery
from tests.torture import calls, kills, stops
from tests.torture.harness import Setting, Stage
from tests.torture.outages import IMPATIENT, crashed, disk, full, locked, outage
from tests.torture.processes import Sink, sink

AWAY = 30.0  # seconds for which the database is gone


@dataclass(frozen=True)
class Ground:
    """What all stages stand on."""

    nursery: Nursery
    sink: Sink
    cluster: Cluster | None
    seed: str

    @property
    def backends(self) -> list[str]:
        return [backend for backend in BACKENDS if backend == "sqlite" or self.cluster]

    @contextmanager
    def stage(self, setting: Setting, on_disk: str = "") -> Iterator[Stage]:
        """A stage in a folder of its own; with a size, the SQLite file lies on a small disk."""
        folder = Path(tempfile.mkdtemp(prefix="torture-"))
        with ExitStack() as held:
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            place = held.enter_context(disk(folder / "disk", on_disk)) if on_disk else None
            cluster = self.cluster if setting.backend == "postgresql" else None
            yield Stage(setting, folder, self.nursery, self.sink, cluster, place)


def main() -> int:
    """Run the parts asked for; 1 where a promise was broken."""
    asked = arguments().parse_args()
    print(f"seed {asked.seed}", flush=True)
    with nursery() as warm, sink() as mailbox, ExitStack() as held:
        cluster = held.enter_context(server(durable=True)) if programs() else None
        if cluster is None:
            print("PostgreSQL is not on this machine: its half is not tried")
        ground = Ground(warm, mailbox, cluster, asked.seed)
        for part in asked.only.split(","):
            started = time.monotonic()
            try:
                PARTS[part](ground, asked)
            except AssertionError as broken:
                print(f"BROKEN (seed {asked.seed}): {broken}")
                return 1
            print(f"\n({part}: {time.monotonic() - started:.0f} s)\n", flush=True)
    return 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=100, help="for each policy and setting")
    parser.add_argument("--stops", type=int, default=50, help="signals for each database")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=1, help="a fault at every so-manyth call only")
    parser.add_argument("--seed", default=secrets.token_hex(4))
    return parser


def killed(ground: Ground, asked: argparse.Namespace) -> None:
    """kill -9 at random instants."""
    heads = ("database", "connections", "policy", "sends", "kills", "restarts", "lost", "duplicates")
    table(*heads, "uncertain", "of them arrived", "most uncertain per kill", "killed while")
    for backend in ground.backends:
        for connections in (1, 8):
            for policy in ("hold", "resend"):
                with ground.stage(Setting(backend, connections, policy, asked.people)) as stage:
                    mean = kills.quiet_send(stage) / kills.PER_SEND
                    toll = kills.torture(stage, asked.kills, ground.seed, mean)
                counts = (toll.lost, toll.duplicates, toll.uncertain, toll.uncertain_arrived, toll.most)
                moments = ", ".join(f"{moment} {count}" for moment, count in toll.moments.most_common())
                row(backend, connections, policy, toll.sends, toll.kills, toll.restarts, *counts, moments)


FAULTS = ((8, "hold", "fail"), (1, "resend", "die"))


def faulty(ground: Ground, asked: argparse.Namespace) -> None:
    """A fault at every call to the world."""
    table("setting", "fault", "calls tried", "lost", "duplicates", "uncertain", "most after one fault")
    plan = [(Setting(b, c, policy), how, "") for b in ground.backends for c, policy, how in FAULTS]
    if ground.cluster:
        plan.append((Setting("postgresql", 8), "deaf", "commit"))
    plan.append((Setting(folder=True), "fail", "file"))
    for setting, how, only in plan:
        with ground.stage(setting) as stage:
            tried = calls.fail_at(stage, range(1, calls.calls(stage, only) + 1, asked.every), how, only)
        name = f"{setting.backend}, into a folder" if setting.folder else str(setting)
        counts = (tried.lost, tried.duplicates, tried.uncertain, tried.most)
        row(name, f"{how} {only}".strip(), tried.faults, *counts)


def stopped(ground: Ground, asked: argparse.Namespace) -> None:
    """SIGTERM and SIGINT at random instants."""
    table("database", "sends", "signals", "slowest end", "lost", "duplicates", "exit codes")
    for backend in ground.backends:
        with ground.stage(Setting(backend, 8, people=asked.people)) as stage:
            done = stops.torture(stage, asked.stops, ground.seed, kills.quiet_send(stage) / kills.PER_SEND)
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(done.codes.items()))
        row(backend, done.sends, done.signals, f"{done.slowest:.1f} s", done.lost, done.duplicates, codes)


def away(ground: Ground, asked: argparse.Namespace) -> None:
    """The database gone in the middle, for half a minute."""
    table("what is away", "seconds", "sent before", "uncertain", "sent in the end", "duplicates")
    setting = Setting(connections=8, people=asked.people)
    with ground.stage(setting) as stage:
        gone("SQLite's file locked by another process", stage, locked(stage.file), constants=IMPATIENT)
    if ground.cluster:
        with ground.stage(replace(setting, backend="postgresql")) as stage:
            gone("PostgreSQL's server, killed and started again", stage, crashed(ground.cluster))
    what = "room on the disk of SQLite's file"
    try:
        with ground.stage(setting, on_disk="64m") as stage:
            gone(what, stage, full(stage.file.parent))
    except PermissionError:
        row(what, "NOT TRIED: only root may mount a small disk")


def gone(what: str, stage: Stage, absence: AbstractContextManager[None], **changes: object) -> None:
    before = outage(stage, absence, AWAY, **changes)
    stage.publish_until_done()
    after = stage.verdict()
    after.require_finished()
    row(what, AWAY, before.tally.sent, len(after.uncertain), after.tally.sent, after.duplicates)


def table(*heads: str) -> None:
    row(*heads)
    row(*("---" for _ in heads))


def row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|", flush=True)


PARTS = {"kills": killed, "calls": faulty, "stops": stopped, "outages": away}

if __name__ == "__main__":
    sys.exit(main())
