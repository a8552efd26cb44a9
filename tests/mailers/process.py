"""Starts the SMTP servers of `server.py` in a process of their own, and reads what they have accepted."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """A running server, and the log of what it has accepted."""

    port: int
    log: Path

    def accepted(self) -> list[dict[str, Any]]:
        if not self.log.exists():
            return []
        # The server may be in the middle of its last line.
        whole, _, _ = self.log.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def arrived(self) -> list[tuple[str, bytes]]:
        """Recipient and bytes of each accepted message, in order."""
        return [(kept["to"][0], base64.b64decode(kept["data"])) for kept in self.accepted()]


Serving = Callable[..., Server]


@dataclass(frozen=True)
class PostOffice:
    """The process of `server.py`, which opens servers on demand."""

    process: subprocess.Popen[str]

    def server(self, folder: Path, *arguments: str) -> Server:
        """One more server with these arguments, and its log in the folder."""
        log = folder / "accepted.jsonl"
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin
        assert stdout
        stdin.write(json.dumps(["--log", str(log), *arguments]) + "\n")
        stdin.flush()
        return Server(int(stdout.readline()), log)


@pytest.fixture(scope="session")
def office() -> Iterator[PostOffice]:
    """The process with the SMTP servers of all tests, gone when they are through."""
    command = [sys.executable, "-m", "tests.mailers.server"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, **pipes) as process:
        try:
            yield PostOffice(process)
        finally:
            process.kill()


def throw_away_certificate(folder: Path) -> Path:
    """A PEM file with a new key and a certificate for localhost, signed by itself."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    key, certificate, both = folder / "key.pem", folder / "certificate.pem", folder / "both.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    subprocess.run(
        [*command, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=30
    )
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both
