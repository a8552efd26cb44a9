"""What the rules of style need to know of each language: closed lists of words, nothing else.

A language that is not listed gets the empty vocabulary: rules about words then stay silent, rules about
marks, markup, length and letters still hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from digest.writing.languages import LISTS


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language: abbreviations that end in a stop, and words that give a sentence away.

    `backward` words open a sentence that points at what came before, and so does "the" with a `pointed` noun;
    `onward` words open one that continues it, `past` words one that tells of the past; `persons` are pronouns
    of a third person; `first` are the writer's own; `days` depend on the hour of writing unless one of the
    `weekdays` follows; `said` are verbs of speech; `starters` open sentences; `common` carry no subject.
    """

    abbreviations: frozenset[str] = frozenset()
    backward: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
    starters: frozenset[str] = field(default=frozenset())


def listed(words: str) -> frozenset[str]:
    """The words of a text, for lists that read better as one."""
    return frozenset(words.split())


def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language tag (`en`, `pt-BR`); the empty one where we have none."""
    return _vocabulary(tongue(language))


def tongue(language: str) -> str:
    """The language of a tag without country and script."""
    return re.split(r"[-_]", language.lower())[0]


@lru_cache(maxsize=32)
def _vocabulary(language: str) -> Vocabulary:
    lists = LISTS.get(language, {})
    return Vocabulary(
        abbreviations=frozenset(_words(lists, "abbreviations")) | COMMON_ABBREVIATIONS,
        backward=_words(lists, "backward"),
        pointed=_words(lists, "pointed"),
        onward=_words(lists, "onward"),
        past=_words(lists, "past"),
        persons=_words(lists, "persons"),
        first=_words(lists, "first"),
        days=_words(lists, "days"),
        weekdays=_words(lists, "weekdays"),
        said=_words(lists, "said"),
        common=frozenset(_words(lists, "common")),
        starters=frozenset(_words(lists, "starters")),
    )


def _words(lists: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in lists.get(name, "").split())


COMMON_ABBREVIATIONS = listed("dr prof st no nr vs etc inc corp co ltd u.s u.n u.k e.u p.s ph.d")
