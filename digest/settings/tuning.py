"""Changes of sources, quotas and words, written into the text of config.toml; checked, and not yet kept.

The text that comes out is read again and must say exactly what was meant: whatever this file does not
understand of TOML ends in words to the editor, never in a configuration that says something else.
"""

from __future__ import annotations

import copy
import hashlib
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Array

from digest.errors import ConfigurationError, IllegalChange
from digest.models import Added, Change, Filed, Listing, Paused, Quota, Removed, Weighed
from digest.settings.blocks import blocks, put, take
from digest.settings.edit import appended, entered
from digest.settings.load import Place, Worded, checked, dotted, read
from digest.settings.shape import Settings, SourceSettings

SOURCES, SECTIONS = "sources", "newsletter.sections"


@dataclass(frozen=True, slots=True)
class Draft:
    """A new text of config.toml, the settings it stands for, and the mark of the text it was made from."""

    text: str
    settings: Settings
    seen: str


def mark(text: str) -> str:
    """What tells one text of config.toml from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def tuned(path: Path, changes: Sequence[Change], environment: Mapping[str, str] = os.environ) -> Draft:
    """The text of this file with these changes. Nothing is written.

    Raises ConfigurationError where they are no good, in words that an editor understands, and
    IllegalChange where what they change is not there.
    """
    text, table = read(path)
    settings = checked(path, table, environment, _fault(path, table))
    meant, wanted = copy.deepcopy(table), text if text.endswith("\n") else f"{text}\n"
    gone = []
    for change in changes:
        match change:
            case Removed(key):
                gone.append(_source(settings, key))
            case Added():
                pass
            case Listing(wish, words):
                name = f"{wish}_words"
                meant.setdefault("newsletter", {}).setdefault("interest", {})[name] = list(words)
                wanted = _worded(wanted, name, words)
            case _:
                array, number, key, value = _setting(settings, change)
                _tables(meant, array)[number][key] = value
                wanted = _put(wanted, array, number, key, value)
    for number in sorted(set(gone), reverse=True):
        del meant["sources"][number]
        wanted = _without(wanted, number)
    if gone and not meant["sources"]:
        del meant["sources"]
    for new in (one for one in changes if isinstance(one, Added)):
        source = _new(new)
        meant.setdefault("sources", []).append(dict(entered(source)))
        wanted = appended(wanted, [source])[0]
    after = checked(path, meant, environment, _fault(path, meant))
    _require(path, wanted, meant)
    return Draft(wanted, after, mark(text))


def _setting(settings: Settings, change: Change) -> tuple[str, int, str, Any]:
    """Where a change of one value belongs: the array, the number of the table in it, the key, the value."""
    match change:
        case Weighed(source, weight):
            return SOURCES, _source(settings, source), "weight", weight
        case Filed(source, section):
            return SOURCES, _source(settings, source), "section", section
        case Paused(source, paused):
            return SOURCES, _source(settings, source), "paused", paused
        case Quota(section, most):
            keys = [one.key for one in settings.newsletter.sections]
            if section not in keys:
                raise IllegalChange(f"there is no section {section!r} any more")
            return SECTIONS, keys.index(section), "most", most
    raise TypeError(change)


def _source(settings: Settings, key: str) -> int:
    for number, one in enumerate(settings.sources):
        if one.key == key:
            return number
    raise IllegalChange(f"there is no source {key!r} any more")


def _new(added: Added) -> SourceSettings:
    """Never an address that names a variable of the environment: an operator alone may do so."""
    if not added.url.lower().startswith(("http://", "https://")):
        raise ConfigurationError("the address of a source begins with http:// or https://")
    return SourceSettings(added.name, added.url, added.section, added.weight, added.language)


def _tables(table: dict[str, Any], array: str) -> list[dict[str, Any]]:
    inner: Any = table
    for part in array.split("."):
        inner = inner[part]
    return list(inner)


def _put(text: str, array: str, number: int, key: str, value: object) -> str:
    lines = text.splitlines(keepends=True)
    found = blocks(lines, array)
    if number < len(found):
        put(lines, found[number], key, tomlkit.item(value).as_string())
    return "".join(lines)


def _without(text: str, number: int) -> str:
    lines = text.splitlines(keepends=True)
    found = blocks(lines, SOURCES)
    if number < len(found):
        take(lines, found[number])
    return "".join(lines)


def _worded(text: str, name: str, words: Sequence[str]) -> str:
    """The text with this list of words. Those that stay keep their lines and comments."""
    document = tomlkit.parse(text)
    letter: Any = document["newsletter"]
    if "interest" not in letter:
        letter["interest"] = tomlkit.table()
    interest = letter["interest"]
    there = interest.get(name)
    stay = [one for one in there or () if one in words]
    if not isinstance(there, Array) or stay != list(words[: len(stay)]):
        interest[name] = list(words)
        if len(words) > 1:
            interest[name].multiline(True)
        return tomlkit.dumps(document)
    for word in [one for one in there if one not in words]:
        there.remove(word)
    for word in words[len(stay) :]:
        there.append(word)
    return tomlkit.dumps(document)


def _require(path: Path, text: str, meant: dict[str, Any]) -> None:
    """Raise ConfigurationError unless the text says just what is meant."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        said = {}
    if said != meant:
        raise ConfigurationError(
            f"{path.name} is written in a way that cannot be changed from here: change it by hand, or write "
            "each source as a table of its own, below [[sources]]"
        )


def _fault(path: Path, table: dict[str, Any]) -> Worded:
    """Names the place of a fault as an editor knows it: by the source or the section."""

    def worded(place: Place, words: str) -> str:
        match place:
            case ("sources", int(number), str(key)):
                return f"{table['sources'][number].get('name', 'a source')}: {key}: {words}"
            case ("newsletter", "sections", int(number), str(key)):
                return f"{table['newsletter']['sections'][number].get('title', 'a section')}: {key}: {words}"
        return f"{path.name}: {dotted(place)}: {words}"

    return worded
