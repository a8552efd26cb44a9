"""Where sends are tortured: people, an approved edition, a database that is copied anew for each send.

A `Verdict` holds what the ledger says of a send against what the server has accepted.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from digest import desk, wiring
from digest.models import Edition, EditionStatus, Hand, Tally
from digest.newsroom import Newsroom
from digest.settings import Settings, load
from subscribers.models import Registration
from tests.databases import Cluster
from tests.mailers.process import Server
from tests.nursery import Nursery, Process
from tests.rendering.editions import edition
from tests.torture.processes import Sink

STORIES = 6
BUSY = "under way in another process"

CONFIG = """
[newsletter]
key = "daybreak"
name = "The Daybreak Letter"
sender = "The Daybreak Letter <letter@news.example.org>"
public_url = "https://news.example.org"
postal_address = "4 Quay Street, Port Ellery"

[storage]
database = "{database}"
token_key = "a key of thirty-two bytes or so."

[sending]
on_uncertain = "{on_uncertain}"
retry_pauses = [{pauses}]
{sending}

[mailer]
{mailer}
"""


@dataclass(frozen=True)
class Setting:
    """What a send is like: through the sink, or into a folder. `sending` are further lines of config.toml."""

    backend: str = "sqlite"
    connections: int = 1
    on_uncertain: str = "hold"
    people: int = 50
    pauses: str = "0, 0, 0"
    sending: str = ""
    folder: bool = False

    def __str__(self) -> str:
        return f"{self.backend}, {self.connections} connections, {self.on_uncertain}"


@dataclass(frozen=True)
class Verdict:
    """How a send stands: the ledger's word on each person, and the copies that arrived."""

    setting: Setting
    status: EditionStatus
    tally: Tally
    words: dict[str, str] = field(repr=False)  # a status by address
    copies: Counter[str] = field(repr=False)  # by address
    message_ids: dict[str, set[str]] = field(repr=False)

    @property
    def lost(self) -> set[str]:
        """Who is called sent and has nothing."""
        return {who for who, word in self.words.items() if word == "sent" and not self.copies[who]}

    @property
    def unknown(self) -> set[str]:
        """Who has it although the ledger says otherwise, or says nothing."""
        may = {"sent", "uncertain", "sending"}
        return {who for who in self.copies if self.words.get(who, "") not in may}

    @property
    def duplicates(self) -> int:
        """Copies beyond the first."""
        return self.copies.total() - len(self.copies)

    @property
    def uncertain(self) -> set[str]:
        return {who for who, word in self.words.items() if word == "uncertain"}

    @property
    def uncertain_arrived(self) -> int:
        """How many of the uncertain have it after all."""
        return sum(1 for who in self.uncertain if self.copies[who])

    def require(self, *, duplicates: int = 0) -> None:
        """What must hold at any moment, whatever was done to the processes."""
        assert not self.lost, f"{self.setting}: lost {sorted(self.lost)[:5]}"
        assert not self.unknown, f"{self.setting}: {sorted(self.unknown)[:5]} have it against the ledger"
        assert self.duplicates <= duplicates, f"{self.setting}: {self.duplicates} copies too many"
        assert self.tally.listed in (0, self.setting.people), f"{self.setting}: {self.tally}"
        assert (self.status is not EditionStatus.SENT) or self.tally.finished, f"{self.setting}: {self.tally}"
        assert all(len(ids) == 1 for ids in self.message_ids.values()), "a Message-ID changed between tries"

    def require_finished(self, *, duplicates: int = 0) -> None:
        """What must hold besides when `digest publish` has said that it is done."""
        self.require(duplicates=duplicates)
        assert self.status is EditionStatus.SENT, f"{self.setting}: {self.status}"
        assert self.tally.settled == self.setting.people, f"{self.setting}: {self.tally}"


@dataclass
class Stage:
    """An installation of this setting. `begin` puts everything back to the hour before the send."""

    setting: Setting
    folder: Path
    nursery: Nursery
    sink: Sink
    cluster: Cluster | None = None
    disk: Path | None = None  # where the SQLite file lies, or the folder of mails, if not in the folder
    _sends: int = 0
    _server: Server | None = None
    _settings: Settings = field(init=False)

    @property
    def log(self) -> Path:
        return self.folder / f"accepted-{self._sends}.log"

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return (self.folder if self.setting.folder else self.disk or self.folder) / "digest.db"

    @property
    def outbox(self) -> Path:
        return (self.disk or self.folder) / "outbox"

    @property
    def url(self) -> str:
        return self.cluster.url("torture") if self.cluster else f"sqlite:///{self.file}"

    def begin(self, server: Server | None = None, **options: object) -> None:
        """The list of people and the approved edition, nobody mailed yet, and nothing arrived.

        The mail goes to this server instead of the sink, with these options of the mailer.
        """
        self._sends += 1
        self._server = server
        shutil.rmtree(self.outbox, ignore_errors=True)
        self.configure(**options)
        self._furnish()

    def configure(self, sending: str = "", **options: object) -> None:
        """Write config.toml anew, with other lines for `sending` or options of the mailer."""
        setting = replace(self.setting, sending=sending or self.setting.sending)
        configure(self.folder, setting, self.url, self._mailer() | options)
        self._settings = _loaded(self.folder, (self.folder / "config.toml").read_text("utf-8"))

    def publish(self, *words: str, **changes: Any) -> Process:
        """Begin `digest publish`."""
        return self.nursery.begin(self.folder, *(words or ("publish",)), **changes)

    def publish_until_done(self, codes: tuple[int, ...] = (4,), most: int = 20) -> int:
        """`digest publish`, again while it ends with one of these codes; how many it took."""
        for run in range(1, most + 1):
            process = self.publish()
            code = process.ended()
            if code == 0:
                return run
            assert code in codes or BUSY in process.said(), (code, process.said())
        raise AssertionError(f"not done after {most} runs: {process.said()}")

    @contextmanager
    def room(self) -> Iterator[Newsroom]:
        """The newsroom of this installation, for a look or a change beside the send."""
        with wiring.newsroom(self._settings) as room:
            yield room

    def edition(self, room: Newsroom) -> Edition:
        found = room.editions.latest("daybreak")
        assert found
        return found

    def standing(self) -> tuple[EditionStatus, Tally]:
        """How the ledger stands, without a look at what arrived."""
        with self.room() as room:
            this = self.edition(room)
            return this.status, room.ledger.tally(this)

    def verdict(self) -> Verdict:
        """How things stand now. Waits until the sink has read what dead processes left on the wire."""
        copies, message_ids = Counter[str](), defaultdict(set)
        for address, message_id in self._arrived():
            copies[address] += 1
            message_ids[address].add(message_id)
        with self.room() as room:
            this = self.edition(room)
            listed = list(room.ledger.listing(this))
            words = {self._addresses[one.subscription]: str(one.status) for one in listed}
            tally = room.ledger.tally(this)
            assert len(words) == tally.listed
            return Verdict(self.setting, this.status, tally, words, copies, message_ids)

    def accepted(self) -> int:
        """How many messages the server has taken of this send so far."""
        log = self._server.log if self._server else self.log
        return log.read_bytes().count(b"\n") if log.exists() else 0

    def _mailer(self) -> dict[str, object]:
        if self.setting.folder:
            return {"kind": "folder", "path": str(self.outbox)}
        port = self._server.port if self._server else self.sink.log(self.log)
        where = {"kind": "smtp", "host": "127.0.0.1", "port": port, "security": "plain"}
        return where | {"connections": self.setting.connections}

    def _arrived(self) -> Iterator[tuple[str, str]]:
        """Recipient and Message-ID of every message that reached the server or the folder."""
        if self._server:
            for address, data in self._server.arrived():
                yield address, message_from_bytes(data)["Message-ID"]
        elif self.setting.folder:
            for path in self.outbox.glob("*.eml"):
                mail = message_from_bytes(path.read_bytes())
                yield mail["To"], mail["Message-ID"]
        else:
            self.sink.log(self.log)
            for line in self.log.read_text().splitlines():
                address, _, message_id = line.partition("\t")
                yield address, message_id

    @cached_property
    def _addresses(self) -> dict[int, str]:
        with self.room() as room:
            return {one.id: one.subscriber.address for one in room.people.everyone("daybreak")}

    def _furnish(self) -> None:
        """A fresh copy of the database as it was first made."""
        if self.cluster:
            self.cluster.tell("DROP DATABASE IF EXISTS torture WITH (FORCE)")
            self.cluster.tell(f"CREATE DATABASE torture TEMPLATE {self._made}")
            return
        for path in self.file.parent.glob("digest.db*"):
            path.unlink()
        shutil.copy(self._made, self.file)

    @cached_property
    def _made(self) -> str:
        """The database that is copied: its name, or its file."""
        folder = self.folder / "made"
        folder.mkdir()
        url = self.cluster.create() if self.cluster else f"sqlite:///{folder / 'digest.db'}"
        configure(folder, self.setting, url, {"kind": "folder"})
        with wiring.newsroom(load(folder / "config.toml")) as room:
            _people(room, self.setting.people)
            _edition(room)
        return url.partition("?")[0].rpartition("/")[2] if self.cluster else str(folder / "digest.db")


def configure(folder: Path, setting: Setting, database: str, mailer: dict[str, object]) -> None:
    """Write config.toml."""
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in mailer.items())
    given = {**vars(setting), "database": database, "mailer": lines}
    (folder / "config.toml").write_text(CONFIG.format(**given), encoding="utf-8")


@cache
def _loaded(folder: Path, _text: str) -> Settings:
    return load(folder / "config.toml")


def _people(room: Newsroom, number: int) -> None:
    now = datetime.now(UTC)
    readers = [
        Registration(address=f"reader{n}@example.org", newsletter="daybreak", format="full", consented=now)
        for n in range(number)
    ]
    room.people.enter(readers, now)


def _edition(room: Newsroom) -> None:
    now = datetime.now(UTC)
    drafted = replace(edition(STORIES), newsletter="daybreak", day=now.date(), created=now)
    desk.approve(room, room.editions.add(drafted), Hand("Ada", now))
