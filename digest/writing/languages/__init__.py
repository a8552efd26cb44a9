"""The closed word lists of each language, a module each; vocabulary.py says what each list is for.

An underscore stands for a space. A new language is one module and one line of the table.
"""

from __future__ import annotations

from digest.writing.languages import (
    arabic,
    bengali,
    chinese,
    dutch,
    english,
    french,
    german,
    hebrew,
    italian,
    persian,
    polish,
    russian,
    spanish,
)

LISTS: dict[str, dict[str, str]] = {
    "en": english.WORDS,
    "de": german.WORDS,
    "fr": french.WORDS,
    "es": spanish.WORDS,
    "it": italian.WORDS,
    "nl": dutch.WORDS,
    "pl": polish.WORDS,
    "ru": russian.WORDS,
    "ar": arabic.WORDS,
    "fa": persian.WORDS,
    "he": hebrew.WORDS,
    "bn": bengali.WORDS,
    "zh": chinese.WORDS,
}
