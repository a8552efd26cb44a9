"""Postfix's own SMTP servers for tests and benchmarks: smtp-sink takes or refuses, smtp-source sends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDERS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
SINK = shutil.which("smtp-sink", path=_FOLDERS)
SOURCE = shutil.which("smtp-source", path=_FOLDERS)


@contextmanager
def sink(folder: Path, *arguments: str) -> Iterator[int]:
    """A running smtp-sink with these arguments; its port."""
    assert SINK
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    as_root = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [SINK, *as_root, *arguments, f"127.0.0.1:{port}", "20"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _listening(port)
            yield port
        finally:
            process.kill()


def _listening(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("smtp-sink does not listen")
