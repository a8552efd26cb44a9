"""An edition keeps its quotas, lends the places of thin sections, and loses no story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from digest.models import Section, Story
from digest.selection import arrange
from tests.selection.world import newsletter, story

KEYS = ("africa", "americas", "asia", "europe", "middle-east", "global", "elsewhere")
STORIES = some.lists(
    some.tuples(some.sampled_from(KEYS), some.floats(0, 10), some.integers(1, 5)), max_size=40
).map(lambda rows: [story(n, key, score, outlets) for n, (key, score, outlets) in enumerate(rows)])


@given(STORIES, some.integers(0, 25), some.integers(0, 4))
@settings(deadline=None)
def test_quotas_and_total_are_kept_and_no_story_is_lost(stories: list[Story], total: int, top: int) -> None:
    asked = newsletter(stories=total, top_stories=top)
    chosen, spares = arrange(stories, asked)
    counts = Counter(one.section for one in chosen)
    assert len(chosen) <= total
    assert counts["top"] <= top
    assert all(counts[section.key] <= section.most for section in asked.sections)
    assert sorted(one.key for one in (*chosen, *spares)) == sorted(one.key for one in stories)
    assert arrange(stories[::-1], asked) == (chosen, spares)


def test_sections_come_in_the_configured_order_and_the_best_of_each_first() -> None:
    stories = [story(1, "asia", 1), story(2, "africa", 2), story(3, "asia", 3), story(4, "africa", 1)]
    chosen, _ = arrange(stories, newsletter())
    assert [(one.section, one.score) for one in chosen] == [
        ("africa", 2),
        ("africa", 1),
        ("asia", 3),
        ("asia", 1),
    ]


def test_only_widely_reported_stories_stand_at_the_top() -> None:
    stories = [story(1, score=9, outlets=1), story(2, score=5, outlets=3), story(3, score=4, outlets=2)]
    chosen, _ = arrange(stories, newsletter())
    assert [one.key for one in chosen if one.section == "top"] == ["story-2"]


def test_without_a_section_for_it_there_is_no_top() -> None:
    chosen, _ = arrange([story(1, outlets=9)], newsletter(sections=(Section("africa", "Africa"),)))
    assert [one.section for one in chosen] == ["africa"]


def test_a_thin_section_lends_its_places_to_the_best_of_the_rest() -> None:
    stories = [story(0, "asia", 1), *(story(n, "africa", 5) for n in range(1, 5))]
    chosen, spares = arrange(stories, newsletter(stories=5))
    assert Counter(one.section for one in chosen) == {"africa": 4, "asia": 1}
    assert spares == ()


def test_a_strong_section_cannot_crowd_out_the_others() -> None:
    stories = [*(story(n, "africa", 9) for n in range(6)), story(7, "asia", 1), story(8, "europe", 1)]
    chosen, _ = arrange(stories, newsletter(stories=6))
    assert {one.section for one in chosen} >= {"africa", "asia", "europe"}


def test_a_story_that_repeats_a_better_one_is_a_spare() -> None:
    better = story(1, score=2)
    chosen, spares = arrange([better, replace(better, key="again", score=1.0)], newsletter())
    assert [one.key for one in chosen] == ["story-1"]
    assert [one.key for one in spares] == ["again"]
