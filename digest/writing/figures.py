"""Figures: numbers in digits and in words, with their scale and unit, as values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.writing.counting import SCALES, UNITS, Counted, number_words, scale

_CORE = r"\d+(?:[.,:]\d+|[\u00a0\u202f ]\d{3}(?!\d))*"
_CURRENCY = r"(?:US|A|C|HK|NZ)?[$€£¥₹₽₩₺]"
_LONG = "|".join(word for word in SCALES if len(word) > 4)
_SHORT = "|".join(re.escape(word) for word in SCALES if len(word) <= 4)
_DIGITS = re.compile(
    rf"(?P<sign>{_CURRENCY})?\s?(?P<core>{_CORE})"
    rf"(?:[\s\u00a0-]?(?P<scale>(?:{_LONG})\w{{0,3}}\b|(?:{_SHORT})\b|[万萬亿億])|(?P<letter>(?:bn|tn|m|k)\b))?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s\u00a0-]?(?:(?:to|-|–|and|or|bis|do|a|à)\s?\d[\d.,]*[\s\u00a0]?)?(?P<unit>" + UNITS + ")", re.I
)
_THOUSANDS = re.compile(r"[.,\s\u00a0\u202f](?=\d{3}(?!\d))")
_LETTERS = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text: its value, and `%` or `$` where it is a share or money."""

    text: str
    start: int
    value: str
    unit: str = ""


def figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    """The numbers of a text in order; "one" is none, for it is mostly a pronoun."""
    written = [_of(match, text) for match in _DIGITS.finditer(text)]
    taken = [range(one.start, one.start + len(one.text)) for one in written]
    spoken = [
        Figure(one.text, one.start, one.value, _unit(text, one.start + len(one.text)))
        for one in number_words(text, language)
        if not any(one.start in span for span in taken)
    ]
    return tuple(sorted((*written, *spoken), key=lambda one: one.start))


def values(text: str, language: str = "en") -> Iterator[str]:
    """The values a text gives, with "one" and the ordinals' digits, to look a figure up in."""
    yield from (one.value for one in figures(text, language))
    yield from ("1" for _ in re.finditer(r"\b(?:one|an?)\b", text, re.IGNORECASE))


def _of(match: re.Match[str], text: str) -> Figure:
    core, sign, letter = match["core"], match["sign"] or "", (match["letter"] or "").lower()
    times = scale(match["scale"])
    end = match.end()
    if letter == "m" and not sign:  # metres, or minutes
        letter, end = "", match.end("core")
    told = match.group(0)[: end - match.start()]
    start = match.start() + len(told) - len(told.lstrip())
    unit = "$" if sign else _unit(text, end)
    return Figure(told.strip(), start, _value(core, times * _LETTERS.get(letter, 1.0)), unit)


def _value(core: str, times: float) -> str:
    if ":" in core:
        return core
    plain = core if core.startswith("0") else _THOUSANDS.sub("", core)
    plain = plain.replace(",", ".").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if plain.count(".") > 1:  # a date or an address: 13.8.2026
        return plain
    return Counted.plain(float(plain) * times)


def _unit(text: str, end: int) -> str:
    found = _AFTER.match(text, end)
    if not found:
        return ""
    return "%" if re.match(r"%|％|p|proc|проц|ب|في", found["unit"], re.IGNORECASE) else "$"
