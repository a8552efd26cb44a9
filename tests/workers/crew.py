"""Workers as an operator has them: processes of `digest worker`, Redis, PostgreSQL and an SMTP server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from digest import desk
from digest.models import Edition, Hand, Tally
from digest.newsroom import Newsroom
from digest.settings import load, shipped_config
from digest.store.database import open_database
from digest.wiring import newsroom
from subscribers.models import Registration
from tests.cli.conftest import ROOT, Installation
from tests.desk.receiver import Receiver
from tests.mailers.process import Server
from tests.store.rooms import edition
from tests.workers.redis import Redis

READERS = 120
PART = 10


@dataclass
class Worker:
    """One `digest worker`, and the file in which it speaks."""

    process: subprocess.Popen[bytes]
    said: Path

    @property
    def waits(self) -> bool:
        return "waits for parts" in self.said.read_text()

    @property
    def losses(self) -> int:
        """How often it told that its broker went away."""
        return self.said.read_text().count("Connection to broker lost")


@dataclass
class Crew:
    """The installation, its broker, its mail server, and as many workers as were asked for."""

    here: Installation
    redis: Redis
    smtp: Server
    hook: Receiver
    workers: list[Worker] = field(default_factory=list)

    def staffed(self, count: int) -> None:
        """So many workers are up and wait for parts."""
        self.workers = [one for one in self.workers if one.process.poll() is None]
        while len(self.workers) < count:
            said = self.here.folder / f"worker-{time.monotonic_ns()}.log"
            with said.open("wb") as log:
                process = subprocess.Popen(
                    self._command("-v", "worker"), stdout=log, stderr=log, **self._surroundings()
                )
            self.workers.append(Worker(process, said))
        until(lambda: all(one.waits for one in self.workers), "the workers to start")

    def started(self, *words: str) -> subprocess.Popen[str]:
        """A command under way."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(self._command(*words), **pipes, **self._surroundings())

    def approved(self) -> Edition:
        """Today's edition, new and let out; nobody has had it, and no mail was sent before."""
        with self.room() as room:
            engine = open_database(load(self.here.folder / "config.toml").database)
            with engine.begin() as connection:
                connection.execute(text("DELETE FROM editions"))
            engine.dispose()
            self.smtp.log.unlink(missing_ok=True)
            now = datetime.now(UTC)
            today = edition(room.newsletter.day(now), created=now)
            return desk.approve(room, room.editions.add(today), Hand("Ada", now))

    def tally(self, edition: Edition) -> Tally:
        with self.room() as room:
            return room.ledger.tally(edition)

    @contextmanager
    def room(self) -> Iterator[Newsroom]:
        with newsroom(load(self.here.folder / "config.toml")) as room:
            yield room

    def begun(self, messages: int) -> None:
        """So many messages are out."""
        log = self.smtp.log
        until(lambda: log.exists() and log.read_bytes().count(b"\n") >= messages, f"{messages} messages")

    def arrived(self) -> Counter[str]:
        """How many messages each person has."""
        return Counter(recipient for recipient, _ in self.smtp.arrived())

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "digest", *words]

    def _surroundings(self) -> dict:
        return {"cwd": self.here.folder, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}


@contextmanager
def crew(folder: Path, database: str, redis: Redis, smtp: Server, hook: Receiver) -> Iterator[Crew]:
    """An installation with readers, and no worker yet. How its day goes is told to the hook."""
    here = Installation(folder)
    (folder / "config.toml").write_text(shipped_config().read_text(encoding="utf-8"), encoding="utf-8")
    here.configure("storage", database=database, token_key="a key of thirty-two bytes or so.")
    here.configure("workers", broker=redis.url, part_size=PART)
    here.configure("newsletter", sender="Morning Digest <digest@news.example>")
    plain = f'kind = "smtp"\nhost = "127.0.0.1"\nport = {smtp.port}\nsecurity = "plain"'
    here.rewrite('kind = "folder"', plain)
    here.configure("desk", webhook=hook.url)
    here.configure("collecting", allow_networks=["127.0.0.0/8"])
    made = Crew(here, redis, smtp, hook)
    with made.room() as room:
        now = datetime.now(UTC)
        people = [Registration(f"reader{n}@example.org", "morning", consented=now) for n in range(READERS)]
        room.people.enter(people, now)  # type: ignore[attr-defined]
    try:
        yield made
    finally:
        for one in made.workers:
            one.process.kill()
            one.process.wait(20)


def until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Look until it is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.02)
