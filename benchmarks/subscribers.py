"""How fast a list of people is imported: `python -m benchmarks.subscribers [URL] [--rows N]`.

A CSV with one bad row in a hundred, imported twice; prints seconds, counts, and the most memory used.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.store import memory
from digest.store.database import open_database
from digest.store.migrations import migrate
from subscribers.files import Intake, export_rows, import_rows, read
from subscribers.store import People

INTAKE = Intake("bench", "a benchmark", datetime(2026, 8, 13, tzinfo=UTC))


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("url", nargs="?")
    wish.add_argument("--rows", type=int, default=1_000_000)
    given = wish.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "readers.csv"
        write(path, given.rows)
        measure(given.url or f"sqlite:///{folder}/digest.db", path)


def write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("email,name,time zone\n")
        for number in range(rows):
            address = (
                "nobody at all" if number % 100 == 0 else f"reader.{number}@mail{number % 997}.example.org"
            )
            file.write(f"{address},Reader {number},Europe/Paris\n")


def measure(url: str, path: Path) -> None:
    engine = open_database(url)
    migrate(engine)
    people = People(engine, b"benchmark key of 32 bytes length")
    for turn in ("first import", "the same again"):
        start = time.perf_counter()
        report = import_rows(people, read(path), INTAKE)
        took = time.perf_counter() - start
        counts = f"{report.added:,} added, {report.unchanged:,} unchanged, {len(report.bad):,} bad"
        print(f"{engine.dialect.name}, {turn}: {took:.1f} s; {counts}; {memory()}", flush=True)
    start = time.perf_counter()
    with (path.parent / "out.csv").open("w", newline="", encoding="utf-8") as file:
        written = export_rows(people.everyone("bench"), file)
    print(f"{engine.dialect.name}, export of {written:,}: {time.perf_counter() - start:.1f} s; {memory()}")
    engine.dispose()


if __name__ == "__main__":
    main()
