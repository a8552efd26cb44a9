"""Two texts in one: the words that stayed, went and came."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST = 600  # words of a text that are compared one by one; a longer one is shown as a whole
PAIRS = 20_000  # of the same word in both texts: a text that says one word over and over costs seconds
ALIKE = 0.25  # texts that have less in common are shown one after the other

# A figure with its separators, a mark or an ideograph by itself, else whatever stands between spaces.
MARKS = r",.;:!?\"'()“”‘’«»…—–、。「」"
IDEOGRAPHS = r"぀-ヿ㐀-鿿豈-﫿"
WORD = re.compile(rf"(?:\d[\d.,]*\d|[{MARKS}{IDEOGRAPHS}]|[^\s{MARKS}{IDEOGRAPHS}]+)\s*")


class Fate(StrEnum):
    """What became of words in a row."""

    KEPT = "kept"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row that stayed, went or came."""

    fate: Fate
    text: str


def compared(before: str, after: str) -> tuple[Stretch, ...]:
    """The words of two texts that stayed, went and came, in the order of reading."""
    old, new = WORD.findall(before), WORD.findall(after)
    bare = [[one.strip() for one in words] for words in (old, new)]
    counts, others = Counter(bare[0]), Counter(bare[1])
    pairs = sum(count * others[word] for word, count in counts.items())
    if max(len(old), len(new)) > LONGEST or pairs > PAIRS:
        return _whole(before, after)
    matcher = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    if matcher.ratio() < ALIKE:
        return _whole(before, after)
    made: list[Stretch] = []
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            both = zip(old[start:end], new[first:last], strict=True)
            kept = "".join(max(pair, key=len) for pair in both)  # with the space that either has behind it
            made.append(Stretch(Fate.KEPT, kept))
        else:
            made += _whole("".join(old[start:end]), "".join(new[first:last]))
    return tuple(made)


def _whole(before: str, after: str) -> tuple[Stretch, ...]:
    both = (Stretch(Fate.GONE, before), Stretch(Fate.COME, after))
    return tuple(one for one in both if one.text)
