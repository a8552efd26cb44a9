"""Finds the line of config.toml on which a key stands, for messages an operator can act on."""

from __future__ import annotations

import re

HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\"']+)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_\-.\"']+)\s*=")


def line_of(text: str, place: tuple[str | int, ...]) -> int | None:
    """The line (from 1) of this key, of its table where the key is absent, or None."""
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str | int, ...] = ()
    best: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = _table(header, counts)
            if place[: len(table)] == table:
                best = number
        elif (key := KEY.match(line)) and _names(place, (*table, *_parts(key[1]))):
            return number
    return best


def _table(header: re.Match[str], counts: dict[tuple[str, ...], int]) -> tuple[str | int, ...]:
    names = _parts(header[2])
    if header[1] == "[[":
        counts[names] = counts.get(names, -1) + 1
    table: tuple[str | int, ...] = ()
    for depth, name in enumerate(names, start=1):
        table = (*table, name)
        if names[:depth] in counts:
            table = (*table, counts[names[:depth]])
    return table


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in words.split("."))


def _names(place: tuple[str | int, ...], found: tuple[str | int, ...]) -> bool:
    """Does this line set the key, or (for a place inside an inline value) what holds it?"""
    return place[: len(found)] == found
