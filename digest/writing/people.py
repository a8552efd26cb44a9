"""People a reader has not met: surnames that stand alone where the reports give the whole name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.models import Article
from digest.writing.vocabulary import listed

TOLD = 8000  # characters of each report that are read
FAMOUS = 4  # titles that print a surname bare: then it needs no introduction

_CAPITAL = r"[A-ZÀ-ÞА-Я]"
_SURNAME = rf"{_CAPITAL}[a-zà-ÿа-яёąćęłńóśźżč]{{2,}}"
_BARE = re.compile(rf"(?<![\w’'-])({_SURNAME})(?=['’]s\b|(?![\w’'-]))")
_WHOLE = re.compile(rf"(?=\b({_CAPITAL}[a-zà-ÿа-яё]{{2,}}) (?:[A-Z]\. )?({_SURNAME})\b)")
_SPOKEN_OF = (
    re.compile(
        rf"\b(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Gen|President|Minister|Pope|King|Queen|Prince|Princess|Justice|"
        rf"Judge)\.? ({_SURNAME})\b"
    ),
    re.compile(
        rf"\b({_SURNAME}),? (?:said|told|says|added|wrote|tweeted|claimed|argued|insisted|called|"
        rf"resigned|was appointed|who|aged|\d\d)\b"
    ),
    re.compile(rf"\b({_SURNAME}), (?:a|an|the) "),
)
_NO_FIRST_NAME = listed(
    "president senator gov the new north south east west san los las saint lake mount fort prime minister "
    "king queen prince pope general judge justice chancellor secretary mr mrs ms dr sen rep in on at for but "
    "and with from after as when if while said says why how what who is are was will may has its his her "
    "their this firm company giant group bank maker startup fund app"
)


@lru_cache(maxsize=512)
def strangers(lead: str, headline: str, cast: frozenset[str]) -> tuple[str, ...]:
    """The people of a cast whom a lead first names by a bare surname, and whom the headline does not name."""
    alone = [name for name in dict.fromkeys(_BARE.findall(lead)) if name in cast]
    return tuple(name for name in alone if not _introduced(name, headline, lead))


@lru_cache(maxsize=512)
def bare(lead: str, articles: tuple[Article, ...]) -> int:
    """How many people, the famous too, a lead leaves to its headline or to the reader to know."""
    return len(strangers(lead, "", named(articles)))


@lru_cache(maxsize=8)
def cast(articles: tuple[Article, ...]) -> frozenset[str]:
    """The surnames of the people whom the reports give their whole name; of the famous, nobody."""
    titles = [article.title for article in articles]
    return frozenset(name for name in named(articles) if not _famous(name, titles))


@lru_cache(maxsize=8)
def named(articles: tuple[Article, ...]) -> frozenset[str]:
    """The surnames of the people whom the reports give their whole name."""
    told = "\n".join(f"{a.title}\n{a.summary[:TOLD]}\n{a.body[:TOLD]}" for a in articles)
    whole = {last for first, last in _WHOLE.findall(told) if first.lower() not in _NO_FIRST_NAME}
    spoken_of = {name for pattern in _SPOKEN_OF for name in pattern.findall(told)}
    return frozenset(whole & spoken_of)


def _introduced(name: str, headline: str, lead: str) -> bool:
    """The headline, or the first mention in the lead, sets another capitalised word before or after it."""
    alone, whole = _written(name)
    first = alone.search(lead)
    return bool(whole.search(headline) or whole.search(lead[: first.end() + 4] if first else lead))


@lru_cache(maxsize=512)
def _written(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A surname, and a surname with another capitalised word beside it."""
    word = re.escape(name)
    whole = rf"\b{_CAPITAL}[\w.’'-]*\.? (?:[A-Z]\. )?{word}\b|\b{word}(?:['’]s)? {_CAPITAL}"
    return re.compile(rf"\b{word}\b"), re.compile(whole)


def _famous(name: str, titles: Sequence[str]) -> bool:
    """Whether several titles print the surname without a first name."""
    bare = re.compile(rf"(?<![A-ZÀ-Þ][a-zà-ÿ] )\b{re.escape(name)}\b")
    whole = re.compile(rf"{_CAPITAL}[\w.’'-]+ {re.escape(name)}\b")
    return sum(bool(bare.search(title)) and not whole.search(title) for title in titles) >= FAMOUS
