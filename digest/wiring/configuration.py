"""The configuration as the desk tends it: config.toml, read as it stands, changed whole or not at all."""

from __future__ import annotations

import fcntl
import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from digest.errors import Conflict
from digest.models import Change, Hand, Kept, Listed, Setup, whence
from digest.settings import Settings, mark, masked, tuned, write_whole
from digest.settings.current import Current, Version

log = logging.getLogger(__name__)

HISTORY = "tuning.jsonl"  # in the data folder: a line for each change that was kept


@dataclass
class ConfigFile:
    """config.toml, and beside the data a history of what the desk changed of it."""

    path: Path
    history: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _current: Current = field(init=False, repr=False)
    _last: tuple[Version, Setup] | None = field(init=False, repr=False, default=None)

    def __post_init__(self) -> None:
        self._current = Current(self.path, self.environment)

    def setup(self) -> Setup:
        """What stands now, or the last that was good and what is wrong."""
        version, last = self._current.version(), self._last
        if last is None or last[0] is not version:
            last = self._last = version, _setup(version.settings, version.seen, version.fault)
        return last[1]

    def propose(self, changes: Sequence[Change]) -> Setup:
        """What would stand with these changes. Nothing is written."""
        draft = tuned(self.path, changes, self.environment)
        return _setup(draft.settings, draft.seen)

    def keep(self, changes: Sequence[Change], seen: str, hand: Hand, about: Sequence[str]) -> Setup:
        """Write these changes into the file, all or none, and what they are about into the history."""
        with _alone(self.path):
            draft = tuned(self.path, changes, self.environment)
            if draft.seen != seen:
                raise Conflict(
                    f"{self.path.name} was changed meanwhile: nothing was written. Look at what stands now, "
                    "and try again"
                )
            write_whole(self.path, draft.text)
            self._note(hand, about)
        return _setup(draft.settings, mark(draft.text))

    def kept(self, most: int) -> list[Kept]:
        """The last changes, latest first."""
        try:
            lines = self.history.read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        return [*islice(_read(reversed(lines)), most)]

    def _note(self, hand: Hand, about: Sequence[str]) -> None:
        try:
            self.history.parent.mkdir(parents=True, exist_ok=True)
            with self.history.open("a", encoding="utf-8") as file:
                for words in about:
                    said = {"at": hand.at.isoformat(timespec="seconds"), "by": hand.name, "about": words}
                    entrance = {"role": hand.signed_as, "door": hand.door} if hand.door else {}
                    file.write(json.dumps(said | entrance) + "\n")
        except OSError as error:
            log.warning("%s: cannot be written: %s; the change itself was kept", self.history, error.strerror)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other desk or terminal changes the file meanwhile. Its folder is locked: the file is replaced."""
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _setup(settings: Settings, seen: str, fault: str = "") -> Setup:
    listed = tuple(Listed(one.name, masked(one.url), one.origin, one.paused) for one in settings.sources)
    return Setup(settings.newsletter, listed, seen, fault, settings.schedule.publish)


def _read(lines: Iterator[str]) -> Iterator[Kept]:
    """What the lines of the history say; a line that was damaged says nothing."""
    for line in lines:
        try:
            said = json.loads(line)
            door = whence(said.get("role"), said.get("door"))
            yield Kept(datetime.fromisoformat(said["at"]), str(said["by"]), str(said["about"]), door)
        except (ValueError, KeyError, TypeError):
            continue
