"""The program of the child process: reads hostile bytes one job after another, and may be killed at any."""

from __future__ import annotations

import json
import logging
import math
import os
import re
import resource
import struct
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

HEAD = struct.Struct(">II")
LENGTH = struct.Struct(">I")
# A process that has once grown this big starts the next job with too little left.
_FULL_GROWN = 0.5


def main() -> None:
    """Answer jobs from the standard input on the standard output until there are no more."""
    memory, seconds = (int(word) for word in sys.argv[-2:])
    with suppress(ValueError, OSError):  # not every system can limit memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    jobs = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    logging.disable(logging.CRITICAL)  # and what it complains of is the page's fault, of which we tell
    while head := jobs.read(HEAD.size):
        answer = _work(jobs, head, memory, seconds)
        packed = json.dumps(answer).encode()
        answers.write(LENGTH.pack(len(packed)) + packed)
        answers.flush()
        if answer["spent"]:
            return


def _work(jobs: BinaryIO, head: bytes, memory: int, seconds: int) -> dict[str, Any]:
    """One job: {"kind": the module to read with, "content_type": ...} and the bytes."""
    of_job, of_body = HEAD.unpack(head)
    job, body = json.loads(jobs.read(of_job)), jobs.read(of_body)
    try:
        # Before the clock starts: what a reader's own libraries take to load is not the job's doing.
        read = import_module(f"digest.sources.{job['kind']}").read
        _limit(seconds)
        answer: dict[str, Any] = read(body, job["content_type"])
    except MemoryError:
        return {"ill": f"needed more than {memory >> 20} MB to read", "spent": True}
    except Exception as error:  # noqa: BLE001  (a library's bug over one feed is that feed's illness)
        answer = {"ill": f"could not be read ({type(error).__name__})"}
    return {**answer, "spent": _peak() > _FULL_GROWN * memory}


def _limit(seconds: int) -> None:
    """Have the system end this process after so many more seconds of processor time, or up to one later.

    The limit is in whole seconds since the process began: rounded down, it would take from the job's share.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = math.ceil(used.ru_utime + used.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))


def _peak() -> int:
    """The most memory this process has had, in bytes.

    Linux counts what the parent had before `exec` into getrusage's figure, so its own is asked first.
    """
    with suppress(OSError):
        status = Path("/proc/self/status").read_text("ascii", "replace")
        if of_its_own := re.search(r"VmHWM:\s+(\d+) kB", status):
            return int(of_its_own[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
