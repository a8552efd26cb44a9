"""Everyday words: they name nobody, and a capital at the head of a sentence does not make a name of them.

A folder of plain lists, a file a language, written for this: what news headlines begin with. A language
without a list has none; then only the small letters of the reports tell.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from digest.writing.vocabulary import tongue

FOLDER = Path(__file__).with_name("everyday_words")
SHORTEST = 3  # letters of a root
# An ending, and what stands in its place in the list: families, storms, crashes, rising, stopped, burned.
_ENDINGS = {
    "en": (
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ing", ("", "e")),
        ("ied", ("y",)),
        ("ed", ("", "e")),
    ),
    "fr": (("s", ("",)), ("es", ("",)), ("x", ("",))),
    "es": (("s", ("",)), ("es", ("",))),
    "pt": (("s", ("",)), ("es", ("",))),
}


@lru_cache(maxsize=8192)
def everyday(word: str, language: str) -> bool:
    """Whether a word in small letters is one of the language's everyday words, in whatever common form."""
    of = tongue(language)
    words = _listed(of)
    if word in words:
        return True
    return any(
        root + instead in words
        for ending, others in _ENDINGS.get(of, ())
        if word.endswith(ending)
        for root in _roots(word.removesuffix(ending))
        for instead in others
    )


def _roots(root: str) -> tuple[str, ...]:
    """A root, and the one without its doubled letter: stopp, stop."""
    if len(root) < SHORTEST:
        return ()
    return (root, root[:-1]) if root[-1] == root[-2] else (root,)


@lru_cache(maxsize=16)
def _listed(of: str) -> frozenset[str]:
    try:
        return frozenset((FOLDER / f"{of}.txt").read_text(encoding="utf-8").split())
    except OSError:
        return frozenset()
