"""Names of a text: runs of capitalised words; and when two names are one."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from digest.writing.vocabulary import listed, vocabulary

_CAPITAL = f"[{''.join(c for c in map(chr, (*range(0x41, 0x557), *range(0x1E00, 0x1F00))) if c.isupper())}]"
_WORD = rf"{_CAPITAL}(?:[^\W_]|['’.&-](?=[^\W_]))*"
_PARTICLE = r"(?:of|the|de|del|della|du|des|da|dos|di|von|van|der|den|zu|bin|ibn|al|el|la|le)"
_NAME = re.compile(rf"(?<![^\W_]){_WORD}(?:\s+(?:{_PARTICLE}\s+(?:{_PARTICLE}\s+)?)?{_WORD})*")
_PLURALS = ("s", "es", "n", "an", "ian", "i", "ese", "ish", "ns", "ans", "ians")
_RANKS = listed(
    "president prime minister sen senator rep representative gov governor mr mrs ms miss dr sir "
    "lord lady king queen prince princess pope judge justice chancellor secretary general gen "
    "col lt sgt capt officer mayor former herr frau monsieur madame señor señora pan pani"
)
_OPENERS = listed(
    "there here meanwhile if while since although police officials people authorities residents "
    "dozens hundreds thousands millions tens two three four five six seven eight nine ten one "
    "some many most several both all no not more less at in on after before during with without "
    "under over between according an a the this that these those it its he she they we i you "
    "his her their our my what when where why how who which but and or so yet as for from "
    "somebody someone nobody everybody everyone anyone nothing something everything each every "
    "other others another such only even just still then now today yesterday tomorrow earlier "
    "later last next first second third to by of is are was were will would can could may might "
    "must should do does did has have had new"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a text, and the words of it that must be found; ranks and particles need not be."""

    text: str
    start: int
    words: tuple[str, ...]


def names(text: str, language: str, plain: Collection[str] = ()) -> tuple[Name, ...]:
    """The names of a text. `plain` are words that the sources also write small: such a word is no name
    where it only opens a sentence, nor in a text that capitalises nearly every word."""
    skipped = vocabulary(language).common | vocabulary(language).starters | _OPENERS
    titled = _titled(text)
    found = []
    for match in _NAME.finditer(text):
        start = match.start()
        words = [word for word in re.split(r"[\s-]+", match.group(0)) if word[:1].isupper()]
        kept = tuple(
            low
            for place, low in enumerate(map(_plain, words))
            if len(low) > 1
            and low not in _RANKS
            and low not in skipped
            and not (low in plain and (titled or (place == 0 and _opens(text, start))))
        )
        if kept:
            found.append(Name(match.group(0), start, kept))
    return tuple(found)


def same(one: str, other: str, language: str) -> bool:
    """Whether two words are forms of one name: Iran and Iranians, Warszawa and Warszawie."""
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if language.startswith("en"):
        return len(short) > 2 and long.startswith(short) and long[len(short) :] in _PLURALS
    return len(short) > 3 and short[: max(4, len(long) - 3)] == long[: max(4, len(long) - 3)]


def _plain(word: str) -> str:
    return re.sub(r"['’]s$|['’.]+$", "", word).replace("’", "'").replace(".", "").lower()


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘„«(¿¡")
    return not before or before[-1] in ".!?:…—–-|\n"


def _titled(text: str) -> bool:
    """Nearly every longer word begins with a capital, as in headlines."""
    long = re.findall(r"(?<![^\W_])[^\W\d_]{4,}", text)
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.7 * len(long)
