"""A process that has imported everything and forks: a `digest` process that starts in no time.

    python -m tests.warm

Each line on standard input asks for one more, as JSON: its `words`, `folder` and `log` (both streams, unless
`errors` names another file for the second), and what is changed in it before it begins: its `environment`,
`constants` by dotted name, the largest `file` in bytes, a `fault` (tests/torture/faults.py). Answers are
lines, too: "began PID", and "ended PID CODE" for each that is over, by itself or killed. A child is a
process like any other, with its own memory, connections and locks.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from types import FrameType
from typing import Any

# What commands import in their course; a clean run of one imports nothing more of weight.
NEEDED = (
    "digest.cli.looking",
    "digest.cli.noticing",
    "digest.cli.rehearsal",
    "digest.desk",
    "digest.mailers.folder",
    "digest.mailers.smtp",
    "digest.pipeline",
    "digest.summarisers.extractive",
    "digest.web.api.routes",
    "digest.web.desk.app",
    "digest.web.preview",
    "digest.web.readers",
    "digest.web.serving",
    "digest.wiring.proofs",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "tests.torture.faults",
)
LATE = (
    "pydantic.dataclasses",
    "pydantic.v1",
    "typer._adapters",
    "typer._click.decorators",
    "uvicorn.lifespan.off",
    "uvicorn.loops.asyncio",
    "uvicorn.protocols.http.auto",
)
"""What libraries import when they are first used, in the versions that have it."""


def main() -> None:
    """Fork as asked until standard input ends."""
    for module in NEEDED:
        import_module(module)
    for module in LATE:
        with suppress(ImportError):
            import_module(module)
    gc.collect()
    gc.freeze()  # a child that looked for garbage in all this would copy the memory that they share
    signal.signal(signal.SIGCHLD, bury)
    while line := sys.stdin.readline():
        wish = json.loads(line)
        pid = os.fork()
        if not pid:
            become(wish)
            return
        tell(f"began {pid}")


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # in one piece, whatever it interrupts


def bury(_number: int, _frame: FrameType | None) -> None:
    """Say of each child that has ended how it did: its exit code, or minus the signal."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        tell(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def become(wish: dict[str, Any]) -> None:
    """The `digest` command, in this process from now on."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored in what runs behind
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    log = _opened(wish["log"])
    os.dup2(log, 1)
    os.dup2(_opened(wish["errors"]) if "errors" in wish else log, 2)
    os.chdir(wish["folder"])
    random.seed()  # or all would draw the same
    if "environment" in wish:
        os.environ.clear()
        os.environ.update(wish["environment"])
        time.tzset()
    for name, value in wish.get("constants", {}).items():
        place, _, constant = name.rpartition(".")
        module = import_module(place)
        old = getattr(module, constant)
        setattr(module, constant, timedelta(seconds=value) if isinstance(old, timedelta) else value)
    if "file" in wish:
        resource.setrlimit(resource.RLIMIT_FSIZE, (wish["file"], wish["file"]))
    if "fault" in wish:
        from tests.torture import faults

        faults.plant(**wish["fault"])
    from digest import cli

    sys.argv = ["digest", *wish["words"]]
    cli.main()


def _opened(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


if __name__ == "__main__":
    main()
