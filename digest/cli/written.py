"""Files that commands write: whole or not at all, and for their owner alone where people stand in them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from digest.errors import ConfigurationError

SCREEN = Path("-")
"""The standard output, where a command is to write a file."""


@contextmanager
def export(path: Path) -> Iterator[TextIO]:
    """The stream of an export: the screen, or a file for its owner alone; line ends stay as written.

    Raises ConfigurationError where the file cannot be written.
    """
    if path == SCREEN:
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]  # the terminal's own text stream
        yield sys.stdout
        return
    try:
        with _for_owner_alone(path) as stream:
            yield stream
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written: {error.strerror}") from None


@contextmanager
def _for_owner_alone(path: Path) -> Iterator[TextIO]:
    """A stream that becomes this file when all of it is written, and nothing when it is not."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise ConfigurationError(f"{path}: is a link, folder or device: name a file, or none for the screen")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".export.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
