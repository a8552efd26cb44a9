"""Faults of form: what can be seen in the characters of a text, whatever its language."""

from __future__ import annotations

import re

from digest.writing.passage import Passage
from digest.writing.sentences import balanced

CUT = re.compile(
    r"(?:\.\.+|…)\s*[\"”’»)\]]*\s*$|\[\s*(?:…|\.\.\.|\+\s*\d+ ?(?:chars|more)?)\s*\]|\bcont(?:inued|\.)\s*$"
)
ENDED = re.compile(r"(?:[.!?](?:[\"'”’»)\]“]|\s»)*|[。！？｡؟۔।॥][\"'”’»)\]」』）]*)$")
SPLIT_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Cmdr|Adm|Sen|Rep|Gov|Rev|Hon|St|Mt|No|vs|Jan|Feb|Sept|Oct|"
    r"Nov|Dec|approx|e\.g|i\.e)\.$|(?<![.\w])[A-HJ-Z]\.$|"
    r"(?<![.\w])(?!U\.[SKN]|E\.U|D\.C|L\.A|N\.[YJC]|B\.C|A\.[DM]|P\.M)[A-Z]\.[A-Z]\.$"
)
MARKUP = re.compile(
    r"[<>]|&(?:amp|quot|lt|gt|nbsp|rsquo|lsquo|#\d+|#x[0-9a-f]+);|\bhttps?:|www\.\w|"
    r"(?<!\w)[#@][^\W\d]\w{2,}|[\U0001F1E6-\U0001FAFF\u2600-\u27BF\u2B50\u25A0-\u25FF\uFE0F]|\ufffd|"
    r"\\u[0-9a-f]{4}|\b\w[\w.]*@\w+\.\w|\bpic\.twitter|\bt\.co/|\{\{|\}\}|\*\*|__|[\u202a-\u202e]|•|"
    r"\b[a-z0-9-]+\.[a-z]{2,12}/\w|\b(?:at|visit|via) (?:[a-z0-9-]{2,}\.)+[a-z]{2,12}\b"
)
SPACING = re.compile(
    r"[\n\t]|\s{2,}|\s[\"“”]\s|\s[,.;!?](?:\s|$)|,,|\(\s*\)|;\.|,\.|:\.|"
    r"(?<=[a-z]{2})[.!?,;](?=[A-Z][a-z]{2})|[a-z]{4}(?!(?:Health|Energ|Force|Strike|Tube|Stream|Works?\b|"
    r"Point|Times|Mind|Rock|Motor|Space|Line|Soft|Book|House|Street|Watch|Bridge|Mobile))[A-Z][a-z]{4}"
)
# A sentence of capitalised words alone, as is left when the rest was behind a link: it says nothing.
CAPITALISED = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]*|\d[\d,.]*)[,.]?")
SHOUTING = re.compile(r"(?:\b[A-ZÀ-ÞА-Я]{3,}\b[ ,:]+){3,}")


def cut(passage: Passage) -> str:
    return _found(CUT, passage.text)


def unended(passage: Passage) -> str:
    return "" if ENDED.search(passage.text) or CUT.search(passage.text) else passage.text[-20:]


def unbalanced(passage: Passage) -> str:
    return "" if balanced(passage.text) else passage.text


def lower_start(passage: Passage) -> str:
    first = passage.opening[:1]
    return passage.opening[:20] if first.islower() else ""


def split_abbreviation(passage: Passage) -> str:
    return next((s[-12:] for s in passage.sentences if SPLIT_ABBREVIATION.search(s)), "")


def markup(passage: Passage) -> str:
    return _found(MARKUP, passage.text)


def spacing(passage: Passage) -> str:
    return _found(SPACING, passage.text)


def verbless(passage: Passage) -> str:
    return next((s for s in passage.sentences if _names_alone(s.split())), "")


def _names_alone(words: list[str]) -> bool:
    """Word by word: one pattern for the whole sentence takes time without end on a long run of capitals."""
    return len(words) > 1 and all(CAPITALISED.fullmatch(word) for word in words)


def shouting(passage: Passage) -> str:
    return _found(SHOUTING, passage.text + " ")


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(0).strip() or "·" if match else ""
