"""Prints one table of every editorial figure: `python -m benchmarks.editorial [PART ...]`.

Needs the folder `shared` beside the checkout and the extra `bench`, but for `rewordings`, whose data is here.
`--split` names another half of the data.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.editorial.data import SHARED, Data
from benchmarks.editorial.table import lines

PARTS: tuple[str, ...] = ("events", "salience", "pages", "leads", "faults", "claims", "rewordings", "models")
OWN = {"rewordings"}  # their data is part of the repository


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none")
    options.add_argument("--data", type=Path, default=SHARED / "editorial", help="folder of the halves")
    options.add_argument("--split", default="dev", help="which half")
    chosen = options.parse_args()
    data = Data(chosen.data, chosen.split)
    parts = chosen.parts or PARTS
    if not OWN.issuperset(parts) and not data.path("").is_dir():
        print(f"the labelled data is not on this machine: {data.path('')}", file=sys.stderr)
        return 1
    rows = []
    for part in parts:
        began = time.perf_counter()
        rows += import_module(f"benchmarks.editorial.{part}").rows(data)
        print(f"{part}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    print("\n".join(lines(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
