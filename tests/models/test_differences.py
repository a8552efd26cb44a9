"""What differs between two versions: every word, place and story, and never a word lost on the way."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import (
    Aspect,
    Correction,
    Edition,
    Fate,
    Overruling,
    Reference,
    Spot,
    compared,
    differences,
)
from tests.store.rooms import NOW, TODAY, edition, story


def told(before: str, after: str) -> str:
    """Both texts in one line: [gone] and {come}."""
    signs = {Fate.KEPT: "%s", Fate.GONE: "[%s]", Fate.COME: "{%s}"}
    return "".join(signs[one.fate] % one.text for one in compared(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The dam burst on Monday.", "The dam burst on Tuesday.", "The dam burst on [Monday]{Tuesday}."),
        ("Some 8,317 people fled.", "Some 9,317 people fled.", "Some [8,317 ]{9,317 }people fled."),
        ("Rain, then snow", "Rain then snow", "Rain [, ]then snow"),
        ("Boats run", "Boats run again", "Boats run {again}"),
        ("Boats run again", "Boats run", "Boats run [again]"),
        ("Boats run", "Boats  run", "Boats  run"),
        ("", "Good morning", "{Good morning}"),
        ("Good morning", "", "[Good morning]"),
        ("同じ朝", "同じ夜", "同じ[朝]{夜}"),
        ("One thing here", "Quite another matter", "[One thing here]{Quite another matter}"),
        ("She said: “No.”", "She said: “Yes.”", "She said: “[No]{Yes}.”"),
    ],
)
def test_words_that_stayed_went_and_came(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_word_is_lost_or_invented(before: str, after: str) -> None:
    """Without spaces, what stayed and went is the text before, what stayed and came the text after."""
    for text, gone in ((before, Fate.COME), (after, Fate.GONE)):
        said = "".join(one.text for one in compared(before, after) if one.fate is not gone)
        assert "".join(said.split()) == "".join(text.split())


def test_a_text_that_repeats_itself_costs_nothing() -> None:
    began = time.perf_counter()
    compared("a b c " * 199, "c b a " * 199)
    compared("word " * 5000, "words " * 5000)
    assert time.perf_counter() - began < 0.5


def of(**changes: object) -> list[tuple[Aspect, str, str]]:
    """What differs when this is changed of an edition of two sections."""
    before = sample()
    return [(one.aspect, one.before, one.after) for one in differences(before, replace(before, **changes))]  # type: ignore[arg-type]


def sample() -> Edition:
    keys = {"a": "asia", "b": "asia", "c": "asia", "d": "europe"}
    stories = tuple(
        replace(story(key), section=where, headline=f"Story {key}") for key, where in keys.items()
    )
    return edition(stories=stories)


def test_the_same_differs_in_nothing() -> None:
    assert of() == []
    assert of(spares=(), status="held", revision=7) == []


def test_the_lines_of_the_edition() -> None:
    assert of(subject="Other", preheader="", note="Good morning") == [
        (Aspect.SUBJECT, "Ferries cross again", "Other"),
        (Aspect.PREHEADER, "And a bridge", ""),
        (Aspect.NOTE, "", "Good morning"),
    ]


def test_a_story_that_went_and_one_that_came() -> None:
    a, b, c, _ = sample().stories
    found = of(stories=(a, b, c, replace(story("e"), headline="Story e")))
    assert found == [(Aspect.STORY, "Story d", ""), (Aspect.STORY, "", "Story e")]


def test_the_fewest_that_can_have_moved() -> None:
    a, b, c, d = sample().stories
    assert of(stories=(c, a, b, d)) == [(Aspect.PLACE, "3", "1")]
    assert of(stories=(d, a, b, c)) == []  # sections changed places, and no story did
    assert len(of(stories=(c, b, a, d))) == 2


def test_a_story_in_another_section_is_told_once() -> None:
    a, b, c, d = sample().stories
    assert of(stories=(b, c, replace(a, section="europe"), d)) == [(Aspect.SECTION, "asia", "europe")]


def test_words_and_reports_of_a_story_name_it_as_it_was_called() -> None:
    before = sample()
    a, *rest = before.stories
    other = Reference("Isle Post", "https://post.example/1")
    changed = replace(a, headline="New", lead="Newer", source=other, also=())
    found = differences(before, replace(before, stories=(changed, *rest)))
    assert [(one.aspect, one.story, one.headline) for one in found] == [
        (aspect, "a", "Story a") for aspect in (Aspect.HEADLINE, Aspect.LEAD, Aspect.SOURCE, Aspect.REPORTS)
    ]
    assert (found[2].before, found[2].after) == ("Harbour Courier", "Isle Post")


def test_reports_of_one_outlet_are_told_apart_by_address() -> None:
    before = sample()
    a, *rest = before.stories
    other = replace(a.source, url="https://courier.example/2")
    (found,) = differences(before, replace(before, stories=(replace(a, source=other), *rest)))
    assert "courier.example/1" in found.before
    assert "courier.example/2" in found.after


def test_what_was_overruled_and_which_corrections_it_carries() -> None:
    ruling = Overruling("a", Spot.LEAD, "8,317", "I counted them", "Ada", NOW)
    correction = Correction("morning", TODAY, "a", "An old story", "Nine, not six.", "Ada", NOW, 1)
    found = differences(
        replace(sample(), corrections=(correction,)), replace(sample(), overrulings=(ruling,))
    )
    assert [(one.aspect, one.before, one.after, one.story) for one in found] == [
        (Aspect.OVERRULING, "", "8,317: I counted them", "a"),
        (Aspect.CORRECTION, "An old story: Nine, not six.", "", ""),
    ]
