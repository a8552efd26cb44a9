"""Where sentences end, in any script; abbreviations, initials and quotations stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.writing.vocabulary import Vocabulary, listed, vocabulary

OPENERS = "\"'“‘„«‹([「『（《"
CLOSERS = "\"'”’“»›)]」』）》"
LONGEST_WORD = 64  # characters looked at before a mark: a hostile text has words of thousands
END_MARKS = ".!?…。！？｡؟۔।॥"

_END = re.compile(rf"([.!?…]+|[。！？｡؟۔।॥]+)([{re.escape(CLOSERS)}]*)(\s+|(?<=[。！？｡」』）])|$)")
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)$")
_NEXT_WORD = re.compile(r"[^\W_]+")
# These both abbreviate and end sentences: only a word that opens sentences decides.
_EITHER = listed("u.s u.n u.k e.u a.m p.m d.c etc inc co corp ltd u.a.e jr sr ee.uu usw itd itp")
# "No. 7" and "Jan. 3" against "he said no. Then": these abbreviate only before a figure.
_BEFORE_FIGURES = listed(
    "no nos nr núm pág art abs ca approx jan feb mar apr may jun jul aug sep sept oct okt nov dec dez janv "
    "févr avr juil déc sat sun mon fri max min p pp str d on im al os do mi an est di mo so"
)
_ORDINAL_FOLLOWS = re.compile(
    r"(?:Jan|Feb|M[äa]r|Apr|Ma[ij]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zcs]|stycz|lut|mar|kwie|czerw|lip|sierp|"
    r"wrze|paźd|"
    r"list|grud|Jahrhundert|Platz|Liga|Runde|Spieltag|Bundesliga|Klasse|Geburtstag|Etage|Mal\b|Jahrestag)"
)
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_PAIRS = ("«»", "()", "[]", "「」", "『』", "（）", "《》", "【】")
_ACRONYM_MARK = re.compile(r"(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea](?![\u05d0-\u05ea]))")
_OPEN_SINGLE = re.compile(r"(?<!\w)‘")


def sentences(text: str, language: str = "") -> tuple[str, ...]:
    """The sentences of a text in order, white space made single; a line break ends a sentence."""
    words = vocabulary(language)
    return tuple(s for line in _lines(text) for s in _whole(list(_split(line, words))))


def size(text: str) -> int:
    """The length in words; in scripts without spaces two letters count as a word."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text).split()
    return (unspaced + 1) // 2 + sum(any(map(str.isalnum, word)) for word in spaced)


def balanced(text: str) -> bool:
    """Every quotation mark and bracket that opens is closed; within a Hebrew acronym it opens nothing."""
    text = _ACRONYM_MARK.sub("", text)
    if text.count('"') % 2 or any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS):
        return False
    if len(_OPEN_SINGLE.findall(text)) > text.count("’"):
        return False
    low, left, right = text.count("„"), text.count("“"), text.count("”")
    return low == left + right if low else left == right


def _lines(text: str) -> Iterator[str]:
    """The paragraphs; a line that goes on in lower case was only wrapped."""
    held = ""
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        if held and line[0].islower() and held[-1] not in END_MARKS:
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _split(line: str, words: Vocabulary) -> Iterator[str]:
    start = 0
    for mark in _END.finditer(line):
        if mark.end() < len(line) and not _ends(
            line[start : mark.start()], mark.group(1), line[mark.end() :], words
        ):
            continue
        piece = line[start : mark.end(2)].strip()
        if piece:
            yield piece
        start = mark.end()
    if line[start:].strip():
        yield line[start:].strip()


def _ends(before: str, mark: str, after: str, words: Vocabulary) -> bool:
    follower = after.lstrip(OPENERS + " ")[:1]
    if not follower or follower.islower():
        return False
    if mark != ".":
        return True
    found = _LAST_WORD.search(before[-LONGEST_WORD:])
    return not found or not _abbreviates(found.group(1), after.lstrip(OPENERS), words)


def _abbreviates(word: str, after: str, words: Vocabulary) -> bool:
    low = word.lower()
    if low.isdigit():
        return len(low) < 3 and bool(_ORDINAL_FOLLOWS.match(after))
    if len(low) == 1 and low.isalpha() and not _UNSPACED.match(low):
        return low.isascii() or low in words.abbreviations or word.isupper()
    if low in _EITHER:
        opener = _NEXT_WORD.match(after)
        return not (opener and opener.group(0).lower() in words.starters)
    if low in _BEFORE_FIGURES:
        return after[:1].isdigit()
    return low in words.abbreviations


def _whole(pieces: list[str]) -> Iterator[str]:
    """Pieces of one quotation joined again, when the next two pieces close it."""
    index = 0
    while index < len(pieces):
        joined, taken = pieces[index], 1
        if not balanced(joined):
            for more in (2, 3):
                longer = " ".join(pieces[index : index + more])
                if index + more <= len(pieces) and balanced(longer):
                    joined, taken = longer, more
                    break
        yield joined
        index += taken
