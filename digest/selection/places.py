"""Which countries a text names, in any language of CLDR, and which part of the world they lie in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from digest.selection.gazetteer import AMBIGUOUS, COUNTRIES

LONGEST_NAME = 5
STEMS = (6, 5, 4)

_WORD = re.compile(r"[^\W_](?:[\w.'-]*[^\W_])?")
_POSSESSIVE = re.compile(r"'s?$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def places(text: str, language: str) -> dict[str, str]:
    """The names of places that stand in a text, each with the code of its country."""
    names = _names(language)
    if _UNSPACED.search(text):
        return {name: code for name, code in names.items() if _UNSPACED.search(name) and name in text}
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(text.replace("’", "'"))]
    return _spelled(words, names) or ({} if language == "en" else _inflected(words, language))


@cache
def regions() -> Mapping[str, str]:
    """The part of the world of every country, by its code."""
    lines = ((region, line) for region, table in COUNTRIES.items() for line in table.split("\n") if line)
    return MappingProxyType({line.split()[0]: region for region, line in lines})


def called(code: str) -> str:
    """The English name of a country."""
    return next((name for name in _spellings(_territories("en").get(code, code))), code)


def _spelled(words: list[str], names: Mapping[str, str]) -> dict[str, str]:
    """The longest names first, so that South Sudan is not Sudan."""
    found: dict[str, str] = {}
    at = 0
    while at < len(words):
        ends = range(min(at + LONGEST_NAME, len(words)), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in names), None)
        if end is not None:
            name = " ".join(words[at:end])
            found[name] = names[name]
        at = end or at + 1
    return found


def _inflected(words: list[str], language: str) -> dict[str, str]:
    """Names that a language bends: a capitalised word that begins as the name of a country does."""
    stems = _stems(language)
    found: dict[str, str] = {}
    for word in words:
        code = next((stems[word[:length]] for length in STEMS if word[:length] in stems), "")
        if code and not word.islower():
            found[word] = code
    return found


@cache
def _names(language: str) -> Mapping[str, str]:
    """Every name of every country in a language; in English its people, its capital and its cities too."""
    known = regions()
    names = {name: code for code, name in _territories(language).items() if code in known}
    if language == "en":
        names = {part: code for name, code in names.items() for part in _spellings(name)}
        names |= dict(_by_hand())
    return MappingProxyType({name: code for name, code in names.items() if name not in AMBIGUOUS})


@cache
def _stems(language: str) -> Mapping[str, str]:
    """The beginnings of one-word names, where a beginning means one country only."""
    stems: dict[str, str] = {}
    twice: set[str] = set()
    for name, code in _names(language).items():
        if len(name) > min(STEMS) and " " not in name:
            stem = name[: min(len(name) - 1, max(STEMS))]
            twice |= {stem} if stems.get(stem, code) != code else set()
            stems[stem] = code
    return MappingProxyType({stem: code for stem, code in stems.items() if stem not in twice})


def _territories(language: str) -> Mapping[str, str]:
    try:
        return Locale.parse(language or "en", sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}


def _spellings(name: str) -> list[str]:
    """CLDR writes "Trinidad & Tobago" and "Myanmar (Burma)"; headlines write it in other ways."""
    plain = name.replace("’", "'").split(" (")[0]
    return [plain, plain.replace("&", "and"), plain.replace("St.", "Saint")]


def _by_hand() -> list[tuple[str, str]]:
    lines = [line.split() for table in COUNTRIES.values() for line in table.split("\n") if line]
    return [(name.replace("_", " "), line[0]) for line in lines for name in line[1:]]
