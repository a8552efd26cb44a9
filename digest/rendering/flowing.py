"""Plain text for narrow screens: format=flowed (RFC 3676), which a reader's screen wraps itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 73  # columns before the space that says "goes on"; with `=20` for it a line still fits 76
SIGNATURE = "-- "

_ASCII = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "…": "...",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)


def flowed(text: str) -> str:
    """The text with soft line ends after a space, stuffed so that no line is taken for a quotation."""
    return "".join(f"{line}\n" for paragraph in text.splitlines() for line in _flow(paragraph))


def typewritten(text: str) -> str:
    """English with a typewriter's punctuation, so that its text part needs no transfer encoding.

    A dash without spaces stays: as a hyphen it would make two words one.
    """
    return re.sub(r"(?<!\S)—(?!\S)", "-", text).translate(_ASCII)


def _flow(paragraph: str) -> Iterator[str]:
    if paragraph == SIGNATURE:
        yield paragraph
        return
    line = ""
    for word in paragraph.split():
        if line and len(line) + 1 + len(word) > WIDTH:
            yield _stuffed(line) + " "
            line = word
        else:
            line = f"{line} {word}".lstrip()
    yield _stuffed(line)


def _stuffed(line: str) -> str:
    return f" {line}" if line.startswith((">", " ", "From ")) or line == "--" else line
