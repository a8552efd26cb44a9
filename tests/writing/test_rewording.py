"""The gate for a hand's own words: honest rewordings pass, and false ones are barred."""

from __future__ import annotations

import pytest

from benchmarks.editorial.rewordings import HALVES, HONEST, reworded
from digest.models import Place
from digest.writing import Why, claims, doubts
from digest.writing.grounding import Doubt, carried
from digest.writing.names import names, same
from digest.writing.tolls import of_the_dead
from tests.writing.events import article

REPORT = article(
    "Rain floods Larun, and its people cross to Ostland",
    "A dyke broke at Larun in Ukraine on Monday after ten days of rain. The flood killed 14 people and drove "
    "31,000 from their homes. The people of South Sudan sent 23 pumps. No shots were fired at the border. "
    "The province will issue no more than 340 permits.",
)


def barred(text: str) -> list[Doubt]:
    return [one for one in carried(text, (REPORT,)) if one.bars]


@pytest.mark.parametrize(
    "text",
    [
        "Blaze of water sweeps Larun",
        "Heavy flooding displaces 31,000 in Larun",
        "Thirty-one thousand driven from homes by Larun flood",
        "Thousands flee Larun",
        "Families flee as dyke at Larun gives way",
        "Central Larun under water",
        "Ukrainian town of Larun flooded",
        "South Sudanese pumps for Larun",
        "Flood in Larun kills 14",
        "Permits capped at 340 in flooded province",
        "Mud and water everywhere in Larun",
    ],
)
def test_an_honest_rewording_passes(text: str) -> None:
    """A capital at the head of a line makes no name; a people is its country, 31,000 are thousands."""
    assert barred(text) == []


@pytest.mark.parametrize(
    ("text", "piece", "why"),
    [
        ("Belgrade under water after dyke breaks", "Belgrade", Why.UNSUPPORTED),
        ("Norwegian town of Larun flooded", "Norwegian", Why.UNSUPPORTED),
        ("North Sudan sends 23 pumps", "North Sudan", Why.UNSUPPORTED),
        ("Two Norwegians drown at Larun", "Norwegians", Why.UNSUPPORTED),
        ("Heavy flooding displaces 91,000 in Larun", "91,000", Why.UNSUPPORTED),
        ("Flood in Larun kills 31,000", "31,000", Why.COUNTED),
        ("Thirty-one thousand people have drowned in Larun", "Thirty-one thousand", Why.COUNTED),
        ("Shots were fired at the border", "Shots", Why.NEGATED),
        ("The flood at Larun did not kill 14 people", "not", Why.NEGATED),
    ],
)
def test_a_false_rewording_is_barred(text: str, piece: str, why: Why) -> None:
    assert (piece, why) in [(one.text, one.why) for one in barred(text)]


def test_a_sentence_in_nobodys_words_is_a_remark_where_all_its_names_are_told() -> None:
    """What can be looked up was found; whether it happened so is for the editor to read."""
    (found,) = carried("Larun mourns its broken embankment", (REPORT,))

    assert (found.why, found.bars) == (Why.LOOSE, False)


def test_a_sentence_without_anything_of_the_reports_is_barred() -> None:
    assert barred("Nurses demand better hospital meals")


def test_a_machine_is_held_to_its_sources_words() -> None:
    """A model that begins with another word than its source did not take it from there."""
    assert "Blaze" in [one.text for one in doubts("Blaze sweeps Larun after ten days of rain", [REPORT])]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Larun floods after a ten-day rain", {"Larun", "ten-day"}),
        ("Relief for Larun", {"Larun"}),
        ("A 23-pump convoy for Larun", {"23-pump", "Larun"}),
    ],
)
def test_a_mark_covers_whole_words(text: str, marks: set[str]) -> None:
    found = claims(text, [REPORT], Place.HEADLINE)

    assert {one.text for one in found} == marks
    assert all(text[one.start :].startswith(one.text) for one in found)


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("iceland", "icelanders", True),
        ("kyrgyzstan", "kyrgyz", True),
        ("mexico", "mexicans", True),
        ("france", "french", True),
        ("niger", "nigerian", False),
        ("iceland", "ireland", False),
        ("park", "parker", False),
    ],
)
def test_a_country_and_its_people_are_one_name(one: str, other: str, are: bool) -> None:
    assert same(one, other, "en", free=True) is are


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Incendies près de Vellac"),
        ("es", "Lluvias en Vellac"),
        ("it", "Alluvione a Vellac, scuole chiuse"),
        ("nl", "Brand in Vellac"),
        ("pt", "Chuvas em Vellac"),
        ("pl", "Pożar w Vellac"),
        ("ru", "Пожар в Веллаке"),
    ],
)
def test_everyday_words_of_each_language_are_no_names(language: str, text: str) -> None:
    found = names(text, language, free=True)

    assert "Vel" in found[-1].text or "Вел" in found[-1].text
    assert len(found) <= 1 or language == "it"


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("Nine people drowned and 14,500 were moved.", {"9"}),
        ("The storm killed 12 people and 14 soldiers.", {"12", "14"}),
        ("Twelve people, three of them children, were killed.", {"12", "3"}),
        ("The city counted 2,310 cases and 41 deaths.", {"41"}),
        ("Officials moved 128,000 people from the coast.", set()),
    ],
)
def test_which_numbers_of_a_report_count_the_dead(sentence: str, dead: set[str]) -> None:
    assert of_the_dead(sentence) == dead


@pytest.mark.parametrize("half", HALVES)
def test_the_labelled_rewordings_stay_as_they_were_measured(half: str) -> None:
    """The figures of docs/editorial.md, with a little room: `python -m benchmarks.editorial rewordings`."""
    every = tuple(reworded(half))
    honest = [one.barred for one in every if one.kind == HONEST]
    false = [not one.barred for one in every if one.kind in ("name", "number", "quotation")]

    assert sum(honest) <= 0.2 * len(honest)
    assert sum(false) <= 0.04 * len(false)
