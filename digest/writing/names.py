"""Names of a text: runs of capitalised words; and when two names are one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.writing.everyday import everyday
from digest.writing.peoples import apart, one_people
from digest.writing.vocabulary import listed, tongue, vocabulary

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
_BELONG = listed("new san santa saint st the al el la los las")
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
_INFLECTED = listed("pl ru")
_QUARTERS = listed("north south east west")
_PARTS = listed(
    "northern southern eastern western northeastern northwestern southeastern "
    "southwestern central coastal inland rural upper lower"
)
# Where the word is part of the name: another country, state or province without it.
_PROPER = listed(
    "north_korea north_korean north_macedonia north_macedonian north_carolina north_dakota north_kivu "
    "north_sea north_darfur south_korea south_korean south_africa south_african south_sudan south_sudanese "
    "south_ossetia south_carolina south_dakota south_kivu south_darfur south_yemen south_pacific east_timor "
    "east_timorese east_jerusalem east_germany west_bank west_virginia west_papua west_darfur west_germany "
    "west_indies western_sahara western_australia western_cape eastern_cape northern_cape northern_ireland "
    "northern_cyprus northern_territory central_african central_america central_american"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a text, and the words of it that must be found; ranks and particles need not be.

    `head` is where it begins without the words before it that are no part of it: "Two Mexicans".
    """

    text: str
    start: int
    words: tuple[str, ...]
    head: int


def names(text: str, language: str, plain: Collection[str] = (), *, free: bool = False) -> tuple[Name, ...]:
    """The names of a text. `plain` are words that the sources also write small: such a word is no name
    where it only opens a sentence, nor in a text that capitalises nearly every word. Nor is an everyday word
    where words are `free`: a machine that takes its source's words has no other one to begin with."""
    titled = _titled(text)
    found = []
    for match in _NAME.finditer(text):
        words = _words(match)
        opens = _opens(text, match.start())
        kept = [
            word
            for place, word in enumerate(words)
            if not _skipped(word.low, language)
            and not ((titled or (place == 0 and opens)) and _common(place, words, language, plain, free))
            and not (free and _compass(place, words))
        ]
        if kept:
            lows = tuple(word.low for word in kept)
            found.append(Name(match.group(0), match.start(), lows, _head(words, kept[0])))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Word:
    """A capitalised word of a run: as it is compared, and where it begins in the text."""

    low: str
    start: int


def _words(match: re.Match[str]) -> tuple[_Word, ...]:
    parts = re.finditer(r"[^\s-]+", match.group(0))
    return tuple(
        _Word(_plain(part.group(0)), match.start() + part.start())
        for part in parts
        if part.group(0)[:1].isupper()
    )


@lru_cache(maxsize=16384)
def _skipped(low: str, language: str) -> bool:
    """Whether a word is never one to look for: a rank, an opener, a letter alone."""
    words = vocabulary(language)
    return len(low) < 2 or low in _RANKS or low in _OPENERS or low in words.common or low in words.starters


def _common(place: int, words: Sequence[_Word], language: str, plain: Collection[str], free: bool) -> bool:
    """Whether a word has its capital only from its place. Two everyday words in a row may be the name of
    something (High Court), one before a name describes it (Coastal Vietnam)."""
    low = words[place].low
    if low in plain or _inflected(low, language, plain):
        return True
    follows = words[place + 1].low if place + 1 < len(words) else ""
    return free and everyday(low, language) and not (follows and everyday(follows, language))


def _inflected(low: str, language: str, plain: Collection[str]) -> bool:
    """Whether a word is written small in another of its forms, where words have many: смог, смога."""
    return tongue(language) in _INFLECTED and any(same(low, other, language) for other in plain)


def _compass(place: int, words: Sequence[_Word]) -> bool:
    """Whether a word only says which part of a named place: eastern Congo, not South Sudan."""
    low, follows = words[place].low, words[place + 1].low if place + 1 < len(words) else ""
    part = low in _PARTS or (low in _QUARTERS and follows.endswith(("ian", "can")))
    return part and bool(follows) and f"{low}_{follows}" not in _PROPER


def _head(words: Sequence[_Word], first: _Word) -> int:
    """Where a name begins: at its first word that counts, or at what belongs to it (President, New)."""
    start = first.start
    for word in reversed([word for word in words if word.start < first.start]):
        if word.low not in _RANKS and word.low not in _BELONG and word.low not in _PARTS | _QUARTERS:
            break
        start = word.start
    return start


def same(one: str, other: str, language: str, *, free: bool = False) -> bool:
    """Whether two words are forms of one name: Iran and Iranians, Warszawa and Warszawie. In `free` words
    Ukraine and Ukrainian are one, too."""
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if language.startswith("en"):
        formed = len(short) > 2 and long.startswith(short) and long[len(short) :] in _PLURALS
        return (formed or one_people(one, other)) and not apart(one, other) if free else formed
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
