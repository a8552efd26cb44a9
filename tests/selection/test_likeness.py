"""Which two stories look like strangers: measured on a recorded day, against halves of one story."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from digest.selection.likeness import strangers
from digest.writing import reports_of
from tests.desk.test_recorded_days import drafted_day


def test_most_stories_of_a_day_are_strangers_and_no_half_of_a_story_is_one_to_the_other() -> None:
    edition, reports = drafted_day("2026-08-13")
    groups = [[one.url for one in reports_of(story, reports)] for story in edition.stories]

    pairs = list(combinations(groups, 2))
    asked = sum(strangers(one, other, reports) for one, other in pairs)
    assert asked > 0.8 * len(pairs)
    for group in groups:
        if len(group) > 1:
            assert not strangers(group[::2], group[1::2], reports)


def test_what_cannot_be_compared_is_no_stranger() -> None:
    """Reports in two languages, and reports that are not kept any more."""
    _, reports = drafted_day("2026-08-13")
    one, other = reports[0], reports[-1]
    spoken = [replace(each, language="fr") if each is other else each for each in reports]

    assert not strangers([one.url], [other.url], spoken)
    assert not strangers([one.url], ["https://gone.example/"], reports)
    assert not strangers([], [], [])
