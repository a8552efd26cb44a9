"""A sentence of ours laid beside the one it was taken from: what stayed, what took its place."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from digest.writing.lines import Line
from digest.writing.wording import Wording, stem

NEAR = 0.6  # share of our words that stand in the same order: then a changed word took another's place


@dataclass(frozen=True, slots=True)
class Step:
    """A part of ours and the part of theirs beside it, as ranges of words; `same` where they are equal."""

    same: bool
    ours: range
    theirs: range


@dataclass(frozen=True, slots=True)
class Beside:
    """Our sentence and the source's, the steps from one to the other, and whether they are nearly equal."""

    text: str
    ours: Wording
    line: Line
    steps: tuple[Step, ...]
    near: bool

    @classmethod
    def of(cls, text: str, ours: Wording, line: Line) -> Beside:
        one, other = ([stem(word) for word in words.words] for words in (ours, line.wording))
        codes = SequenceMatcher(None, other, one, autojunk=False).get_opcodes()
        steps = tuple(Step(tag == "equal", range(i, j), range(k, m)) for tag, k, m, i, j in codes)
        kept = sum(len(step.ours) for step in steps if step.same)
        return cls(text, ours, line, steps, kept >= NEAR * max(1, len(one)))

    @property
    def theirs(self) -> Wording:
        return self.line.wording

    def word(self, place: int) -> str:
        """Our word at this place, as it is written."""
        start = self.ours.starts[place]
        return self.text[start : start + len(self.ours.words[place])]
