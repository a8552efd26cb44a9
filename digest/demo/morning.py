"""The demo's morning: the real pipeline on the bundled newswire, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import tomlkit

from digest.demo.server import Newswire
from digest.errors import ConfigurationError
from digest.models import Approval, Edition, Tally
from digest.newsroom import Clock, Newsroom, Progress, Tell
from digest.pipeline import prepare, run
from digest.settings import Settings, load, shipped_config, write_whole
from digest.wiring import newsroom, people
from subscribers.files import Intake, import_rows, read

MARK = ".morning-digest-demo"


@dataclass(frozen=True, slots=True)
class Morning:
    """What a demo's morning left behind."""

    edition: Edition
    tally: Tally
    ill: dict[str, str]
    settings: Settings


def morning(folder: Path, clock: Clock, tell: Tell) -> Morning:
    """Yesterday's edition, then today's, both sent to the sample subscribers as files in `folder`.

    Starts afresh each time. Raises ConfigurationError for a folder that holds anything but a demo.
    """
    settings, port = _yesterday(folder, clock, Approval.AUTOMATIC)
    with Newswire(clock.now(), 2, port), newsroom(settings) as room:
        edition, tally = run(room, clock, tell)
        return Morning(edition, tally or Tally(), _ill(room), settings)


@contextmanager
def draft(folder: Path, clock: Clock, tell: Tell) -> Iterator[tuple[Settings, Newsroom]]:
    """Yesterday's edition, sent, and today's as a draft that waits for an editor; the outlets stay open.

    Starts afresh and raises as `morning` does.
    """
    settings, port = _yesterday(folder, clock, Approval.EDITOR)
    with Newswire(clock.now(), 2, port), newsroom(settings) as room:
        prepare(room, room.newsletter.day(clock.now()), clock.now(), tell)
        yield settings, room


def _yesterday(folder: Path, clock: Clock, approval: Approval) -> tuple[Settings, int]:
    """The settings of a fresh demo whose edition of yesterday is sent, and the port of its newswire."""
    _clear(folder)
    yesterday = Yesterday(clock)
    with Newswire(yesterday.now(), 1) as wire:
        settings = _settings(folder, wire, approval)
        automatic = replace(settings.newsletter, approval=Approval.AUTOMATIC)
        mailer = {"kind": "folder", "path": "yesterday"}
        with newsroom(replace(settings, newsletter=automatic, mailer=(mailer,))) as room:
            _subscribe(settings, yesterday.now())
            run(room, yesterday, _unheard)
        return settings, wire.port


@dataclass(frozen=True, slots=True)
class Yesterday:
    """The clock of the day before."""

    clock: Clock

    def now(self) -> datetime:
        return self.clock.now() - timedelta(days=1)

    def pause(self, seconds: float) -> None:
        self.clock.pause(seconds)

    def stopping(self) -> bool:
        return self.clock.stopping()


def _clear(folder: Path) -> None:
    """An empty folder with our mark in it; whatever is not a demo's stays untouched."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise ConfigurationError(f"{folder}: is not a demo's folder; choose another with --folder")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).touch()


def _settings(folder: Path, wire: Newswire, approval: Approval) -> Settings:
    """The shipped configuration with the newswire's outlets for sources, loopback opened."""
    path = folder / "config.toml"
    document = tomlkit.parse(shipped_config().read_text(encoding="utf-8"))
    document["sources"] = wire.sources()
    document["collecting"].update({"allow_networks": ["127.0.0.0/8"], "pause": 0.0})
    document["mailer"].update({"path": "mails"})
    document["newsletter"].update({"stories": 16, "approval": str(approval)})
    write_whole(path, tomlkit.dumps(document))
    return load(path)


def _subscribe(settings: Settings, now: datetime) -> None:
    sample = files("digest.demo").joinpath("subscribers.csv").read_bytes()
    with people(settings) as readers:
        import_rows(readers, read(BytesIO(sample)), Intake(settings.newsletter.key, "a sample", now))


def _ill(room: Newsroom) -> dict[str, str]:
    conditions = room.archive.conditions()
    return {room.origins[key].outlet: one.ill for key, one in conditions.items() if one.ill}


def _unheard(_: Progress) -> None:
    """Yesterday is not worth a progress bar."""
