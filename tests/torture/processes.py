"""`digest` processes to be watched, told and killed, forked by `warm.py`; and the sink's process."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 600.0  # seconds for anything that must come, on however busy a machine


class Nursery:
    """The warm process, and what became of its children."""

    def __init__(self, warm: subprocess.Popen[bytes]) -> None:
        self._warm = warm
        self._numbers = count(1)
        self._codes: dict[int, int] = {}
        self._heard = b""

    def begin(self, folder: Path, *words: str, **changes: Any) -> Process:
        """One that runs `digest WORDS` in this folder; `changes` as `warm.py` describes them."""
        log = folder / f"said-{next(self._numbers)}.txt"
        wish = {"words": words, "folder": str(folder), "log": str(log), **changes}
        assert self._warm.stdin
        self._warm.stdin.write(json.dumps(wish).encode() + b"\n")
        self._warm.stdin.flush()
        while True:
            for line in self._lines(PATIENCE):
                if line[0] == b"began":
                    return Process(self, int(line[1]), log)

    def ended(self, pid: int, seconds: float) -> int | None:
        """The exit code of a child, or minus its signal; None when it is alive after so long."""
        deadline = time.monotonic() + seconds
        while pid not in self._codes and (left := deadline - time.monotonic()) > 0:
            self._lines(left)
        return self._codes.get(pid)

    def _lines(self, seconds: float) -> list[list[bytes]]:
        """What the warm process says within this time, in words; the ends of children are noted."""
        assert self._warm.stdout
        out = self._warm.stdout.fileno()
        if not select.select([out], [], [], seconds)[0]:
            return []
        fresh = os.read(out, 65536)
        assert fresh, "the warm process is gone"
        *lines, self._heard = (self._heard + fresh).split(b"\n")
        said = [line.split() for line in lines]
        for _, pid, *code in said:
            if code:
                self._codes[int(pid)] = int(code[0])
            else:  # the system gives the number of one that ended long ago to one that begins
                self._codes.pop(int(pid), None)
        return said


@dataclass(frozen=True)
class Process:
    """One `digest` command, under way or over."""

    nursery: Nursery
    pid: int
    log: Path

    def ended(self, seconds: float = PATIENCE) -> int | None:
        """Its exit code, or minus the signal that ended it; None when it is alive after so long."""
        return self.nursery.ended(self.pid, seconds)

    def tell(self, number: int) -> None:
        """Send it a signal, unless it is over."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def said(self) -> str:
        """What it has written, on either stream. It never shows a traceback."""
        text = self.log.read_text("utf-8", "replace")
        assert "Traceback" not in text, text
        return text


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A warm process, gone with its children at the end of the block."""
    with _started("tests.torture.warm") as process:
        yield Nursery(process)


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
    with _started("tests.torture.sink") as process:
        yield Sink(process)


@contextmanager
def _started(module: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", module]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=CHECKOUT, process_group=0, **pipes) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, 9)
