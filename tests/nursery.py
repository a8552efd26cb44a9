"""`digest` processes that begin in no time, to be watched, told and killed: forked by `warm.py`."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
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
        log.touch()  # or who looks at once finds none
        wish = {"words": words, "folder": str(folder), "log": str(log)}
        return Process(self, self._fork(wish | changes), log)

    def run(
        self, folder: Path, *words: str, environment: Mapping[str, str], seconds: float = PATIENCE
    ) -> subprocess.CompletedProcess[str]:
        """Run `digest WORDS` in this folder to its end, its streams apart. Raises TimeoutExpired."""
        with tempfile.TemporaryDirectory(prefix="said-") as place:
            log, errors = Path(place, "out"), Path(place, "err")
            wish = {"words": words, "folder": str(folder), "log": str(log), "errors": str(errors)}
            pid = self._fork(wish | {"environment": dict(environment)})
            code = self.ended(pid, seconds)
            if code is None:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(words, seconds, log.read_bytes(), errors.read_bytes())
            return subprocess.CompletedProcess(words, code, log.read_text("utf-8"), errors.read_text("utf-8"))

    def _fork(self, wish: dict[str, Any]) -> int:
        assert self._warm.stdin
        self._warm.stdin.write(json.dumps(wish).encode() + b"\n")
        self._warm.stdin.flush()
        while True:
            for line in self._lines(PATIENCE):
                if line[0] == b"began":
                    return int(line[1])

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

    def until(self, pattern: str, seconds: float = PATIENCE) -> str:
        """Wait until it has written this; what was found."""
        deadline = time.monotonic() + seconds
        while not (found := re.search(pattern, self.said())):
            assert self.ended(0) is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.005)
        return found[0]

    def said(self) -> str:
        """What it has written, on either stream. It never shows a traceback."""
        text = self.log.read_text("utf-8", "replace")
        assert "Traceback" not in text, text
        return text


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A warm process, gone with its children at the end of the block."""
    with started("tests.warm") as process:
        yield Nursery(process)


@cache
def the_nursery() -> Nursery:
    """The one of all tests of this process, gone with it."""
    held = contextlib.ExitStack()
    atexit.register(held.close)
    return held.enter_context(nursery())


@contextmanager
def started(module: str) -> Iterator[subprocess.Popen[bytes]]:
    """A helper's process with pipes, gone with its children at the end of the block."""
    command = [sys.executable, "-m", module]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=CHECKOUT, process_group=0, **pipes) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, 9)
