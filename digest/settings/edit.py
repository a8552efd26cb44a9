"""Writes to config.toml: adds sources, keeping comments, order and everything else as it stands."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, InlineTable, Table

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
    text, added = appended(path.read_text(encoding="utf-8"), sources, replace=replace)
    write_whole(path, text)
    return added


def appended(text: str, sources: Sequence[SourceSettings], *, replace: bool = False) -> tuple[str, int]:
    """The text of a configuration with these sources in it, and how many of them are new."""
    document = tomlkit.parse(text)
    there: Any = document.get("sources", ())
    if replace or not (there or isinstance(there, AoT)):
        document["sources"] = there = tomlkit.aot()
    known = {str(table.get("url")) for table in there}
    added = 0
    for source in sources:
        if source.url not in known:
            known.add(source.url)
            there.append(_table(source) if isinstance(there, AoT) else _in_a_line(source))
            added += 1
    return tomlkit.dumps(document), added


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new, never half of either.

    Its mode and owner stay, and what a link points to is written, not the link.
    """
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.stat() if path.exists() else None
        if there and not there.st_mode & 0o222:
            raise ConfigurationError(f"{path}: is read-only, and was left as it is")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if there:
                _owned(name, there)
            Path(name).chmod(there.st_mode & 0o777 if there else 0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written: {error.strerror}") from None


def _owned(name: str, there: os.stat_result) -> None:
    """Give the file to whom the old one belonged: else what root writes, the service could not read."""
    with suppress(PermissionError):
        os.chown(name, there.st_uid, there.st_gid)


def entered(source: SourceSettings) -> Iterator[tuple[str, Any]]:
    """What is written of a source: only what is not so by default."""
    yield "name", source.name
    yield "url", source.url
    for name in ("section", "language", "outlet"):
        if value := getattr(source, name):
            yield name, value
    if source.weight != 1.0:
        yield "weight", source.weight


def _table(source: SourceSettings) -> Table:
    table = tomlkit.table()
    for name, value in entered(source):
        table.add(name, value)
    table.add(tomlkit.nl())
    return table


def _in_a_line(source: SourceSettings) -> InlineTable:
    table = tomlkit.inline_table()
    for name, value in entered(source):
        table.append(name, value)
    return table
