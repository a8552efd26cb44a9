"""Titles that return every day under the same words are told apart by the day or the score they name."""

from __future__ import annotations

import pytest

from digest.selection.events import gathered
from digest.selection.series import day, score
from tests.selection.world import article


@pytest.mark.parametrize(
    ("language", "title", "named"),
    [
        ("en", "Replacement trains for Saturday, January 03, 2031", "1-3"),
        ("en", "Replacement trains for Jan. 3", "1-3"),
        ("en", "Trains on 3rd January", "1-3"),
        ("de", "Ersatzzüge am 3. Januar", "1-3"),
        ("fr", "Trains de remplacement du 3 janvier", "1-3"),
        ("es", "Trenes del 3 de enero", "1-3"),
        ("pl", "Zastępcze pociągi w dniu 03.01.2031 roku", "1-3"),
        ("pl", "Zastępcze pociągi 3 stycznia", "1-3"),
        ("ru", "Поезда на 3 января", "1-3"),
        ("zh", "1月3日的列车", "1-3"),
        ("en", "Trains between January 3 and January 5", ""),
        ("en", "Two may 10 times outrun three", ""),
        ("en", "The dam is 3.5 metres high", ""),
        ("en", "Version 2.1.7 is out", ""),
        ("en", "Marches for 3 Marines who are missing", ""),
        ("xx", "Trains on 3 January", ""),
    ],
)
def test_the_day_that_a_title_names(language: str, title: str, named: str) -> None:
    """One day named in figures or words is found in each language; several days, or none, are none."""
    assert day(title, language) == named


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Otters 123-114 Herons", "114-123"),
        ("Herons lose 114–123 to Otters", "114-123"),
        ("Otters 2:1 Herons", "1-2"),
        ("The 2030-31 season", ""),
        ("Dam broke at 04:30 in the morning", ""),
        ("Covid-19-23 wards", ""),
    ],
)
def test_the_score_that_a_title_names(title: str, named: str) -> None:
    """A score is the same from both sides; years and names with figures are no scores."""
    assert score(title) == named


def test_a_series_makes_no_event() -> None:
    """Ten days of one column share nearly every word, and are ten events; the same day twice is one."""
    column = [article(n, f"Replacement trains on the Tern line on January {n}, 2031") for n in range(1, 11)]
    again = article(11, "Replacement trains on the Tern line on January 3, 2031")
    assert sorted(map(len, gathered([*column, again]))) == [1] * 9 + [2]


def test_two_matches_are_two_events() -> None:
    """Reports of two matches in the same words are told apart by their scores."""
    titles = ("Otters 123-114 Herons: game report", "Otters 98-97 Terns: game report")
    assert len(gathered([article(n, title) for n, title in enumerate(titles)])) == 2
