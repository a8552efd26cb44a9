"""The sink's process."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.nursery import started


@dataclass(frozen=True)
class Sink:
    """The server of `sink.py`."""

    process: subprocess.Popen[bytes]

    def log(self, path: Path) -> int:
        """Wait until nobody is connected, and log what is accepted from now on here; the server's port."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def sink() -> Iterator[Sink]:
    """A sink, gone at the end of the block."""
    with started("tests.torture.sink") as process:
        yield Sink(process)
