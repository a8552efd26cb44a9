"""The fixed words of a letter in its own language: sections, dates, digits, lists, the way out."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from digest.errors import ConfigurationError

LOCALES = Path(__file__).with_name("locales")
# "And" is a prefix there, which a name in other letters cannot carry without a sign or a space between.
_APART = {"he": "-", "ar": " "}
# The first digit of each numbering system that CLDR makes a default; Babel writes Latin ones.
_DIGITS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966}


class Words:
    """One language: its catalog read once, its dates and lists as CLDR has them."""

    def __init__(self, language: str) -> None:
        """Read the catalog. A language without one keeps its dates and speaks English; raises for none."""
        try:
            # A bare "en" is the world's English: Monday, 23 November 2026.
            self._locale = Locale.parse("en-001" if language == "en" else language, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ConfigurationError(f"newsletter.language = {language!r} is not a language tag") from None
        self.language = language
        self.direction = self._locale.text_direction
        month = self._locale.months["format"]["wide"][1]
        self.cased = month.upper() != month.lower()  # capitals, italics and letter-spacing fit such a script
        self._catalog = _catalog(self._locale.language)

    def __call__(self, text: str, **values: str) -> str:
        """This text in the language, with its blanks filled."""
        found = self._catalog.gettext(text) if text else ""  # gettext answers "" with its own header
        return found % values if values else found

    def more(self, count: int) -> str:
        """How a list of names ends when `count` of them are not named."""
        text = self._catalog.ngettext("%(count)s more", "%(count)s more", count)
        return text % {"count": self.number(count)}

    def number(self, number: int) -> str:
        return self._digits(str(number))

    def date(self, day: date) -> str:
        """The day in full, with its weekday."""
        return self._digits(format_date(day, "full", locale=self._locale))

    def moment(self, at: datetime) -> str:
        """A day and its hour, as the clock of this moment's own zone shows it."""
        hour = format_time(at, "short", tzinfo=at.tzinfo, locale=self._locale)
        return f"{self.date(at.date())}, {self._digits(hour)}"

    def listing(self, names: Sequence[str]) -> str:
        """The names as one phrase: A, B and C."""
        *others, last = names
        apart = _APART.get(self._locale.language, "") if others and self._foreign(last) else ""
        return format_list([*others, apart + last], locale=self._locale)

    def against(self, text: str) -> str:
        """The direction of this text where it runs against the letter's, else nothing."""
        for character in text:
            kind = unicodedata.bidirectional(character)
            if kind in ("L", "R", "AL"):
                direction = "ltr" if kind == "L" else "rtl"
                return "" if direction == self.direction else direction
        return ""

    def turned(self, text: str) -> Markup:
        """The dir attribute of a text that runs against the letter, else nothing."""
        direction = self.against(text)
        return Markup(' dir="{}"').format(direction) if direction else Markup("")

    def _foreign(self, name: str) -> bool:
        return bool(self.against(Markup(name).striptags()))  # noqa: S704 - read here, never written

    def _digits(self, text: str) -> str:
        zero = _DIGITS.get(self._locale.default_numbering_system)
        return text.translate({ord("0") + n: zero + n for n in range(10)}) if zero else text


@lru_cache(maxsize=16)
def words_in(language: str) -> Words:
    """The words of a language, their catalog read once. Raises ConfigurationError for what is none."""
    return Words(language)


def _catalog(language: str) -> NullTranslations:
    path = LOCALES / language / "LC_MESSAGES" / "digest.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
