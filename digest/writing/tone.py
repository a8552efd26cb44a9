"""How a thing is told: in shorthand, or as one talks. English."""

from __future__ import annotations

import re

from digest.writing.passage import Passage
from digest.writing.vocabulary import vocabulary

_TRADES = (
    "pundit president leader minister senator official chief boss carmaker automaker maker company firm "
    "giant lender regulator watchdog agency party government actor actress singer star striker midfielder "
    "player man woman teenager court judge mayor governor billionaire retailer startup airline"
)
_TELEGRAM = re.compile(
    rf"(?:[A-Z][\w-]* )?(?:[A-Za-z-]+ ){{0,3}}?(?:{'|'.join(_TRADES.split())}) (?:[a-z]+(?:ed|s)|to|has|is|"
    rf"was)\b",
)
_CHATTY = re.compile(
    r"\b(?:it|that|there|he|she|what|who|here)[’']s\b|\b\w+(?:n[’']t|[’'](?:re|ve|ll|d))\b|\bgov['’]t\b",
    re.IGNORECASE,
)


def telegram(passage: Passage) -> str:
    """It leaves out the article before a trade, as standfirsts do."""
    found = _TELEGRAM.match(passage.opening) if passage.words is vocabulary("en") else None
    return "" if not found or re.match(r"(?:The|An?|His|Her|Its|Their) ", found.group(0)) else found.group(0)


def chatty(passage: Passage) -> str:
    """It talks as one talks: "it’s finally happened", "they didn’t"."""
    found = _CHATTY.search(passage.unquoted) if passage.words is vocabulary("en") else None
    return found.group(0) if found else ""
