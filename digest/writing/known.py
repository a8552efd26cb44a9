"""Openings that lean on what the reader knows from nowhere: "he", "the film", "the withdrawal"."""

from __future__ import annotations

import re
from functools import lru_cache

from digest.writing.passage import Passage
from digest.writing.phrases import EXPLETIVE
from digest.writing.vocabulary import listed, vocabulary
from digest.writing.voice import opens

_DEED = re.compile(
    r"The (?:[a-z]+ ){0,2}(?:[a-z]+['’]s )?(?P<deed>[a-z]{2,}(?:tion|sion|ment|sure|wal|val|sal))\b"
    r"(?! (?:of|that|which|who|by|on|in|at|for|from|to|between|against|over)\b)(?![’'-])(?= [a-z])"
)
INSTITUTIONS = listed(
    "government parliament administration commission union federation nation department opposition "
    "population constitution coalition corporation association foundation organisation organization "
    "institution environment inflation pension television festival carnival coronation arsenal rival "
    "interval revolution education compensation entertainment measure treasure"
)
_DEFINITE = re.compile(
    r"The (?P<noun>[a-z-]+(?: [a-z-]+)?)(?P<whose>['’]s?(?: [a-z-]+){1,2})? (?:has|have|had|is|are|was|"
    r"were|will|would|could|may|might|came|comes?|left|leaves?|[a-z]+ed|[a-z]+s)\b"
)
_COUNTED = re.compile(
    r"The \d[\d,]* [a-z]+\b(?!-)"
)  # "The 38 warplanes": counted before, but not to this reader
_KNOWN = listed(
    "government president minister secretary court police army military navy economy world war toll number "
    "price prices dollar euro pound yen rouble ruble franc market markets party opposition parliament "
    "senate house commission council union bank mayor governor pope king queen prince public state city "
    "sun moon pandemic election elections budget administration ministry department authorities "
    "legislature cabinet chancellor monarchy military's crown universe weather climate internet planet "
    "earth premier kremlin ceasefire truce"
)


def points_back(passage: Passage) -> str:
    if EXPLETIVE.match(passage.opening):
        return ""
    return opens(passage, passage.words.backward) or _points(passage) or _recounts(passage)


def _points(passage: Passage) -> str:
    """ "The film", "the cargo plane": known to the reader only if the next words say which."""
    if not passage.words.pointed:
        return ""
    match = _pointing(passage.words.pointed).match(passage.opening)
    return match.group(0) if match else ""


def _recounts(passage: Passage) -> str:
    """ "The withdrawal leaves", "the agency's confirmation comes": an event that only the headline told."""
    if not passage.words.pointed:
        return ""
    match = _DEED.match(passage.opening)
    return match.group(0) if match and match["deed"] not in INSTITUTIONS else ""


@lru_cache(maxsize=8)
def _pointing(nouns: tuple[str, ...]) -> re.Pattern[str]:
    told = "of|that|which|who|by|on|in|at|for|from|to|between|against|over"
    return re.compile(rf"The (?:[a-z-]+ )?(?:{'|'.join(nouns)})s?\b(?! (?:{told})\b)(?![’'-])")


def definite(passage: Passage) -> str:
    """ "The withdrawal leaves": known to whoever has read the headline, and to nobody else."""
    if passage.words is not vocabulary("en"):
        return ""
    for pattern in (_named(passage.words.pointed), _reported(passage.words.pointed), _COUNTED):
        if led := pattern.match(passage.opening):
            return led.group(0)
    found = _DEFINITE.match(passage.opening)
    if not found or (found["noun"].split()[-1] in _KNOWN and not found["whose"]):
        return ""
    return found.group(0)


@lru_cache(maxsize=8)
def _named(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """ "The unclassified Pentagon review": more words before the noun, names among them."""
    return re.compile(
        rf"The (?:[A-Za-z-]+ ){{1,3}}(?:{'|'.join(nouns)})s? (?!(?:its|his|this|as)\b)(?:[a-z]+s|will|"
        rf"said|[a-z]+ed)\b"
    )


@lru_cache(maxsize=8)
def _reported(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """ "Officials say the blaze": somebody speaks of what was told before."""
    return re.compile(
        rf"(?:[A-Z][a-z]+ ){{1,2}}(?:says?|said|believes?) (?:that )?the (?:[a-z-]+ )?"
        rf"(?:{'|'.join(nouns)})s?\b"
        rf"(?! (?:of|that|which|who|by|on|at|for|from|to|between|against)\b)"
    )
