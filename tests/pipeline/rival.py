"""Another process that sends the same edition, and is killed with people on its wire."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from digest.models import Message, Part
from digest.pipeline import publish
from digest.store import locks
from digest.store.database import open_database
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import DAY, FakeClock, heard, stored

CHECKOUT = Path(__file__).resolve().parents[2]


def killed_while_sending(url: str, part: Part | None) -> list[str]:
    """Whom it mailed before it died; it claimed more."""
    said = f"from tests.pipeline import rival; rival.send_and_die({url!r}, {part!r})"
    done = subprocess.run([sys.executable, "-c", said], cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout.split()


def send_and_die(url: str, part: Part | None) -> None:
    """Publish, and be killed when the second message is on the wire."""
    locks.DOUBT_SECONDS = 0.0  # the tests' server has just begun, and nobody who sends is waited for
    given = stored(open_database(url))
    edition = given.editions.find("morning", DAY)
    assert edition
    mailed: list[str] = []

    def carried(message: Message) -> None:
        mailed.append(message.recipient)
        if len(mailed) == 2:
            print(*mailed, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    publish(
        replace(given, mailers=(FakeMailer(watch=carried, at_once=2),)), edition, FakeClock(), heard, part
    )
