"""Passage: a text as the rules of style read it, with what they all need worked out once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from digest.writing.sentences import OPENERS, sentences
from digest.writing.vocabulary import Vocabulary, vocabulary

QUOTED = re.compile(
    r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|\"[^\"]*\"|「[^」]*」|(?<!\w)[‘'][^’'\n]{4,}?[’'](?!\w)"
)
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


@dataclass(frozen=True)
class Passage:
    """A lead or a headline under review. `headline` is what stands above it, empty for none."""

    text: str
    language: str = "en"
    headline: str = ""

    @cached_property
    def words(self) -> Vocabulary:
        return vocabulary(self.language)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return sentences(self.text, self.language)

    @cached_property
    def unquoted(self) -> str:
        """The text in the writer's own voice: quotations taken out."""
        return QUOTED.sub(" ", self.text)

    @cached_property
    def opening(self) -> str:
        """The text from its first letter or figure on."""
        return self.text.lstrip(OPENERS + " -–—")


def terms(text: str, common: frozenset[str]) -> frozenset[str]:
    """The words that carry a subject, in lower case."""
    return frozenset(word.lower() for word in WORD.findall(text)) - common
