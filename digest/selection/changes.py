"""What new reports add to what readers were told: figures, places, names, or far more outlets."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from digest.models import Article
from digest.selection.duplicates import plain_title, text, voices
from digest.selection.places import places, standing
from digest.selection.stopwords import STOPWORDS
from digest.selection.vectors import STEM

AGREE = 2
AGREE_ON_MORE = 3
WORD_SHARE = 0.4
NAME_SHARE = 0.3
JUMP = 2
JUMP_AT_LEAST = 6
LISTED = 3
ACTS = 0.5
TEXT_CHARACTERS = 300
TITLE_CASE = 0.6

_FIGURE = re.compile(r"(?<![\w.,:-])\d[\d,.]*(?![\w:-])")
_PLAIN_WORD = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"(19|20)\d\d")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-ÞА-Я][\w’'-]{2,}(?: [A-ZÀ-ÞА-Я][\w’'-]{2,})+")
_TIME_WORD = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What readers were told of an event, and how many outlets were named."""

    words: str
    outlets: int


def changes(new: Sequence[Article], old: Sequence[Article], told: Sequence[Told]) -> str:
    """What the new reports add, in words; empty when no two voices agree on anything new."""
    speakers = voices(new)
    if len(speakers) < AGREE:
        return ""
    known = " ".join([*(one.words for one in told), *(_said(article) for article in old)])
    parts = [
        _listed("figures", _agreed(speakers, _figures), known),
        _listed("places", _agreed(speakers, partial(_places, but=_countries(known, new[0].language))), known),
        _listed("names", _agreed(speakers, _names, _part(speakers, NAME_SHARE)), known),
        _listed("words", _agreed(speakers, _words, _part(speakers, WORD_SHARE)), known),
        _jump(len(speakers), max(one.outlets for one in told)),
    ]
    return "; ".join(part for part in parts if part)


def _part(speakers: Sequence[object], share: float) -> int:
    """How many of the speakers must say what a few of many might say by chance."""
    return max(AGREE_ON_MORE, math.ceil(share * len(speakers)))


def _listed(kind: str, found: Iterable[str], known: str) -> str:
    new = [name for name in found if not _told(name, known)]
    return f"new {kind}: {', '.join(new[:LISTED])}" if new else ""


def _told(name: str, known: str) -> bool:
    """Plain words count as told in any form of theirs."""
    form = name[:STEM] if name.islower() else name
    return re.search(rf"(?<!\w){re.escape(form)}", known, re.IGNORECASE) is not None


def _agreed(
    speakers: Sequence[Sequence[Article]], find: Callable[[Article], set[str]], least: int = AGREE
) -> list[str]:
    """What enough voices say, the most said first."""
    counts = Counter(found for articles in speakers for found in set().union(*map(find, articles)))
    said = [(found, count) for found, count in counts.items() if count >= least]
    return [found for found, _ in sorted(said, key=lambda entry: (-entry[1], entry[0]))]


def _figures(article: Article) -> set[str]:
    """Figures of two digits or more that are no years; smaller ones are mostly lists and ranks."""
    figures = {figure.rstrip(".,") for figure in _FIGURE.findall(plain_title(article))}
    return {figure for figure in figures if len(figure) > 1 and not _YEAR.fullmatch(figure)}


def _countries(words: str, language: str) -> frozenset[str]:
    return frozenset(places(words, language).values())


def _places(article: Article, but: frozenset[str]) -> set[str]:
    """The places of a title, but for countries named before in whatever words, and who acts everywhere."""
    named = places(plain_title(article), article.language)
    return {name for name, code in named.items() if code not in but and standing(name, code) > ACTS}


def _words(article: Article) -> set[str]:
    """The telling words of a title: what many titles say at once has happened."""
    words = set(_PLAIN_WORD.findall(plain_title(article).lower()))
    return words - STOPWORDS - {name.lower() for name in places(plain_title(article), article.language)}


def _names(article: Article) -> set[str]:
    """Names of two words or more inside sentences; a title in title case tells names from words no more."""
    title = plain_title(article)
    long = [word for word in title.split() if len(word) > 3]
    capitals = sum(word[:1].isupper() for word in long)
    words = text(article)[:TEXT_CHARACTERS] if capitals > TITLE_CASE * len(long) else _said(article)
    found = {name for name in _NAME.findall(words) if not _TIME_WORD.search(name)}
    return {name for name in found if not places(name, article.language)}


def _jump(now: int, then: int) -> str:
    return f"{now} more outlets, after {then}" if now >= max(JUMP * then, JUMP_AT_LEAST) else ""


def _said(article: Article) -> str:
    return f"{plain_title(article)} . {text(article)[:TEXT_CHARACTERS]}"
