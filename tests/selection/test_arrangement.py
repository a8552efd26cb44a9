"""An edition keeps its quotas, lends the places of thin sections, and loses no story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from digest.models import Factor, Section, Story
from digest.selection import Step, Verdict, arrange
from digest.selection.factors import MOST_REPORTED
from tests.selection.world import SECTIONS, newsletter, story

KEYS = ("africa", "americas", "asia", "europe", "middle-east", "global", "elsewhere")
STORIES = some.lists(
    some.tuples(some.sampled_from(KEYS), some.floats(0, 10), some.integers(1, 5)), max_size=40
).map(lambda rows: [story(n, key, score, outlets) for n, (key, score, outlets) in enumerate(rows)])


QUOTAS = some.lists(some.integers(0, 4), min_size=len(SECTIONS), max_size=len(SECTIONS))


def sections(quotas: Sequence[int]) -> tuple[Section, ...]:
    return tuple(replace(one, most=most) for one, most in zip(SECTIONS, quotas, strict=True))


@given(STORIES, some.integers(0, 25), some.integers(0, 4), QUOTAS)
def test_quotas_and_total_are_kept_and_no_story_is_lost(
    stories: list[Story], total: int, top: int, quotas: list[int]
) -> None:
    asked = newsletter(stories=total, top_stories=top, sections=sections(quotas))
    made = arrange(stories, asked)
    chosen, spares = made.printed, made.spares
    counts = Counter(one.section for one in chosen)
    assert len(chosen) <= total
    assert counts["top"] <= top
    assert all(counts[section.key] <= section.most for section in asked.sections)
    assert sorted(one.key for one in (*chosen, *spares)) == sorted(one.key for one in stories)
    assert arrange(stories[::-1], asked) == made


def test_sections_come_in_the_configured_order_and_the_best_of_each_first() -> None:
    stories = [story(1, "asia", 1), story(2, "africa", 2), story(3, "asia", 3), story(4, "africa", 1)]
    chosen = arrange(stories, newsletter()).printed
    assert [(one.section, one.score) for one in chosen] == [
        ("africa", 2),
        ("africa", 1),
        ("asia", 3),
        ("asia", 1),
    ]


def test_only_widely_reported_stories_stand_at_the_top() -> None:
    stories = [story(1, score=9, outlets=1), story(2, score=5, outlets=3), story(3, score=4, outlets=2)]
    chosen = arrange(stories, newsletter()).printed
    assert [one.key for one in chosen if one.section == "top"] == ["story-2"]


def test_without_a_section_for_it_there_is_no_top() -> None:
    chosen = arrange([story(1, outlets=9)], newsletter(sections=(Section("africa", "Africa"),))).printed
    assert [one.section for one in chosen] == ["africa"]


def test_a_thin_section_lends_its_places_to_the_best_of_the_rest() -> None:
    stories = [story(0, "asia", 1), *(story(n, "africa", 5) for n in range(1, 5))]
    made = arrange(stories, newsletter(stories=5))
    assert Counter(one.section for one in made.printed) == {"africa": 4, "asia": 1}
    assert made.spares == ()


def test_a_share_is_never_more_than_the_quota() -> None:
    """Quotas that add up to less than the edition leave places empty, and no section fills them."""
    stories = [story(n, "africa", 9) for n in range(6)]
    made = arrange(stories, newsletter(stories=20, sections=sections([0, 2, 1, 1, 1, 1, 1])))
    assert len(made.printed) == 2


def test_what_everybody_reports_stands_in_a_full_section() -> None:
    """A quota is for the choice among lesser stories; the day's biggest events take none of its places."""
    everywhere = Factor(MOST_REPORTED, 1.0, "reported by 40 outlets")
    stories = [*(story(n, "africa", 9) for n in range(4)), story(5, "africa", 1), story(6, "asia", 1)]
    stories[4] = replace(stories[4], factors=(everywhere,))
    made = arrange(stories, newsletter(stories=20, sections=sections([0, 2, 1, 1, 1, 1, 1])))
    assert {one.key for one in made.printed} == {"story-5", "story-0", "story-1", "story-6"}
    assert "most reported" in made.verdicts["story-5"].why


def test_a_strong_section_cannot_crowd_out_the_others() -> None:
    stories = [*(story(n, "africa", 9) for n in range(6)), story(7, "asia", 1), story(8, "europe", 1)]
    chosen = arrange(stories, newsletter(stories=6)).printed
    assert {one.section for one in chosen} >= {"africa", "asia", "europe"}


def test_a_story_that_repeats_a_better_one_is_a_spare() -> None:
    better = story(1, score=2)
    made = arrange([better, replace(better, key="again", score=1.0)], newsletter())
    assert [one.key for one in made.printed] == ["story-1"]
    assert [one.key for one in made.spares] == ["again"]
    assert made.verdicts["again"].step is Step.REPEAT
    assert better.headline in made.verdicts["again"].why


@given(STORIES, some.integers(0, 25), some.sampled_from(KEYS[:6]), QUOTAS)
def test_a_higher_quota_takes_no_story_out_of_its_section(
    stories: list[Story], total: int, raised: str, quotas: list[int]
) -> None:
    """An editor who gives a section more room never sees it shrink."""
    asked = newsletter(stories=total, sections=sections(quotas))
    more = tuple(replace(one, most=one.most + (one.key == raised)) for one in asked.sections)
    before = {one.key for one in arrange(stories, asked).printed if one.section == raised}
    after = {one.key for one in arrange(stories, replace(asked, sections=more)).printed}
    assert before <= after


@given(STORIES, some.integers(0, 25), QUOTAS)
def test_no_place_stays_empty_that_a_story_could_have(
    stories: list[Story], total: int, quotas: list[int]
) -> None:
    """A thin section lends its places, until the edition or every section with a story left is full."""
    asked = newsletter(stories=total, sections=sections(quotas))
    made = arrange(stories, asked)
    counts = Counter(one.section for one in made.printed)
    most = {section.key: section.most for section in asked.sections}
    fit = [one for one in made.spares if made.verdicts[one.key].step not in (Step.FLOOR, Step.REPEAT)]
    assert len(made.printed) == total or all(
        counts[one.section] >= most.get(one.section, total) for one in fit
    )


@given(STORIES, some.integers(0, 25))
def test_sections_stand_in_their_order_once_and_their_best_stories_first(
    stories: list[Story], total: int
) -> None:
    """An empty section does not appear, and none appears twice."""
    made = arrange(
        stories, newsletter(stories=total, sections=(*SECTIONS, Section("elsewhere", "Elsewhere")))
    )
    order = [section.key for section in SECTIONS] + ["elsewhere"]
    places = [(order.index(one.section), -one.score) for one in made.printed]
    assert places == sorted(places)


@given(STORIES, some.integers(0, 25))
def test_the_verdicts_are_what_was_done(stories: list[Story], total: int) -> None:
    """Exactly the stories that are in are said to be, and where."""
    made = arrange(stories, newsletter(stories=total))
    said = {key: verdict.section for key, verdict in made.verdicts.items() if verdict.printed}
    assert said == {one.key: one.section for one in made.printed}
    assert all(made.verdicts[one.key].why for one in stories)


def test_each_story_that_is_out_says_which_rule_kept_it_out() -> None:
    """The rules by name: the floor, the quota, and a full edition with the shares of weaker sections."""
    stories = [
        *(story(n, "africa", 9 - n) for n in range(1, 7)),
        story(7, "asia", 1),
        story(8, "europe", 0.29),
        story(9, "global", 0.5),
    ]
    verdicts = arrange(stories, newsletter(stories=6)).verdicts
    assert verdicts["story-1"].why == "within the share that its section has of the places"
    assert verdicts["story-2"].why == "in a place that other sections left"
    assert verdicts["story-5"] == Verdict(Step.QUOTA, "its section is full: at most 4 in africa")
    assert verdicts["story-8"] == Verdict(Step.FLOOR, "its score of 0.29 is below 0.3")
    crowded = arrange(stories, newsletter(stories=3)).verdicts
    assert crowded["story-4"].step is Step.FULL
