"""Settings changed for a trial, as `section.africa.quota=6`: all is checked, and nothing is written."""

from __future__ import annotations

import copy
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.errors import ConfigurationError
from digest.settings.load import Place, checked, dotted, load, nearest, read
from digest.settings.shape import Settings

ROOTS = ("newsletter", "section", "source")
EDITORS_WORDS = {"quota": "most", "pause": "paused"}
FEW = 20  # names that a line of help can list

_CHANGE = re.compile(r"\s*(?P<key>[^=\s]+?)\s*(?P<sign>[+-]?)=(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it was asked for, its place in config.toml, and the value that will stand there."""

    asked: str
    place: Place
    value: Any


def changed(path: Path, asked: Sequence[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this file with changes, checked like those of a file. The file stays as it is.

    Raises ConfigurationError that names the change and the nearest valid key.
    """
    settings = load(path, environment)
    table = copy.deepcopy(read(path)[1])
    changes = []
    for words in asked:
        change = _change(words, settings)
        changes.append(change)
        _put(table, change)

    def worded(place: Place, words: str) -> str:
        about = [one for one in changes if place[: len(one.place)] == one.place]
        return f"--set {about[-1].asked}: {words}" if about else f"--set: {dotted(place)}: {words}"

    return checked(path, table, environment, worded)


def _change(asked: str, settings: Settings) -> Change:
    match = _CHANGE.fullmatch(asked)
    if not match:
        raise ConfigurationError(f"--set {asked}: write KEY=VALUE, as in section.africa.quota=6")
    place = _place(asked, match["key"].split("."), settings)
    value, sign = _value(match["value"].strip()), match["sign"]
    if sign:
        stands = _stands(asked, settings, place)
        new = value if isinstance(value, list) else [value]
        value = [*stands, *new] if sign == "+" else [one for one in stands if one not in new]
    return Change(asked, place, value)


def _place(asked: str, parts: Sequence[str], settings: Settings) -> Place:
    """The place in config.toml: sections by their key, sources by their name, all else as it is written."""
    root, *rest = parts
    if root not in ROOTS:
        hint = nearest(root, dict.fromkeys(ROOTS))
        raise ConfigurationError(f"--set {asked}: no edition is drafted by `{root}`{hint}")
    if root == "newsletter":
        if rest[:1] == ["sections"]:
            raise ConfigurationError(f"--set {asked}: write section.KEY.SETTING=VALUE")
        return tuple(parts)
    if len(rest) != 2:
        raise ConfigurationError(f"--set {asked}: write {root}.NAME.SETTING=VALUE")
    name, setting = rest
    if root == "section":
        sections = {section.key: at for at, section in enumerate(settings.newsletter.sections)}
        place = _found(asked, name, sections)
        return "newsletter", "sections", place, EDITORS_WORDS.get(setting, setting)
    by_name = {source.slug: at for at, source in reversed(tuple(enumerate(settings.sources)))}
    by_key = {source.key: at for at, source in enumerate(settings.sources)}
    return "sources", _found(asked, name, by_name | by_key), EDITORS_WORDS.get(setting, setting)


def _found(asked: str, name: str, known: Mapping[str, int]) -> int:
    if name not in known:
        hint = nearest(name, known)
        if "did you mean" not in hint and len(known) > FEW:
            hint = "; `digest sources list` names them all"
        raise ConfigurationError(f"--set {asked}: there is no `{name}`{hint}")
    return known[name]


def _value(words: str) -> Any:
    """A value of TOML, or else the words as they stand."""
    try:
        table = tomllib.loads(f"value = {words}")
    except tomllib.TOMLDecodeError:
        return words
    return table["value"] if len(table) == 1 else words


def _stands(asked: str, settings: Settings, place: Place) -> list[Any]:
    """The list that stands there now, as configured or by default."""
    stands: Any = settings
    for part in place:
        stands = stands[part] if isinstance(part, int) else getattr(stands, part, None)
    if not isinstance(stands, tuple):
        raise ConfigurationError(f"--set {asked}: {dotted(place)} is no list")
    return list(stands)


def _put(table: dict[str, Any], change: Change) -> None:
    *way, last = change.place
    inner: Any = table
    for part in way:
        inner = inner[part] if isinstance(part, int) else inner.setdefault(part, {})
        if not isinstance(inner, dict | list):
            raise ConfigurationError(f"--set {change.asked}: {part} is no table")
    inner[last] = change.value
