"""One thing changed in a true lead, as a writer, a model or a careless hand may get it wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

_NUMBER = re.compile(
    r"\d[\d,.]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"hundred|thousand|million|billion|dozen)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|should|may|might|must)\b(?! (?:not|no|never)\b)"
)
_NEGATION = re.compile(r"\b(?:(?<=could)n['’]t|(?<=\w)n['’]t)\b| (?:not|never|no)\b|(?<=\bcan)not\b")
_QUOTED = re.compile(r"[\"“„][^\"”]*[\"”]")


@dataclass(frozen=True)
class Given:
    """A lead, all that its sources say, all that another story's say, and the scorer of the data."""

    lead: str
    told: str
    foreign: str
    scorer: ModuleType


Change = Callable[[Given, random.Random], str]


def _number_at_random(given: Given, draw: random.Random) -> str:
    held = given.scorer.numbers(given.told)
    found = [match for match in _NUMBER.finditer(given.lead) if match.group(0)[0].isdigit()]
    if not found:
        return ""
    match = draw.choice(found)
    digits = len(re.sub(r"\D", "", match.group(0)))
    fresh = [
        str(n)
        for n in draw.sample(range(10 ** (digits - 1) + 1, 10**digits), min(20, 8 * 10 ** (digits - 1)))
    ]
    return next((_put(given.lead, match, one) for one in fresh if one not in held), "")


def _number_swapped(given: Given, draw: random.Random) -> str:
    found = list(_NUMBER.finditer(given.lead))
    if not found:
        return ""
    match = draw.choice(found)
    own = given.scorer.numbers(match.group(0))
    others = sorted({n for n in _NUMBER.findall(given.told) if not given.scorer.numbers(n) & own})
    return _put(given.lead, match, draw.choice(others)) if own and others else ""


def _name_of_another_story(given: Given, draw: random.Random) -> str:
    held = {word.lower() for word in re.findall(r"\w+", given.told)}
    others = [n for n in given.scorer.names(given.foreign) if not held & set(re.findall(r"\w+", n.lower()))]
    return _name(given, others, draw)


def _name_swapped(given: Given, draw: random.Random) -> str:
    return _name(given, given.scorer.names(given.told), draw)


def _name(given: Given, others: list[str], draw: random.Random) -> str:
    """One name of the lead replaced by one of these that shares no word with it."""
    own = sorted(set(given.scorer.names(given.lead)))
    if not own:
        return ""
    name = draw.choice(own)
    words = set(re.findall(r"\w+", name.lower()))
    fit = sorted({n for n in others if not words & set(re.findall(r"\w+", n.lower()))})
    return given.lead.replace(name, draw.choice(fit), 1) if fit else ""


def _quotation_altered(given: Given, draw: random.Random) -> str:
    quotes = given.scorer.quotes(given.lead)
    if not quotes:
        return ""
    quote = draw.choice(quotes)
    words = [w for w in re.findall(r"\b[a-z]{4,}\b", quote) if w not in given.scorer.STOP]
    fresh = [w for w in sorted(set(re.findall(r"\b[a-z]{4,}\b", given.told))) if w not in quote]
    if not words or not fresh:
        return ""
    return given.lead.replace(
        quote, re.sub(rf"\b{draw.choice(words)}\b", draw.choice(fresh), quote, count=1), 1
    )


def _negation_inserted(given: Given, draw: random.Random) -> str:
    quoted = [match.span() for match in _QUOTED.finditer(given.lead)]
    found = [m for m in _AUXILIARY.finditer(given.lead) if not any(a <= m.start() < b for a, b in quoted)]
    return _put(given.lead, (match := draw.choice(found)), f"{match.group(0)} not") if found else ""


def _negation_removed(given: Given, draw: random.Random) -> str:
    found = list(_NEGATION.finditer(given.lead))
    return _put(given.lead, draw.choice(found), "") if found else ""


def _sentence_added(given: Given, draw: random.Random) -> str:
    others = [s for s in given.scorer.split_sents(given.foreign) if 8 <= len(s.split()) <= 40]
    return f"{given.lead} {draw.choice(others)}" if others else ""


def _put(text: str, match: re.Match[str], word: str) -> str:
    return text[: match.start()] + word + text[match.end() :]


CHANGES: dict[str, Change] = {
    "a number changed at random": _number_at_random,
    "a number swapped for another of the sources": _number_swapped,
    "a name from another story": _name_of_another_story,
    "a name swapped for another of the sources": _name_swapped,
    "a word of a quotation altered": _quotation_altered,
    "a negation inserted": _negation_inserted,
    "a negation removed": _negation_removed,
    "a sentence of another story added": _sentence_added,
}
