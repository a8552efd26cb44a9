"""Which countries a text names, in any language of CLDR, and which part of the world they lie in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from digest.selection.actors import ACTING, ACTORS, AMBIGUOUS, LEADERS, NO_PLACES
from digest.selection.exonyms import exonyms
from digest.selection.gazetteer import COUNTRIES

LONGEST_NAME = 5
STEMS = (6, 5, 4)
LEADERS_COUNT = 0.6

_WORD = re.compile(r"[^\W_](?:[\w.'-]*[^\W_])?")
_POSSESSIVE = re.compile(r"'s?$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_ARTICLES = re.compile(r"^(?:[وفبكل]?ال|لل|[وفبكل])(?=\w{3})")


def places(text: str, language: str) -> dict[str, str]:
    """The names of places that stand in a text, each with the code of its country, in their order."""
    return _found(text, language, _names(language))


def named(text: str, language: str) -> dict[str, str]:
    """The places of a text, and those who stand for a country: Kyiv and its president alike."""
    return _found(text, language, _with_leaders(language))


def standing(name: str, code: str) -> float:
    """How much a name says of where something happens, between 0 and 1."""
    if name in LEADERS:
        return LEADERS_COUNT * ACTORS.get(code, 1.0)
    return ACTORS.get(code, 1.0) if name in ACTING or name not in _own_parts(code) else 1.0


def called(code: str) -> str:
    """The English name of a country."""
    return _spellings(_territories("en").get(code, code))[0]


@cache
def regions() -> Mapping[str, str]:
    """The part of the world of every country, by its code."""
    lines = ((region, line) for region, table in COUNTRIES.items() for line in table.split("\n") if line)
    return MappingProxyType({line.split()[0]: region for region, line in lines})


def _found(text: str, language: str, names: Mapping[str, str]) -> dict[str, str]:
    if _UNSPACED.search(text):
        return _within(text, names)
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(text.replace("’", "'"))]
    found = _spelled(words, names, _beginnings(language))
    return found if language == "en" else _inflected(words, language, found)


def _within(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """In a script without spaces; the longest first, so that 南苏丹 is not 苏丹."""
    found: dict[str, int] = {}
    for name in sorted(
        (name for name in names if _UNSPACED.search(name) and name in text), key=len, reverse=True
    ):
        if name in text:
            found[name] = text.index(name)
            text = text.replace(name, " " * len(name))
    return {name: names[name] for name in sorted(found, key=lambda name: found[name])}


def _spelled(words: list[str], names: Mapping[str, str], beginnings: frozenset[str]) -> dict[str, str]:
    """The longest names first, so that South Sudan is not Sudan."""
    found: dict[str, str] = {}
    at = 0
    while at < len(words):
        longest = LONGEST_NAME if words[at] in beginnings else 0
        ends = range(min(at + longest, len(words)), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in names), None)
        if end is not None:
            name = " ".join(words[at:end])
            found |= {name: names[name]} if names[name] else {}
        at = end or at + 1
    return found


def _inflected(words: list[str], language: str, found: dict[str, str]) -> dict[str, str]:
    """Also the names that a language bends, and its words for peoples, also in small letters."""
    for word in words:
        people = _peoples(language).match(word.casefold())
        code = people.lastgroup if people else _bent(word, language)
        if code and code not in found.values():
            found = found | {word: code}
    return found


def _bent(word: str, language: str) -> str:
    if language == "ar":
        bare = _ARTICLES.sub("", word)
        return _names(language).get(bare) or _names(language).get(f"ال{bare}", "")
    stems = {} if word.islower() else _stems(language)
    return next((stems[word[:length]] for length in STEMS if word[:length] in stems), "")


@cache
def _names(language: str) -> Mapping[str, str]:
    """The names of all countries, peoples, capitals and cities in a language; an empty code for no place."""
    known = regions()
    names = {name: code for code, name in _territories(language).items() if code in known}
    if language == "en":
        names = {part: code for name, code in names.items() for part in _spellings(name)}
        names |= dict(_by_hand()) | dict.fromkeys(NO_PLACES, "")
    else:
        names = _cities(language) | names
        names |= {name: code for name, code in exonyms(language).items() if not name[0].islower()}
    return MappingProxyType({name: code for name, code in names.items() if name not in AMBIGUOUS})


@cache
def _with_leaders(language: str) -> Mapping[str, str]:
    return MappingProxyType({**LEADERS, **_names(language)})


@cache
def _beginnings(language: str) -> frozenset[str]:
    """The first words of all names: most words of a text are none, and need no further look."""
    return frozenset(name.split()[0] for name in _with_leaders(language))


@cache
def _own_parts(code: str) -> frozenset[str]:
    """The names of a country's cities, provinces and offices, as the table by hand has them."""
    return frozenset(name for name, own in _by_hand() if own == code)


@cache
def _peoples(language: str) -> re.Pattern[str]:
    """Beginnings of words for peoples; in the table a full stop asks for the whole word."""
    stems: dict[str, list[str]] = {}
    for name, code in exonyms(language).items():
        if name[0].islower():
            stems.setdefault(code, []).append(
                re.escape(name.rstrip(".")) + (r"(?!\w)" if name[-1] == "." else "")
            )
    return re.compile("|".join(f"(?P<{code}>{'|'.join(own)})" for code, own in stems.items()) or r"(?!)")


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
    locale = _locale(language)
    return locale.territories if locale else {}


def _cities(language: str) -> dict[str, str]:
    """The cities that time zones are named after, as CLDR spells them in this language."""
    locale, countries = _locale(language), get_global("zone_territories")
    cities = {zone: about.get("city", "") for zone, about in locale.time_zones.items()} if locale else {}
    return {
        city: countries[zone] for zone, city in cities.items() if city and countries.get(zone) in regions()
    }


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _spellings(name: str) -> list[str]:
    """CLDR writes "Trinidad & Tobago" and "Myanmar (Burma)"; headlines write it in other ways."""
    plain = name.replace("’", "'").split(" (")[0]
    return [plain, plain.replace("&", "and"), plain.replace("St.", "Saint")]


def _by_hand() -> list[tuple[str, str]]:
    lines = [line.split() for table in COUNTRIES.values() for line in table.split("\n") if line]
    return [(name.replace("_", " "), line[0]) for line in lines for name in line[1:]]
