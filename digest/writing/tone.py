"""How a thing is told: in shorthand, or as one talks. English."""

from __future__ import annotations

import re
from functools import lru_cache

from digest.writing.passage import Passage
from digest.writing.vocabulary import vocabulary

_TRADES = "|".join(
    [
        "pundit",
        "president",
        "leader",
        "minister",
        "senator",
        "official",
        "chief",
        "boss",
        "carmaker",
        "automaker",
        "maker",
        "company",
        "firm",
        "giant",
        "lender",
        "regulator",
        "watchdog",
        "agency",
        "party",
        "government",
        "actor",
        "actress",
        "singer",
        "star",
        "striker",
        "midfielder",
        "player",
        "man",
        "woman",
        "teenager",
        "court",
        "judge",
        "mayor",
        "governor",
        "billionaire",
        "retailer",
        "startup",
        "airline",
    ]
)
_JOINT = "for|by|of|to|in|on|and|with|from|between"
_DETERMINED = re.compile(
    r"(?:The|An?|His|Her|Its|Their|One|Each|Every|Any|No|This|That|Another|Some|All|Most|Both|Several|Many|Two|"
    r"Three|Four|Five) "
)
_PLACE = re.compile(r"\b(?:in|near|at) (?:city|town|village|province|region|district) of [A-Z]")
_TELEGRAM = re.compile(
    rf"(?:[A-Z][\w-]* )?(?:(?!(?:{_JOINT}) )[A-Za-z-]+ ){{0,3}}?(?:{_TRADES})"
    r" (?:[a-z]+(?:ed|s)|to|has|is|was)\b"
)
_CHATTY = re.compile(
    r"\b(?:it|that|there|he|she|what|who|here)[’']s\b|\b\w+(?:n[’']t|[’'](?:re|ve|ll|d))\b|\bgov['’]t\b",
    re.IGNORECASE,
)


def telegram(passage: Passage) -> str:
    """It leaves out the article before a trade, as standfirsts do."""
    if passage.words is not vocabulary("en"):
        return ""
    if place := _PLACE.search(passage.unquoted):
        return place.group(0)
    found = _TELEGRAM.match(passage.opening) or _bare(passage.words.pointed).match(passage.opening)
    return "" if not found or _DETERMINED.match(found.group(0)) else found.group(0)


@lru_cache(maxsize=8)
def _bare(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """ "Outbreak to eclipse", "Turbulent transition awaits": a thing of which there may be many, and no "
    "article."""
    single = "|".join(
        [*(noun for noun in nouns if not noun.endswith("s")), "outbreak", "transition", "probe"]
    )
    first = f"(?:{single.title()}|[A-Z][a-z-]*[a-rt-z] (?:{single}))"
    return re.compile(rf"{first} (?:to|has|is|was|[a-z]{{2,}}[a-rt-z]s)\b")


def chatty(passage: Passage) -> str:
    """It talks as one talks: "it’s finally happened", "they didn’t"."""
    found = _CHATTY.search(passage.unquoted) if passage.words is vocabulary("en") else None
    return found.group(0) if found else ""
