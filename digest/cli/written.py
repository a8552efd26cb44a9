"""Files that commands write: whole or not at all, and for their owner alone where people stand in them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from digest.errors import ConfigurationError


@contextmanager
def for_owner_alone(path: Path) -> Iterator[TextIO]:
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
