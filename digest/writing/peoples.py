"""Countries and their people in English: Iceland, Icelandic and Icelanders are one name."""

from __future__ import annotations

from functools import lru_cache

ROOT = 4  # letters that a place and its people share
LEAST = 3  # the same before an ending that is a word: Ice-land
# The end of a place, and what its people have instead: Ukraine, Mexico, Italy, Turkey, Iceland, Uzbekistan.
_ENDINGS = (
    ("", "vian"), ("e", "ian"), ("o", "an"), ("y", "ian"), ("ey", "ish"), ("a", "ese"), ("as", "an"),
    ("land", "landic"), ("land", "lander"), ("land", ""), ("stan", ""), ("istan", ""),
)  # fmt: skip
_GROUPS = """
afghanistan afghan
argentina argentine argentinian
belgium belgian
brazil brazilian
britain british briton uk
burma burmese myanmar
canada canadian
congo congolese drc
croatia croat croatian
cyprus cypriot
czechia czech
denmark danish dane
england english
ethiopia ethiopian
europe european eu
finland finnish finn
france french
gaza gazan
germany german
greece greek
guinea guinean
hungary hungarian
iraq iraqi
ireland irish
israel israeli
ivory ivorian
lebanon lebanese
malawi malawian
mozambique mozambican
netherlands dutch
niger nigerien
nigeria nigerian
norway norwegian
palestine palestinian
peru peruvian
philippines philippine filipino filipina
poland polish pole
portugal portuguese
scotland scottish scot
serbia serb serbian
slovakia slovak
slovenia slovene slovenian
spain spanish spaniard
sweden swedish swede
switzerland swiss
turkey turkish turk türkiye
us american
usa american
vietnam vietnamese
wales welsh
"""
_APART = frozenset({frozenset({"niger", "nigerian"}), frozenset({"guinea", "guyanese"})})


@lru_cache(maxsize=16384)
def one_people(one: str, other: str) -> bool:
    """Whether two words in small letters are a country and its people, or two words for its people."""
    one, other = _single(one), _single(other)
    if one == other or other in _kin().get(one, frozenset()):
        return True
    return any(_ended(*pair) for pair in ((one, other), (other, one)))


def apart(one: str, other: str) -> bool:
    """Whether two words look like forms of one name and are two: a Nigerian is not from Niger."""
    return frozenset({_single(one), _single(other)}) in _APART


def _single(word: str) -> str:
    """Spaniards, a Spaniard; two letters are no plural."""
    return word.removesuffix("s") if len(word) > ROOT and not word.endswith(("ss", "us")) else word


def _ended(place: str, people: str) -> bool:
    return any(
        place.endswith(ending) and people == place.removesuffix(ending) + instead
        for ending, instead in _ENDINGS
        if len(place) - len(ending) >= (LEAST if len(ending) > LEAST else ROOT)
    )


@lru_cache(maxsize=1)
def _kin() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _GROUPS.strip().splitlines():
        words = frozenset(map(_single, line.split()))
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found
