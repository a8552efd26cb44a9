"""What `benchmarks.send` measures: an edition sent whole, ready messages, and what a script would do."""

from __future__ import annotations

import smtplib
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from threading import Thread

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.clocks import Method, Took, took
from benchmarks.render import by_script
from digest import desk, rendering, settings
from digest.cli.clock import SystemClock
from digest.mailers.smtp import Smtp
from digest.mailers.wire.line import Line
from digest.mailers.wire.switchboard import Switchboard
from digest.models import DeliveryStatus, Format, Hand, Message
from digest.pipeline import publish
from digest.settings import Settings, shipped_config
from digest.store.deliveries import Ledger
from digest.wiring import newsroom
from subscribers.models import Registration
from subscribers.store import People
from subscribers.tokens import Signer
from tests.pipeline.room import heard
from tests.rendering.editions import LINKS, NEWSLETTER, TOKEN, edition

STORIES = 24  # a message of about 20 kB
READY = 500  # different messages, sent again and again
CHUNK = 5_000


@dataclass(frozen=True)
class Load:
    """What is sent, and where to."""

    port: int
    people: int
    connections: int

    def mailer(self) -> Smtp:
        return Smtp(
            "127.0.0.1",
            self.port,
            "plain",
            helo="bench.example.org",
            connections=self.connections,
            messages_per_connection=self.people,
        )


def ready() -> list[Message]:
    """Some of the messages of the day."""
    day = replace(edition(STORIES), created=datetime.now(UTC))
    letter = rendering.letter(NEWSLETTER, day, Format.FULL)
    stencil = rendering.Stencil.of(letter, NEWSLETTER, day, day.created)
    return [stencil.message(n, f"reader{n}@example.org", LINKS, f"{TOKEN}{n}") for n in range(READY)]


def wire(load: Load, messages: list[Message]) -> Took:
    """Ready messages through our mailer, without copies and without a database."""
    with took() as time, load.mailer() as mailer:
        statuses = [outcome.status for outcome in mailer.send(islice(cycle(messages), load.people))]
    assert statuses == [DeliveryStatus.SENT] * load.people
    return time


def script(load: Load, sample: Message) -> Took:
    """Smtplib in threads, with one EmailMessage built for each recipient."""
    day = replace(edition(STORIES), created=datetime.now(UTC))
    letter = rendering.letter(NEWSLETTER, day, Format.FULL)

    def work(first: int) -> None:
        with smtplib.SMTP("127.0.0.1", load.port, "bench.example.org") as connection:
            for number in range(first, load.people, load.connections):
                message = replace(sample, recipient=f"reader{number}@example.org")
                connection.sendmail(sample.sender, [message.recipient], by_script(letter, message))

    with took() as time:
        threads = [Thread(target=work, args=(first,)) for first in range(load.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return time


def whole(
    load: Load, folder: Path, key: str = "", watched: AbstractContextManager[object] | None = None
) -> Took:
    """An edition published to everyone of a fresh database, from the opening of its list to its end."""
    clock = SystemClock()
    with newsroom(configured(load, folder, key)) as room:
        for first in range(0, load.people, CHUNK):
            numbers = range(first, min(first + CHUNK, load.people))
            said = [Registration(f"reader{n}@example.org", NEWSLETTER.key) for n in numbers]
            room.people.enter(said, clock.now())  # type: ignore[attr-defined]
        now = clock.now()
        day = replace(edition(STORIES), created=now, day=now.date())
        approved = desk.approve(room, room.editions.add(day), Hand("bench", now))
        with watched or nullcontext(), took() as time:
            tally = publish(room, approved, clock, heard)
    assert (tally.sent, tally.listed) == (load.people, load.people), tally
    return time


STAGES: dict[str, list[Method]] = {
    "the list is opened": [(Ledger, "open")],
    "claims and outcomes": [(Ledger, "turn")],
    "people looked up": [(People, "addressees")],
    "tokens": [(Signer, "token")],
    "copies, and their signatures": [(rendering.Stencil, "message")],
    "talking to the server": [(Line, "announce"), (Line, "hand_over"), (Line, "receive")],
    "waiting for the server": [(Switchboard, "wait")],
}


def configured(load: Load, folder: Path, key: str = "") -> Settings:
    """Those of config.toml, with a database of their own, this mailer and perhaps a key that signs."""
    lines = [
        'kind = "smtp"\nhost = "127.0.0.1"\nsecurity = "plain"\nhelo = "bench.example.org"',
        f"port = {load.port}\nconnections = {load.connections}\nmessages_per_connection = {load.people}",
    ]
    shipped = shipped_config().read_text("utf-8")
    assert 'kind = "folder"' in shipped
    text = shipped.replace('kind = "folder"', "\n".join(lines) + " #")
    if key:
        (folder / "dkim.pem").write_text(_pem(key))
        text += '\n[dkim]\nselector = "bench"\nkey = "dkim.pem"\n'
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return replace(settings.load(path, {}), newsletter=NEWSLETTER)


def _pem(kind: str) -> str:
    key = generate_private_key(65537, 2048) if kind == "rsa" else Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
