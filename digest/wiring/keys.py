"""The key that signs readers' links: from the settings, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from digest.errors import ConfigurationError
from digest.settings import Settings

BYTES = 32


def token_keys(settings: Settings) -> list[bytes]:
    """The keys of tokens, the signing one first; `storage.token_key` may hold several, parted by commas."""
    written = [part.strip() for part in settings.storage.token_key.split(",") if part.strip()]
    keys = [part.encode() for part in written] or [_kept(settings)]
    if any(len(key) < BYTES // 2 for key in keys):
        raise ConfigurationError(f"{settings.path}: storage.token_key: each key needs 16 characters or more")
    return keys


def _kept(settings: Settings) -> bytes:
    """The key in the data folder, made on first use, for its owner's eyes only.

    Where workers send it is never made: each machine would sign with another, and links would lead nowhere.
    """
    path = settings.data / "token.key"
    if settings.workers.broker and not path.exists():
        raise ConfigurationError(
            f"{path}: is missing, and all who send sign with one key: copy it here from the first machine, "
            "or set storage.token_key on all of them"
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        return bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise ConfigurationError(
            f"{path}: {error.strerror}: make storage.data a folder that can be written"
        ) from None
    except ValueError:
        raise ConfigurationError(
            f"{path}: is no key; restore it from a backup, or links to leave stop working"
        ) from None


def _make(path: Path) -> None:
    """Write the key whole under another name first, so that two first runs end with one key."""
    own = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)
    except FileExistsError:
        pass  # another process was first, and its key stands
    finally:
        own.unlink()
