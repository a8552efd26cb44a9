"""Puts each message into a folder: one `.eml` file, or one file of a Maildir."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from digest.errors import ConfigurationError, Unavailable
from digest.models import DeliveryStatus, Message, Outcome

_PARTS = {"eml": (".",), "maildir": ("tmp", "new", "cur")}


@dataclass
class Folder:
    """A folder as the provider: a message is whole and on the disk, or it is not there.

    A file is named by recipient and Message-ID, so the same message written again replaces itself.
    Files are readable by their owner alone: they hold addresses and personal links.
    `at_once` is 1 although a second write does no harm: a machine that dies leaves one doubt, not a hundred.
    """

    path: Path
    form: Literal["eml", "maildir"] = "eml"
    name: str = field(default="folder", init=False)
    at_once: int = field(default=1, init=False)
    _moved: dict[str, Path] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self.path = Path(self.path).expanduser()

    def __enter__(self) -> Folder:
        self._make()
        if self.form == "maildir":
            self._moved = {_unflagged(path): path for path in (self.path / "cur").iterdir()}
        return self

    def __exit__(self, *failure: object) -> None:
        self._moved = {}

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Write each message. Raises Unavailable when the folder takes nothing more (a full disk)."""
        for message in filter(None, feed):
            place = self._place(message)
            try:
                _write(self._draft(place), place, message.data)
            except OSError as error:
                raise Unavailable(f"the folder {self.path} takes no mail: {error.strerror}") from error
            yield Outcome(message.delivery, DeliveryStatus.SENT, "written", place.name)

    def check(self) -> None:
        """Write a file and remove it again, or raise ConfigurationError."""
        self._make()
        probe = self.path / _PARTS[self.form][0] / f".check-{os.getpid()}"
        try:
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise self._unwritable(error) from error

    def _make(self) -> None:
        try:
            for part in _PARTS[self.form]:
                (self.path / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> ConfigurationError:
        return ConfigurationError(
            f"mailer.path: the folder {self.path} cannot be written ({error.strerror}); "
            "give its owner the right to write there, or choose another folder"
        )

    def _place(self, message: Message) -> Path:
        """Where the message belongs; in a Maildir, where a mail reader has moved it since."""
        stem = _stem(message)
        if self.form == "eml":
            return self.path / f"{stem}.eml"
        return self._moved.get(stem, self.path / "new" / stem)

    def _draft(self, place: Path) -> Path:
        if self.form == "eml":
            return place.with_name(f".{place.name}.part")
        return self.path / "tmp" / _unflagged(place)


def _stem(message: Message) -> str:
    recipient = re.sub(r"[^A-Za-z0-9@._+-]", "_", message.recipient).lstrip(".-")[:80]
    return f"{recipient}-{hashlib.sha256(message.message_id.encode()).hexdigest()[:12]}"


def _unflagged(path: Path) -> str:
    return path.name.partition(":")[0]


def _write(draft: Path, place: Path, data: bytes) -> None:
    """Write `data` to `place` so that a crash leaves the old file, the new one or none, never half of one."""
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _settle(place.parent)


def _settle(folder: Path) -> None:
    """Make the new name in the folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
