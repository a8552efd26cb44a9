"""The settings as config.toml has them at this moment; the last good ones where it is broken."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.errors import ConfigurationError
from digest.settings.load import load, read
from digest.settings.shape import Settings
from digest.settings.tuning import mark


@dataclass(frozen=True, slots=True)
class Version:
    """Settings, the mark of the text they were read from, and what is wrong with the text that stands now."""

    settings: Settings
    seen: str
    fault: str = ""


@dataclass
class Current:
    """Reads the file again whenever it was written; safe to share between threads.

    Raises ConfigurationError where it was never good.
    """

    path: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _stamp: tuple[int, ...] = ()
    _version: Version | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def version(self) -> Version:
        """The settings that count now. Costs a look at the file's date where nothing was written."""
        with self._lock:
            stamp = _stamp(self.path)
            if self._version is None or stamp != self._stamp:
                self._version, self._stamp = self._read(self._version), stamp
            return self._version

    def _read(self, last: Version | None) -> Version:
        try:
            seen = mark(read(self.path)[0])
            return Version(load(self.path, self.environment), seen)
        except ConfigurationError as fault:
            if last is None:
                raise
            words = str(fault).replace(str(self.path), self.path.name)
            return Version(last.settings, last.seen, words)


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file is written or replaced."""
    try:
        stat = path.stat()
    except OSError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
