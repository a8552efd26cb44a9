"""What an editor adds to a letter: a word to its readers, and what was wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import lxml.html
import pytest

from digest import rendering
from digest.models import Correction, Edition, Format, Letter, Newsletter
from digest.rendering import BLANKS
from digest.rendering.words import LOCALES
from tests.rendering import editions
from tests.rendering.editions import NEWSLETTER
from tests.rendering.test_hostile import PAYLOADS, require_harmless, require_planned

TOLD = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
WRONG = Correction(
    newsletter="daybreak",
    day=date(2026, 11, 20),
    story="story-2",
    headline="Ferries sail again",
    text="The strike was of nine days, not of six.",
    by="Ada",
    at=TOLD,
)
NOTE = "No letter on Friday: the desk has a holiday."


def letter(edition: Edition, form: Format = Format.FULL, **given: object) -> Letter:
    return rendering.letter(given.pop("newsletter", NEWSLETTER), edition, form, **given)  # type: ignore[arg-type]


def seen(made: Letter) -> str:
    return " ".join(lxml.html.document_fromstring(made.html).text_content().split())


def test_a_note_stands_above_the_first_section_in_both_parts() -> None:
    made = letter(replace(editions.edition(), note=NOTE))
    for text in (made.text, seen(made)):
        assert text.casefold().index(NOTE.casefold()) < text.casefold().index("top stories")
        assert text.index("23 November 2026") < text.index(NOTE)
    assert f'<div style="margin:20px 0 0">{NOTE}</div>' in " ".join(made.html.split())


def test_corrections_of_earlier_editions_stand_after_the_stories_and_before_the_foot() -> None:
    second = replace(WRONG, headline="Two banks close", text="They close in June.")
    made = letter(replace(editions.edition(), corrections=(WRONG, second)))
    for text in (made.text, seen(made)):
        end = [text.index(word) for word in ("radio is still", WRONG.text, "Two banks close", "in browser")]
        assert end == sorted(end)
        assert text.count("Friday, 20 November 2026") == 2
    assert "\n== CORRECTIONS ==\n\nFerries sail again\nThe strike was" in made.text
    assert "Correction<" in letter(replace(editions.edition(), corrections=(WRONG,))).html


def test_nothing_of_it_stands_in_a_letter_without_it() -> None:
    for form in Format:
        made = letter(editions.edition(), form)
        assert "orrect" not in made.text + made.html
        assert made == letter(editions.edition(), form, amended=())


@pytest.mark.parametrize("form", Format)
def test_a_correction_made_since_stands_at_its_story_with_its_time(form: Format) -> None:
    kyiv = replace(NEWSLETTER, zone="Europe/Kyiv")
    made = letter(editions.edition(), form, newsletter=kyiv, amended=[WRONG])
    text = seen(made) if made.html else made.text
    third, fourth = (editions.edition().stories[number].headline for number in (2, 3))
    order = [text.rindex(words) for words in ("This edition was corrected.", third, WRONG.text, fourth)]
    assert order == sorted(order)
    assert re.search(r"Monday, 23 November 2026, 4:05\spm", text)
    assert "Ferries sail again" not in text


def test_a_correction_whose_story_is_gone_stands_at_the_end() -> None:
    made = letter(editions.edition(), amended=[replace(WRONG, story="gone")])
    assert "== CORRECTION ==\n\nFerries sail again" in made.text


def test_each_language_has_its_words_and_the_hours_of_its_readers() -> None:
    for folder in LOCALES.iterdir():
        newsletter = replace(NEWSLETTER, language=folder.name)
        given = replace(editions.edition(), corrections=(WRONG, WRONG))
        made = letter(given, newsletter=newsletter, amended=[WRONG])
        assert "orrections" not in made.text
        assert "was corrected" not in made.text
    persian = replace(NEWSLETTER, language="fa")
    assert "۱۴:۰۵" in letter(editions.edition(), newsletter=persian, amended=[WRONG]).text


def test_a_headline_that_runs_the_other_way_is_marked() -> None:
    turned = replace(WRONG, headline="عودة الكهرباء")
    assert (
        '<h3 dir="rtl" style="margin:1em 0 0">عودة'
        in letter(replace(editions.edition(), corrections=(turned,))).html
    )


def test_marks_do_not_pass_for_furniture_of_ours() -> None:
    forged = replace(WRONG, headline="== MOON ==", text="-- > Leave here")
    made = letter(replace(editions.edition(), note="== TOP ==", corrections=(forged,)))
    assert "\n== MOON" not in made.text
    assert "\n== TOP ==" not in made.text
    assert "\n--" not in made.text.replace("\n-- \n", "")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_an_editor_pastes_is_words(payload: str) -> None:
    wrong = replace(WRONG, headline=payload, text=f"Before {payload} after")
    given = replace(editions.edition(3), note=payload, corrections=(wrong,))
    for form in Format:
        made = letter(given, form, amended=[wrong, replace(wrong, story="gone")])
        if made.html:
            require_harmless(made)
        require_planned(given, made)


def test_no_blank_of_ours_is_taken_from_a_note() -> None:
    made = letter(replace(editions.edition(3), note=f"See {BLANKS.leave} x", corrections=(WRONG,)))
    assert made.text.count(BLANKS.leave) == 1
    assert made.html.count(BLANKS.leave) == 1


def test_an_edition_of_a_correction_alone_is_a_letter() -> None:
    alone = Newsletter("daybreak", "Daybreak", "a@b.example", "https://b.example", "4 Quay Street")
    made = letter(replace(editions.edition(0), corrections=(WRONG,)), newsletter=alone)
    assert "== CORRECTION ==" in made.text
    assert BLANKS.leave in made.html
