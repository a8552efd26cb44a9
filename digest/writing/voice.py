"""Faults of voice: who speaks, when, and what a sentence leans on that the reader was never told."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from digest.writing.passage import QUOTED, Passage, terms
from digest.writing.phrases import BOILERPLATE, BYLINE, CAPTION, COMPARES, DATELINE, EXPLETIVE, PERSON
from digest.writing.vocabulary import listed, vocabulary

SAME = 0.45  # share of words above which two sentences say the same
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
_DEED = re.compile(
    r"The (?:[a-z]+ ){0,2}(?:[a-z]+['’]s )?(?P<deed>[a-z]{2,}(?:tion|sion|ment|sure|wal|val|sal))\b"
    r"(?! (?:of|that|which|who|by|on|in|at|for|from|to|between|against|over)\b)(?![’'-])(?= [a-z])"
)
INSTITUTIONS = listed(
    "government parliament administration commission union federation nation department opposition "
    "population "
    "constitution coalition corporation association foundation organisation organization institution "
    "environment "
    "inflation pension television festival carnival coronation arsenal rival interval revolution education "
    "compensation entertainment measure treasure"
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
    """A day that only the day of writing explains; a capital in mid-sentence makes it a name (USA Today)."""
    days = passage.words.days
    opening = _opens(passage, days) if passage.text[:1] == passage.opening[:1] else ""
    return opening or _word(passage.unquoted, days, flags=0)


def points_back(passage: Passage) -> str:
    if EXPLETIVE.match(passage.opening):
        return ""
    return _opens(passage, passage.words.backward) or _points(passage) or _recounts(passage)


def _points(passage: Passage) -> str:
    """ "The film", "the cargo plane": known to the reader only if the next words say which."""
    if not passage.words.pointed:
        return ""
    match = _pointing(passage.words.pointed).match(passage.opening)
    return match.group(0) if match else ""


def _recounts(passage: Passage) -> str:
    """ "The withdrawal leaves", "the agency's confirmation comes": an event that only the headline has "
    "told."""
    if not passage.words.pointed:
        return ""
    match = _DEED.match(passage.opening)
    return match.group(0) if match and match["deed"] not in INSTITUTIONS else ""


def mid_story(passage: Passage) -> str:
    return _opens(passage, passage.words.onward) or _match(COMPARES, passage.opening)


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
    subjects = [terms(s, passage.words.common) for s in passage.sentences]
    for (i, one), (_, other) in combinations(enumerate(subjects), 2):
        if one and other and len(one & other) > SAME * len(one | other):
            return passage.sentences[i][:40]
    return ""


def repeats_headline(passage: Passage) -> str:
    """It says what stands above it, and nothing more."""
    above, below = (terms(t, passage.words.common) for t in (passage.headline, passage.text))
    if not above or not below:
        return ""
    fresh = below - above
    said_again = len(above & below) > 0.75 * len(above | below)
    return passage.text[:40] if said_again or len(fresh) < 3 else ""


def _opens(passage: Passage, openers: tuple[str, ...]) -> str:
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


@lru_cache(maxsize=8)
def _pointing(nouns: tuple[str, ...]) -> re.Pattern[str]:
    told = "of|that|which|who|by|on|in|at|for|from|to|between|against|over"
    return re.compile(rf"The (?:[a-z-]+ )?(?:{'|'.join(nouns)})s?\b(?! (?:{told})\b)(?![’'-])")


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
