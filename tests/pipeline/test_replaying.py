"""A day drafted again: the same edition, every candidate accounted for, and nothing kept."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest import desk
from digest.errors import DigestError
from digest.models import EditionStatus, Reference, Section, Story
from digest.newsroom import Newsroom, ReadingRoom
from digest.pipeline import Look, difference, prepare, replay
from digest.selection import Step
from tests.pipeline.room import ADA, MORNING, articles, heard, room

DAY = date(2026, 11, 23)
LOOK = Look(DAY, MORNING, known=True)


def reading(given: Newsroom, **changes: object) -> ReadingRoom:
    """The part of a newsroom that looking back needs, with another newsletter where asked."""
    newsletter = replace(given.newsletter, **changes)  # type: ignore[arg-type]
    return ReadingRoom(newsletter, given.origins, given.summariser, given.archive, given.editions)


def test_a_day_drafted_again_is_the_edition_that_was_drafted() -> None:
    """One mechanism: what explains the edition is what drafted it."""
    given = room()
    edition = prepare(given, DAY, MORNING, heard)

    trial = replay(reading(given), LOOK, heard)

    assert replace(trial.edition, id=edition.id) == edition
    assert [one.story for one in trial.printed] == list(edition.stories)
    assert difference(edition, trial.edition).none


def test_nothing_is_collected_and_nothing_kept() -> None:
    """Looking is free: as often as one likes, on a day that is being sent."""
    given = room()
    prepare(given, DAY, MORNING, heard)
    visits, archive, editions = (
        given.collector.visits,
        copy.deepcopy(given.archive),
        dict(given.editions.there),
    )

    replay(reading(given, stories=5), LOOK, heard)

    assert given.collector.visits == visits
    assert given.archive == archive
    assert given.editions.there == editions


def test_every_report_of_the_archive_is_with_one_candidate() -> None:
    """In or out, nothing vanishes without a verdict."""
    given = room()
    prepare(given, DAY, MORNING, heard)

    trial = replay(reading(given, stories=3, fewest_stories=1), LOOK, heard)

    told = Counter(article.url for one in trial.candidates for article in one.articles)
    assert told == Counter(one.url for one in articles())
    assert len(trial.printed) == 3
    assert {one.verdict.step for one in trial.candidates} >= {Step.PRINTED, Step.FULL}
    assert [one.score for one in trial.candidates[3:]] == sorted(
        (one.score for one in trial.candidates[3:]), reverse=True
    )


def test_what_came_in_after_the_draft_counts_for_nothing_and_is_said_to_be_late() -> None:
    """Why is it not in? Because we did not have it yet."""
    given = room()
    late = [one for one in given.collector.said if "clinic" in one.url]
    given.collector.said = [one for one in given.collector.said if one not in late]
    edition = prepare(given, DAY, MORNING, heard)
    given.collector.said = [replace(one, published=MORNING - timedelta(minutes=5)) for one in late]
    prepare(given, DAY + timedelta(days=1), MORNING + timedelta(hours=1), heard)

    trial = replay(reading(given), LOOK, heard)

    assert difference(edition, trial.edition).none
    assert {one.verdict.why for one in trial.about("clinic")} == {"collected after the edition was drafted"}


def test_a_story_is_found_by_words_of_a_title_or_by_an_address() -> None:
    """An editor remembers a word; a reader sends a link, with whatever hangs on it."""
    given = room()
    prepare(given, DAY, MORNING, heard)
    trial = replay(reading(given), LOOK, heard)

    (by_words,) = trial.about("ferries manila")
    (by_address,) = trial.about("https://www.alder.example/ferry?utm_source=mail")

    assert by_words == by_address
    assert "Manila" in by_words.headline
    assert trial.about("submarines") == ()
    assert trial.about("clinic ferries") == ()  # words of two titles are no title


def test_an_event_without_a_clean_headline_says_so() -> None:
    """It was good enough to be written, and could not be."""
    given = room()
    bad = [replace(one, title="Clinic …") for one in given.collector.said if "clinic" in one.url]
    given.collector.said = [one for one in given.collector.said if "clinic" not in one.url] + bad
    prepare(given, DAY, MORNING, heard)

    steps = {one.verdict.step for one in replay(reading(given), LOOK, heard).about("clinic")}

    assert steps == {Step.HEADLINE}


def test_other_settings_make_another_edition_and_the_difference_names_each_story() -> None:
    """What would have been, with the reason for every story that would be gone."""
    given = room()
    before = prepare(given, DAY, MORNING, heard)
    sections = tuple(replace(one, most=1) for one in given.newsletter.sections)

    trial = replay(reading(given, sections=sections, top_stories=1), LOOK, heard)
    apart = difference(before, trial.edition)

    assert not apart.came
    assert {story.key for story in apart.gone} == {one.key for one in before.stories} - {
        one.key for one in trial.edition.stories
    }
    fates = [trial.fate(story) for story in apart.gone]
    assert {fate.verdict.step for fate in fates if fate} == {Step.QUOTA}
    assert {(old.section, new.section) for old, new in apart.moved} == {("top", "americas")}


def test_a_day_of_which_nothing_is_kept_is_an_error_in_words() -> None:
    """Not an empty edition."""
    with pytest.raises(DigestError, match=r"no article of the 30 hours before .*storage\.keep_days"):
        replay(reading(room()), LOOK, heard)


def test_an_edition_that_was_sent_can_be_explained_like_a_draft() -> None:
    """And is not in the memory of its own day."""
    given = room()
    edition = desk.approve(given, prepare(given, DAY, MORNING, heard), ADA)
    sending = given.editions.save(edition.moved(EditionStatus.SENDING))

    assert difference(sending, replay(reading(given), LOOK, heard).edition).none


# ------------------------------------------------------------------ difference


def told(*stories: tuple[str, str, str]) -> tuple[Story, ...]:
    """Stories by key, section and headline, each with a report of its own and one more."""
    return tuple(
        Story(key, section, headline, "Lead.", Reference("A", f"https://a.example/{key}"))
        for key, section, headline in stories
    )


def test_a_difference_is_in_out_moved_and_reworded() -> None:
    """Places that only shift because a story came or went are no move."""
    edition = prepare(room(), DAY, MORNING, heard)
    before = replace(
        edition,
        stories=told(
            ("1", "top", "One"), ("2", "asia", "Two"), ("3", "asia", "Three"), ("4", "asia", "Four")
        ),
    )
    after = replace(
        edition,
        stories=told(
            ("5", "top", "Five"), ("1", "asia", "One"), ("3", "asia", "Third"), ("4", "asia", "Four")
        ),
    )

    apart = difference(before, after)

    assert [story.key for story in apart.came] == ["5"]
    assert [story.key for story in apart.gone] == ["2"]
    assert [(old.section, new.section) for old, new in apart.moved] == [("top", "asia")]
    assert [(old.headline, new.headline) for old, new in apart.reworded] == [("Three", "Third")]
    assert difference(before, before).none


def test_a_story_led_by_another_report_is_the_same_story() -> None:
    """Its key is another, and one report in common tells."""
    edition = prepare(room(), DAY, MORNING, heard)
    (one,) = told(("1", "asia", "One"))
    also = (one.source, Reference("B", "https://b.example/1"))
    led = replace(one, key="9", source=also[1], also=(one.source,))

    apart = difference(replace(edition, stories=(one,)), replace(edition, stories=(led,)))

    assert apart.none


def test_a_section_without_a_configuration_is_arranged_too() -> None:
    """A newsletter without sections is one list."""
    given = room()
    prepare(given, DAY, MORNING, heard)
    trial = replay(reading(given, sections=()), LOOK, heard)

    assert {one.section for one in trial.printed} == {""}
    assert Section("top", "Top") not in trial.edition.stories
