"""Reads config.toml: names every wrong key or value with its place, its line and the nearest valid name."""

from __future__ import annotations

import dataclasses
import difflib
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from digest.errors import ConfigurationError
from digest.settings.lines import line_of
from digest.settings.rules import broken_rules
from digest.settings.shape import Settings

FREE = {
    "mailer",
    "summariser",
    "options",
}  # tables whose keys belong to a plug; wiring checks them against the plug
HERE = Path(__file__).resolve().parent

Place = tuple[str | int, ...]
Worded = Callable[[Place, str], str]  # a fault as a line that says where it is


def load(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this file, or ConfigurationError with one line per fault."""
    text, table = read(path)
    return checked(path, table, environment, partial(_worded, path, text))


def read(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of this file and the table it is, not checked yet."""
    text = _text(path)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: {error}") from None


def checked(path: Path, table: dict[str, Any], environment: Mapping[str, str], worded: Worded) -> Settings:
    """The settings of this table, or ConfigurationError with one line per fault, in the caller's words."""
    faults = [worded(place, words) for place, words in _unknown_keys(Settings, table, ())]
    if faults:
        raise ConfigurationError("\n".join(faults))
    settings = _typed(path, _in_a_row(_filled(table, environment, worded)), worded)
    faults = [worded(place, words) for place, words in broken_rules(settings)]
    if faults:
        raise ConfigurationError("\n".join(faults))
    return _with_environment(settings, environment)


def template_folder() -> Path:
    """Where the shipped templates lie: in the checkout first, else in the installed package."""
    checkout = HERE.parents[1] / "templates"
    return checkout if checkout.is_dir() else HERE.parent / "templates"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: no such file; `digest init` writes a complete one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read: {error}") from None


def _in_a_row(table: dict[str, Any]) -> dict[str, Any]:
    """One `[mailer]` is a row of one."""
    mailer = table.get("mailer")
    return {**table, "mailer": [mailer]} if isinstance(mailer, dict) else table


def _typed(path: Path, table: dict[str, Any], worded: Worded) -> Settings:
    try:
        return TypeAdapter(Settings).validate_python({**table, "path": path.resolve()})
    except ValidationError as error:
        faults = (
            worded(tuple(fault["loc"]), fault["msg"][0].lower() + fault["msg"][1:])
            for fault in error.errors()
        )
        raise ConfigurationError("\n".join(dict.fromkeys(faults))) from None


def _unknown_keys(shape: Any, table: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, str]]:
    hints = get_type_hints(shape)
    hints.pop("path", None)
    for key, value in table.items():
        if key not in hints:
            yield (*place, key), "unknown key" + nearest(key, hints)
        elif key not in FREE:
            yield from _unknown_within(hints[key], value, (*place, key))


def _unknown_within(hint: Any, value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if get_origin(hint) in (Union, UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        hint = next(filter(dataclasses.is_dataclass, parts), parts[0])
    if get_origin(hint) is tuple and isinstance(value, list):
        for number, one in enumerate(value):
            yield from _unknown_within(get_args(hint)[0], one, (*place, number))
    elif get_origin(hint) is dict and isinstance(value, dict):
        for name, one in value.items():
            yield from _unknown_within(get_args(hint)[1], one, (*place, name))
    elif get_origin(hint) is tuple:
        yield from _unknown_within(get_args(hint)[0], value, place)
    elif dataclasses.is_dataclass(hint) and isinstance(value, dict):
        yield from _unknown_keys(hint, value, place)


def nearest(key: str, names: Mapping[str, Any]) -> str:
    """A hint at the nearest valid name, or at all of them where none is near."""
    close = difflib.get_close_matches(key, names, n=1)
    return f"; did you mean `{close[0]}`?" if close else f"; known here: {', '.join(sorted(names))}"


def _filled(value: Any, environment: Mapping[str, str], worded: Worded) -> Any:
    """`env:NAME` replaced by the variable where a secret may stand; its content is never told.

    Nowhere else: the name of a source may come from a stranger's list, and is printed in every letter.
    """

    def fill(value: Any, place: Place) -> Any:
        if isinstance(value, dict):
            return {key: fill(one, (*place, key)) for key, one in value.items()}
        if isinstance(value, list):
            return [fill(one, (*place, number)) for number, one in enumerate(value)]
        if isinstance(value, str) and value.startswith("env:") and _secret(place):
            name = value.removeprefix("env:")
            if name not in environment:
                words = f"the environment variable {name} is not set"
                raise ConfigurationError(worded(place, words))
            return environment[name]
        return value

    return fill(value, ())


def _secret(place: Place) -> bool:
    match place:
        case ("mailer" | "summariser" | "dkim", *_) | ("storage", "database" | "token_key"):
            return True
        case ("workers", "broker") | ("desk", "webhook"):
            return True
        case ("sources", int(), "url" | "options", *_):
            return True
    return False


def _with_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    opened = environment.get("DIGEST_ALLOW_NETWORKS", "")
    if not opened:
        return settings
    networks = tuple(part.strip() for part in opened.split(",") if part.strip())
    collecting = replace(settings.collecting, allow_networks=(*settings.collecting.allow_networks, *networks))
    settings = replace(settings, collecting=collecting)
    for place, words in broken_rules(settings):
        raise ConfigurationError(f"DIGEST_ALLOW_NETWORKS: {'.'.join(map(str, place))}: {words}")
    return settings


def _worded(path: Path, text: str, place: Place, words: str) -> str:
    line = line_of(text, place)
    where = f"{path}:{line}" if line else f"{path}"
    return f"{where}: {dotted(place)}: {words}"


def dotted(place: Place) -> str:
    """`sources[3].url` for ("sources", 3, "url"); numbers count from 1, as people do."""
    words = ""
    for part in place:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words
