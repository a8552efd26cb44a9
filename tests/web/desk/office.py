"""A whole office for a browser: a draft in a real database, a desk in a process of its own, and mail."""

from __future__ import annotations

import re
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import tomlkit
from aiosmtpd.controller import Controller
from argon2 import PasswordHasher

from digest.demo.server import Newswire
from digest.models import Edition, Role, User
from digest.pipeline import prepare, publish
from digest.settings import Settings, load, shipped_config, write_whole
from digest.wiring import accounts, newsroom
from subscribers.files import Intake, import_rows, read
from subscribers.store import People
from tests.nursery import the_nursery
from tests.pipeline.room import FakeClock, heard
from tests.web.desk.house import PASSWORD

READERS = b"address,format\ngrace@example.org,full\nlinus@example.org,lite\n"
TOKEN = re.compile(r"(/(?:leave|view|unsubscribe)/)[\w.~=-]+")


def draft(folder: Path) -> Path:
    """Make a folder in which the demo's draft waits for an editor; its configuration."""
    now = datetime.now(UTC)
    with Newswire(now, 1) as wire:
        path = folder / "config.toml"
        document = tomlkit.parse(shipped_config().read_text(encoding="utf-8"))
        document["sources"] = wire.sources()
        document["collecting"].update({"allow_networks": ["127.0.0.0/8"], "pause": 0.0})
        document["newsletter"].update({"stories": 16, "approval": "editor"})
        document["mailer"] = {"kind": "smtp", "host": "127.0.0.1", "port": 2525, "security": "plain"}
        write_whole(path, tomlkit.dumps(document))
        settings = load(path)
        with newsroom(settings) as room:
            assert isinstance(room.people, People)
            import_rows(room.people, read(BytesIO(READERS)), Intake(settings.newsletter.key, "a test", now))
            prepare(room, room.newsletter.day(now), now, heard)
    with accounts(settings) as users:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        for name, role in (("Ada", Role.CHIEF), ("Ben", Role.EDITOR)):
            users.add(User(0, name, f"{name.lower()}@example.org", role, now, cheap))
    return path


@dataclass
class Post:
    """What reached the mail server."""

    arrived: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.arrived.append((envelope.rcpt_tos[0], envelope.original_content))
        return "250 2.0.0 taken"

    def to(self, address: str) -> EmailMessage:
        """The only message that came for this person."""
        (data,) = [data for recipient, data in self.arrived if recipient == address]
        return opened(data)


@dataclass
class Office:
    """The desk's address, the mail that came, and the newsroom behind both."""

    home: str
    post: Post
    settings: Settings

    def edition(self) -> Edition:
        with newsroom(self.settings) as room:
            found = room.editions.latest(room.newsletter.key)
        assert found
        return found

    def publish(self) -> Edition:
        """Send what was approved, as the schedule would at its hour."""
        with newsroom(self.settings) as room:
            edition = room.editions.latest(room.newsletter.key)
            assert edition
            publish(room, edition, FakeClock(datetime.now(UTC)), heard)
        return self.edition()


@contextmanager
def office(drafted: Path, folder: Path) -> Iterator[Office]:
    """The draft on a desk at a real port, its mail to a real server, until the end of the block."""
    shutil.copytree(drafted.parent, folder, dirs_exist_ok=True)
    path, post = folder / "config.toml", Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = Controller(post, hostname="127.0.0.1", port=port)
    server.start()
    try:
        path.write_text(path.read_text(encoding="utf-8").replace("2525", str(port)), encoding="utf-8")
        process = the_nursery().begin(folder, "--config", str(path), "desk", "serve", "--port", "0")
        try:
            yield Office(process.until(r"http://[\d.]+:\d+(?=\D)"), post, load(path))
        finally:
            process.tell(signal.SIGKILL)
            process.ended()
    finally:
        server.stop()


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


OWN = ("To", "Message-ID", "List-Unsubscribe", "Date")
"""Headers in which a message is its reader's, or its hour's."""


def common(message: EmailMessage) -> dict[str, object]:
    """All of a message but what is its reader's own: links, address, number and hour."""
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return {
        "headers": [(name, str(value)) for name, value in message.items() if name not in OWN],
        "parts": [TOKEN.sub(r"\1", part) for part in parts],
    }
