"""Testimony: the text a page declares as its article's own, weighed against the text that was found on it."""

from __future__ import annotations

import re
from collections.abc import Collection

from digest.sources.pages.elements import bare
from digest.sources.text import plain

# A declared text much shorter than what was found is a teaser; a very short one proves nothing.
_SHORTEST, _LEAST_SHARE = 600, 0.5
_AGREES, _LINE_AGREES = 0.9, 0.5
_GRAM = 4
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def heard(text: str, declared: str, visible: str, headings: Collection[str]) -> str:
    """The text without the lines that the declared one lacks; the declared one where much was not found.

    Only a declared text that stands on the page for everyone to read counts.
    """
    declared = plain(declared)
    grams = _grams(declared)
    if not grams or len(declared) < max(_SHORTEST, _LEAST_SHARE * len(text)):
        return text
    if _share(grams, _grams(text)) >= _AGREES:
        return _without_strangers(text, grams, bare(declared), headings)
    if _share(grams, _grams(plain(visible))) >= _AGREES:
        return declared
    return text


def _without_strangers(text: str, grams: set[str], letters: str, headings: Collection[str]) -> str:
    kept: list[str] = []
    for line in text.split("\n"):
        of_line = _grams(line)
        known = _share(of_line, grams) >= _LINE_AGREES if of_line else bare(line) in letters
        # headings are left out of most declared texts
        if known or (kept and bare(line) in headings):
            kept.append(line)
    return "\n".join(kept)


def _grams(text: str) -> set[str]:
    """Every four words in a row; every six characters where words are not spaced."""
    if len(_UNSPACED.findall(text)) > len(text) / 3:
        letters = "".join(text.split())
        return {letters[i : i + 6] for i in range(len(letters) - 5)}
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)}


def _share(some: set[str], others: set[str]) -> float:
    return len(some & others) / len(some) if some else 0.0
