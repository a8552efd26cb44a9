"""Every language speaks every word, fills every blank, and writes dates as its readers do."""

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from digest.errors import ConfigurationError
from digest.rendering.words import LOCALES, Words

DAY = date(2026, 11, 23)
TRANSLATED = sorted(folder.name for folder in LOCALES.iterdir())
BLANK = re.compile(r"%\(\w+\)s")


def catalog(language):
    with (LOCALES / language / "LC_MESSAGES" / "digest.po").open("rb") as source:
        return read_po(source, locale=language)


def test_the_languages_of_the_newswires_are_all_there():
    assert TRANSLATED == ["ar", "bn", "de", "es", "fa", "fr", "he", "it", "nl", "pl", "pt", "ru", "zh"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_has_every_word_and_keeps_its_blanks(language):
    expected = {message.id for message in catalog("de") if message.id}
    spoken = catalog(language)
    assert {message.id for message in spoken if message.id} == expected
    for message in spoken:
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        assert not message.fuzzy
        assert set(BLANK.findall(forms[-1])) == set(BLANK.findall(originals[-1]))
        # "another one" needs no figure, but no form may name a blank that nobody fills
        assert all(set(BLANK.findall(form)) <= set(BLANK.findall(originals[-1])) for form in forms)


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_every_plural_can_be_written(language):
    words = Words(language)
    assert all(words.more(count) and "%" not in words.more(count) for count in range(1, 120))


def test_numbers_of_names_agree_with_their_noun():
    assert Words("pl").more(2) == "2 inne źródła"
    assert Words("pl").more(5) == "5 innych źródeł"
    assert Words("ru").more(1) == "ещё 1 издание"
    assert Words("ru").more(11) == "ещё 11 изданий"
    assert Words("ar").more(2) == "مصدران آخران"
    assert Words("ar").more(4) == "4 مصادر أخرى"
    assert Words("ar").more(12) == "12 مصدرًا آخر"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Monday, 23 November 2026"),
        ("en-US", "Monday, November 23, 2026"),
        ("fr", "lundi 23 novembre 2026"),
        ("de", "Montag, 23. November 2026"),
        ("pt-BR", "segunda-feira, 23 de novembro de 2026"),
        ("zh", "2026年11月23日星期一"),
        ("ar-EG", "الاثنين، ٢٣ نوفمبر ٢٠٢٦"),
        ("fa", "دوشنبه ۲۳ نوامبر ۲۰۲۶"),
        ("bn", "সোমবার, ২৩ নভেম্বর, ২০২৬"),
    ],
)
def test_dates_and_digits_are_those_of_the_language(language, written):
    assert Words(language).date(DAY) == written


def test_lists_end_as_the_language_ends_them():
    assert Words("en").listing(["A", "B", "C"]) == "A, B and C"
    assert Words("fr").listing(["A", "B"]) == "A et B"
    assert Words("zh").listing(["甲", "乙"]) == "甲和乙"


def test_an_and_that_is_a_prefix_keeps_its_distance_from_a_name_in_other_letters():
    assert Words("he").listing(["הנמל", "הרים"]) == "הנמל והרים"
    assert Words("he").listing(["הנמל", "High Passes"]) == "הנמל ו-High Passes"
    assert Words("he").listing(["הנמל", Markup('<bdi dir="ltr">High Passes</bdi>')]).endswith("</bdi>")
    assert Words("ar").listing(["الميناء", "High Passes"]) == "الميناء و High Passes"
    assert Words("ar").listing(["High Passes", "الميناء"]) == "High Passes والميناء"
    assert Words("he").listing(["High Passes"]) == "High Passes"


def test_a_script_without_capitals_is_known_and_so_is_its_direction():
    assert {language for language in TRANSLATED if not Words(language).cased} == {
        "ar",
        "bn",
        "fa",
        "he",
        "zh",
    }
    assert {language for language in TRANSLATED if Words(language).direction == "rtl"} == {"ar", "fa", "he"}


def test_only_text_that_runs_against_the_letter_needs_a_direction():
    assert Words("en").against("42 صحيفة") == "rtl"
    assert Words("ar").against("The Post") == "ltr"
    assert Words("en").against("2026") == Words("en").against("Le Monde") == ""


def test_a_language_without_a_catalog_keeps_its_dates_and_speaks_english():
    assert Words("sv").date(DAY) == "måndag 23 november 2026"
    assert Words("sv")("Unsubscribe") == "Unsubscribe"


def test_no_title_is_no_word():
    assert Words("fr")("") == ""


@pytest.mark.parametrize("language", ["", "xx", "english please", "../../etc"])
def test_no_language_is_an_error_that_names_the_setting(language):
    with pytest.raises(ConfigurationError, match=r"newsletter\.language"):
        Words(language)
