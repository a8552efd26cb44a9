"""Faults of voice: who speaks, when, and what a sentence leans on that the reader was never told."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from digest.writing.passage import QUOTED, Passage, terms
from digest.writing.phrases import BOILERPLATE, BYLINE, CAPTION, COMPARES, DATELINE, PERSON
from digest.writing.vocabulary import vocabulary

SAME = 0.45  # share of words above which two sentences say the same
_NO_LINK = re.compile("Maar liefst")  # "no fewer than" in Dutch, with its word for "but"
_STOPS = re.compile(r"(?<=[.!?])[\"”’»]*\s+|(?<=[。！？])[”」』]*")
NICKNAME = 5  # words: a quotation this short may be a title or a name
_NAME = re.compile(
    r"(?:^|[\s(\"“])(?!(?:The|But|And|In|On|At|It|He|She|They|A|An|His|Her|Their|As|After|When|If|While)\b)"
    r"[A-ZÀ-Þ][\w’'-]+|[A-ZÀ-Þ]\.|\b(?:" + PERSON + r")\b",
)
# Whoever speaks is a person: a country or a possessive in front of "he said" is none.
_SPEAKS = re.compile(r"(?:he|she) (?:also )?(?:said|says|told|added|wrote|explained|noted)\b")
_PERSON = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]+ (?:[A-Z]\. |al-|de |van |von )*[A-ZÀ-Þ][\w-]+(?!['’]s)|\b(?:Mr|Mrs|Ms|Dr|Pope|King|"
    r"Queen)\b|"
    r"\b(?:" + PERSON + r")\b|\b[A-ZÀ-Þ][a-z-]+ (?:said|says|told|has|had|was|is|will)\b"
)


def dateline(passage: Passage) -> str:
    return _match(DATELINE, passage.text)


def byline(passage: Passage) -> str:
    return next((s[:40] for s in passage.sentences[:2] if BYLINE.match(s)), "")


def caption(passage: Passage) -> str:
    return next((s[-40:] for s in passage.sentences if CAPTION.search(s)), "")


def boilerplate(passage: Passage) -> str:
    found = BOILERPLATE.search(passage.unquoted)
    return found.group(0) if found else ""


def first_person(passage: Passage) -> str:
    return _word(passage.unquoted, passage.words.first, flags=0)


def relative_day(passage: Passage) -> str:
    """A day that only the day of writing explains; a capital in mid-sentence makes it a name (USA Today).

    "Today, Friday" and "今天（28日）" name their day.
    """
    days = passage.words.days
    if not days:
        return ""
    named = _weekday_follows(passage.words.weekdays)
    opening = opens(passage, days) if passage.text[:1] == passage.opening[:1] else ""
    if opening and not named.match(passage.text[len(opening) :]):
        return opening
    found = _any(days, 0).finditer(passage.unquoted)
    return next((m.group(0) for m in found if not named.match(passage.unquoted[m.end() :])), "")


def mid_story(passage: Passage) -> str:
    if _NO_LINK.match(passage.opening):
        return ""
    return opens(passage, passage.words.onward) or _match(COMPARES, passage.opening)


def no_antecedent(passage: Passage) -> str:
    """A pronoun of a person before any person was named in the same sentence."""
    if not passage.words.persons or passage.words is not vocabulary("en"):
        return ""
    pronouns = r"\b(?:he|she|they|him|her|his)\b"
    for match in re.finditer(pronouns, passage.unquoted):
        before = passage.unquoted[: match.start()]
        speaks = _SPEAKS.match(passage.unquoted[match.start() :])
        if (_PERSON if speaks else _NAME).search(before):
            return ""
        return "" if _leads_to_name(passage.unquoted[match.end() :]) else match.group(0)
    return ""


def _leads_to_name(after: str) -> bool:
    """ "In his first speech, Ana Moreno said": the name follows in the same sentence."""
    return bool(re.search(r",[^.]*\b[A-ZÀ-Þ][\w’'-]+", after.split(". ")[0]))


def question(passage: Passage) -> str:
    return next((s[-30:] for s in passage.sentences if re.search(r"[?？؟][\"'”’»]*$", s)), "")


def no_speaker(passage: Passage) -> str:
    """It opens with a quotation, and nobody is said to say it."""
    if not re.match(r"[\"“'‘„«]", passage.text) or not passage.words.said:
        return ""
    quoted = QUOTED.match(passage.text)
    if quoted and len(quoted.group(0).split()) <= NICKNAME:
        return ""
    return "" if _word(passage.unquoted, passage.words.said) else passage.text[:20]


def repeats_itself(passage: Passage) -> str:
    """Two of its sentences say the same; those within a quotation count one by one."""
    pieces = _STOPS.split(passage.text)
    subjects = [{t for t in terms(piece, passage.words.common) if len(t) > 1} for piece in pieces]
    for (i, one), (_, other) in combinations(enumerate(subjects), 2):
        if min(len(one), len(other)) > 2 and len(one & other) > SAME * len(one | other):
            return pieces[i][:40]
    return ""


def repeats_headline(passage: Passage) -> str:
    """It says what stands above it, and nothing more."""
    above, below = (terms(t, passage.words.common) for t in (passage.headline, passage.text))
    if not above or not below:
        return ""
    fresh = below - above
    said_again = len(above & below) > 0.75 * len(above | below)
    return passage.text[:40] if said_again or len(fresh) < 3 else ""


def opens(passage: Passage, openers: tuple[str, ...]) -> str:
    """The first of these words or phrases, if a passage opens with one."""
    if not openers:
        return ""
    match = _opening(openers, passage.language).match(passage.opening)
    return match.group(0) if match else ""


def _word(text: str, words: tuple[str, ...], flags: int = re.IGNORECASE) -> str:
    if not words:
        return ""
    match = _any(words, flags).search(text)
    return match.group(0) if match else ""


@lru_cache(maxsize=128)
def _opening(words: tuple[str, ...], language: str) -> re.Pattern[str]:
    end = "" if language.startswith("zh") else r"(?:['’](?:s|re|ve|ll|d))?(?![\w'’-])"
    return re.compile(
        f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))}){end}", re.IGNORECASE
    )


@lru_cache(maxsize=32)
def _weekday_follows(weekdays: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, weekdays)) or "(?!)"
    return re.compile(rf"[,،]?\s*[(（]?\s*(?:{names}|\d{{1,2}}\s*(?:日|号|號|[^\W\d]{{3}}))", re.IGNORECASE)


@lru_cache(maxsize=128)
def _any(words: tuple[str, ...], flags: int) -> re.Pattern[str]:
    unspaced = any("\u3400" <= word[0] <= "\u9fff" for word in words)
    start, end = ("", "") if unspaced else (r"(?<![\w’'-])", r"(?![\w-])")
    return re.compile(
        f"{start}(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))}){end}", flags
    )


def _match(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return match.group(0).strip() if match else ""
