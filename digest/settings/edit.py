"""Writes to config.toml: adds sources, keeping comments, order and everything else as it stands."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from digest.errors import ConfigurationError
from digest.settings.load import HERE
from digest.settings.shape import SourceSettings


def shipped_config() -> Path:
    """The complete example that ships with the program: in the checkout, else in the package."""
    checkout = HERE.parents[1] / "config.toml"
    return checkout if checkout.is_file() else HERE.parent / "config.toml"


def add_sources(path: Path, sources: Sequence[SourceSettings], *, replace: bool = False) -> int:
    """Append sources that are not there yet (by address), or put them in place of all others.

    The file is replaced whole or not at all; the number of sources added.
    """
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    there = document.get("sources")
    if replace or not isinstance(there, AoT):
        document["sources"] = there = tomlkit.aot()
    known = {str(table.get("url")) for table in there}
    added = 0
    for source in sources:
        if source.url not in known:
            known.add(source.url)
            there.append(_table(source))
            added += 1
    write_whole(path, tomlkit.dumps(document))
    return added


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new, never half of either."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written: {error.strerror}") from None


def _table(source: SourceSettings) -> Table:
    table = tomlkit.table()
    table.add("name", source.name)
    table.add("url", source.url)
    for name in ("section", "language", "outlet"):
        if value := getattr(source, name):
            table.add(name, value)
    if source.weight != 1.0:
        table.add("weight", source.weight)
    table.add(tomlkit.nl())
    return table
