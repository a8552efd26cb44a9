"""Texts as sequences of words: the form in which what we say is looked up in what was said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

QUOTE = '"'  # stands for every double quotation mark
STEM = 6  # letters: a stemmer for every language

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(
    rf"(?:[^\W\d_{_UNSPACED}]\.){{2,}}|{_LETTER}+(?:['’]{_LETTER}+)*|[{_UNSPACED}]|[\"“”„‟«»「」『』〝〞]"
)
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞", QUOTE) | {"’": "'", ".": ""})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text's words in lower case, and where each begins. Chinese and Japanese letters are words each."""

    words: tuple[str, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> range:
        """The places of the words that begin in this part of the text."""
        inside = [place for place, begin in enumerate(self.starts) if start <= begin < end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def normal(text: str) -> str:
    """The text without invisible letters, accents composed: as both sides of a comparison are read."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def worded(text: str) -> Wording:
    """The words of a normal text with their places."""
    found = [(_plain(match.group(0)), match.start()) for match in _WORD.finditer(text)]
    return Wording(tuple(word for word, _ in found), tuple(start for _, start in found))


def run(text: str, *, marks: bool = True) -> str:
    """The words of a text as one string with spaces around, in which a passage is found as it stands.

    Without `marks`, quotation marks are left out.
    """
    words = _plain(" ".join(_WORD.findall(normal(text))))
    return f" {' '.join(words.replace(QUOTE, ' ').split()) if not marks else words} "


def unspaced(text: str) -> bool:
    """Whether a text is written without spaces between words."""
    return 2 * len(_UNSPACED_LETTER.findall(text)) > len(_WORD.findall(text))


def _plain(word: str) -> str:
    """U.N. is un; every apostrophe and quotation mark is the same."""
    return word.translate(_MARKS).lower()


def stem(word: str) -> str:
    """The beginning of a word, without a possessive."""
    return word.removesuffix("'s")[:STEM]
