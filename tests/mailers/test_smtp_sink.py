"""Smtp against Postfix's own fault server, smtp-sink, where it is on the machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digest.errors import Unavailable
from digest.mailers.smtp import Smtp
from digest.models import DeliveryStatus, Outcome
from tests.mailers.contract import letter_to

SINK = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(SINK is None, reason="Postfix's smtp-sink is not on this machine")


@contextmanager
def sink(folder: Path, *arguments: str) -> Iterator[int]:
    """A running smtp-sink with these arguments."""
    assert SINK
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
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
    pytest.fail("smtp-sink does not listen")


def outcomes(port: int) -> list[str]:
    """What became of two letters; "unavailable" where the server serves nobody and both are left waiting."""
    found: list[Outcome] = []
    with Smtp("127.0.0.1", port, "plain", helo="digest.example", timeout=5, final_timeout=5) as mailer:
        try:
            found.extend(mailer.send([letter_to(1), letter_to(2)]))
        except Unavailable:
            assert {(outcome.status, outcome.reply) for outcome in found} == {(DeliveryStatus.WAITING, "")}
            return ["unavailable"]
    return [outcome.status for outcome in found]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [DeliveryStatus.SENT] * 2),
        (["-q", "CONNECT"], ["unavailable"]),
        (["-q", "EHLO"], ["unavailable"]),
        (["-q", "MAIL"], ["unavailable"]),
        (["-q", "RCPT"], ["unavailable"]),
        (["-q", "DATA"], ["unavailable"]),
        (["-q", "."], [DeliveryStatus.UNCERTAIN] * 2),
        (["-Q", "CONNECT"], ["unavailable"]),
        (["-Q", "MAIL"], ["unavailable"]),
        (["-Q", "RCPT"], ["unavailable"]),
        (["-Q", "."], ["unavailable"]),
        (["-r", "MAIL"], ["unavailable"]),
        (["-r", "RCPT"], [DeliveryStatus.WAITING] * 2),
        (["-r", "DATA"], [DeliveryStatus.WAITING] * 2),
        (["-r", "."], [DeliveryStatus.WAITING] * 2),
        (["-f", "MAIL"], ["unavailable"]),
        (["-f", "RCPT"], [DeliveryStatus.REFUSED] * 2),
        (["-f", "DATA"], [DeliveryStatus.REFUSED] * 2),
        (["-f", "."], [DeliveryStatus.REFUSED] * 2),
        (["-f", "QUIT"], [DeliveryStatus.SENT] * 2),
        (["-q", "QUIT"], [DeliveryStatus.SENT] * 2),
        (["-f", "RSET"], [DeliveryStatus.SENT] * 2),
        (["-e"], [DeliveryStatus.SENT] * 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_postfixs_own_faults_have_the_right_outcome(
    tmp_path: Path, arguments: list[str], expected: list[str]
) -> None:
    with sink(tmp_path, *arguments) as port:
        assert outcomes(port) == expected
