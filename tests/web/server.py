"""A readers' app on a real port, in a process of its own, around a newsroom of fakes."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = """
import logging, time
from dataclasses import replace
from digest.web.readers import readers
from digest.web.serving import Place, serve
from tests.fakes import FakePeople
from tests.pipeline.room import MORNING, room
from tests.web.house import TEMPLATES, sent

class People(FakePeople):
    def leave_together(self, departures):
        if any(one.subscription == 4 for one in departures):
            raise ZeroDivisionError("a bug")
        if any(one.subscription == 5 for one in departures):
            time.sleep(60)
        return super().leave_together(departures)

logging.basicConfig(format="%(levelname)s %(message)s")
given = room(readers=5)
sent(given)
given = replace(given, people=People(given.people.there))
app = readers(given, lambda: MORNING, TEMPLATES, patience=2)
serve(app, Place(public=True), lambda address: print(address, flush=True))
print("ended", flush=True)
"""
BROKEN, HANGING = 4, 5  # the subscriptions whose leaving fails, and never ends


@dataclass
class Server:
    """The process, and the port that it listens on."""

    process: subprocess.Popen[str]
    port: int

    def answers(self, sent: bytes, *, hang_up: bool = False) -> bytes:
        """Everything that comes back for these bytes until the server hangs up, or after we did."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(sent)
            if hang_up:
                line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))

    def log(self) -> str:
        """End it; what it wrote on its error stream."""
        self.process.send_signal(signal.SIGTERM)
        output, errors = self.process.communicate(timeout=20)
        assert (output, self.process.returncode) == ("ended\n", 0)
        return errors


@contextmanager
def running() -> Iterator[Server]:
    """The app of PROGRAM, until the end of the block."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Server(process, int(re.findall(r":(\d+)/", process.stdout.readline())[0]))
        finally:
            process.kill()
