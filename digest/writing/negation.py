"""Negation: which words of a text say that something is not so, and what they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from digest.writing.vocabulary import listed, vocabulary
from digest.writing.wording import stem

REACH = 2  # words that carry a subject, after a negation, of which it may speak

_NO = {
    "en": "not no never without none nobody nothing neither nor cannot cant",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals ohne niemand nichts weder",
    "fr": "ne n pas jamais sans aucun aucune rien personne ni non",
    "es": "no nunca jamás sin ningún ninguna ninguno nadie nada tampoco ni",
    "it": "non mai senza nessun nessuno nessuna nulla niente né",
    "nl": "niet geen nooit zonder niemand niets noch",
    "pl": "nie nigdy bez nikt nic żaden żadna żadne ani",
    "ru": "не нет никогда без никто ничего ни нельзя",
    "ar": "لا لم لن ليس ليست غير دون بدون",
    "zh": "不 没 無 无 未 非 否 莫 勿",
}
_DENY = {
    "en": (
        "deny denies denied denying refuse refuses refused refusing decline declines declined "
        "declining fail fails failed failing unable false falsely"
    ),
    "de": "bestreitet bestritt bestreiten dementiert dementierte verweigert verweigerte weigert weigerte",
    "fr": "nie nié nient démenti dément refuse refusé refusent",
    "es": "niega negó niegan desmiente desmintió",
    "pl": "zaprzecza zaprzeczył zaprzeczyła odmówił odmówiła",
    "ru": "отрицает опроверг опровергла отказался отказалась",
    "ar": "نفى نفت رفض رفضت",
}
_BOUNDS = listed("more less fewer later sooner earlier higher lower")  # "no more than 340" denies nothing
_MERELY = listed("only just merely least")  # nor does "not only"


@dataclass(frozen=True, slots=True)
class Negated:
    """A negation at this place of a wording, and the stems it may speak of, nearest first.

    One that is `bound` sets a limit or adds something, and denies nothing: "no more than", "not only".
    """

    place: int
    of: tuple[str, ...]
    strict: bool
    bound: bool = False


def negations(words: Sequence[str], language: str) -> tuple[Negated, ...]:
    """The negations of a sentence. A language that is not listed has none that we know."""
    tongue = language.lower()[:2]
    no, deny, common = _lists(tongue)
    found = []
    for place, word in enumerate(words):
        strict = word in no or (tongue == "en" and word.endswith("n't"))
        if strict or word in deny:
            carrying = [
                stem(w)
                for w in words[place + 1 : place + 6]
                if w.isalnum() and w not in common and w not in no
            ]
            found.append(Negated(place, tuple(carrying[:REACH]), strict, _bound(words, place)))
    return tuple(found)


def runs(words: Sequence[str], language: str) -> frozenset[tuple[str, str]]:
    """The pairs of stems that carry a subject and follow each other, as a negation may speak of them."""
    no, _, common = _lists(language.lower()[:2])
    carrying = [stem(word) for word in words if word.isalnum() and word not in common and word not in no]
    return frozenset(pairwise(carrying))


def _bound(words: Sequence[str], place: int) -> bool:
    after = tuple(words[place + 1 : place + 3])
    if words[place] not in ("no", "not") or len(after) < 2:
        return False
    return (after[0] in _BOUNDS and after[1] == "than") or (words[place] == "not" and after[0] in _MERELY)


@lru_cache(maxsize=16)
def _lists(tongue: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return listed(_NO.get(tongue, "")), listed(_DENY.get(tongue, "")), vocabulary(tongue).common
