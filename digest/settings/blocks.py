"""The tables of an array in config.toml as the lines they are, so that comments stay where they stand.

A parser that keeps comments counts what stands between two tables to the first: what heads the next would
go when that one goes, and what is added to it would come below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.settings.lines import HEADER

# A key with a value that begins and ends in its line.
_PAIR = re.compile(
    r"""(?P<key_and_sign>\s*(?P<key>[A-Za-z0-9_-]+)\s*=\s*)"""
    r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s#,"'\[\]{}]+)(?=\s*(?:\#.*)?$)"""
)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one table, from its header at `start` to before `end`: the last that says something."""

    start: int
    end: int


def blocks(lines: list[str], name: str) -> list[Block]:
    """The tables of `[[name]]`, in order."""
    found: list[Block] = []
    start = said = -1
    for number, line in enumerate(lines):
        if header := HEADER.match(line):
            if start >= 0 and not header[2].startswith(f"{name}."):
                found.append(Block(start, said + 1))
                start = -1
            if header[1] == "[[" and header[2] == name:
                start = number
        if line.strip() and not line.lstrip().startswith("#"):
            said = number
    return [*found, Block(start, said + 1)] if start >= 0 else found


def put(lines: list[str], block: Block, key: str, value: str) -> None:
    """Write `key = value` into the table: in its line where it has one, else below the first of its keys."""
    below = block.start
    for number in range(block.start + 1, block.end):
        if HEADER.match(lines[number]):
            break
        if found := _PAIR.match(lines[number]):
            if found["key"] == key:
                lines[number] = f"{found['key_and_sign']}{value}{lines[number][found.end() :]}"
                return
            below = number if below == number - 1 else below
    lines.insert(below + 1, f"{key} = {value}\n")


def take(lines: list[str], block: Block) -> None:
    """Take the table out, with one empty line behind it."""
    end = block.end
    if end < len(lines) and not lines[end].strip():
        end += 1
    del lines[block.start : end]
