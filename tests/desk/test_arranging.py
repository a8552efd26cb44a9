"""The order of reading: every change keeps every story, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from digest import desk
from digest.errors import DigestError
from digest.models import Action, Edition
from digest.newsroom import Newsroom
from tests.desk.draft import ADA, BEN, desk_room

Verb = Callable[[Newsroom, Edition], Edition]


def order(edition: Edition) -> list[tuple[str, str]]:
    """Section and last word of the address of each story."""
    return [(one.section, one.source.url.rpartition("/")[2]) for one in edition.stories]


def test_a_story_moves_within_its_section_and_to_another() -> None:
    """A section that was empty opens where the newsletter has it."""
    given, edition = desk_room()
    dam, clinic = edition.stories[2].key, edition.stories[3].key

    first = desk.move(given, edition, dam, ADA, place=0)
    away = desk.move(given, first, clinic, BEN, section="asia", place=99)
    opened = desk.move(given, away, dam, ADA, section="americas", place=0)

    assert order(edition)[:3] == [("top", "railway"), ("top", "glacier"), ("top", "dam")]
    assert order(first)[:3] == [("top", "dam"), ("top", "railway"), ("top", "glacier")]
    assert order(away)[3:] == [("africa", "cocoa"), ("asia", "ferry"), ("asia", "clinic")]
    assert order(opened)[2:4] == [("africa", "cocoa"), ("americas", "dam")]
    assert given.editions.history(opened)[-1].action is Action.MOVED


def test_where_it_stands_already_nothing_is_entered() -> None:
    given, edition = desk_room()

    assert desk.move(given, edition, edition.stories[1].key, ADA, place=1) == edition
    assert len(given.editions.history(edition)) == 1


def test_a_dropped_story_is_the_first_spare_and_can_be_taken_back() -> None:
    """The subject follows: it does not promise what is not there."""
    given, edition = desk_room()
    story = edition.stories[0]

    dropped = desk.drop(given, edition, story.key, ADA)
    back = desk.take(given, dropped, story.key, ADA)

    assert dropped.spares[0] == story
    assert "Lisbon" in edition.subject
    assert "Lisbon" not in dropped.subject + dropped.preheader
    assert order(back)[:3] == [("top", "glacier"), ("top", "dam"), ("top", "railway")]
    assert back.spares == edition.spares


def test_a_swapped_in_spare_takes_section_and_place() -> None:
    given, edition = desk_room()
    story, spare = edition.stories[1], edition.spares[1]

    after = desk.swap(given, edition, story.key, spare.key, ADA)

    assert (after.stories[1].key, after.stories[1].section) == (spare.key, "top")
    assert after.spares[1] == story
    entry = given.editions.history(after)[-1]
    assert (entry.action, entry.about) == (Action.SWAPPED, f"{story.headline} for {spare.headline}")


def test_a_spare_joins_the_section_it_is_given() -> None:
    given, edition = desk_room()

    after = desk.take(given, edition, edition.spares[0].key, ADA, section="europe")

    assert after.stories[-1].section == "europe"
    assert len(after.spares) == len(edition.spares) - 1


@pytest.mark.parametrize(
    "verb",
    [
        lambda room, seen: desk.move(room, seen, "gone", ADA, place=0),
        lambda room, seen: desk.drop(room, seen, "gone", ADA),
        lambda room, seen: desk.swap(room, seen, "gone", seen.spares[0].key, ADA),
        lambda room, seen: desk.swap(room, seen, seen.stories[0].key, "gone", ADA),
        lambda room, seen: desk.take(room, seen, "gone", ADA),
        lambda room, seen: desk.move(room, seen, seen.stories[0].key, ADA, section="sport", place=0),
    ],
)
def test_what_is_not_there_is_named(verb: Verb) -> None:
    given, edition = desk_room()

    with pytest.raises(DigestError, match=r"no longer (in|among)|there is no section 'sport'"):
        verb(given, edition)


@examples(st.lists(st.tuples(st.sampled_from("mdst"), st.integers(0, 9), st.integers(-3, 9)), max_size=12))
def test_no_story_is_lost_or_doubled_and_sections_stay_whole(deeds: list[tuple[str, int, int]]) -> None:
    """Whatever is done, in whatever order."""
    given, edition = desk_room()
    everything = {one.key for one in (*edition.stories, *edition.spares)}
    for verb, which, place in deeds:
        edition = _done(given, edition, verb, which, place)
        keys = [one.key for one in (*edition.stories, *edition.spares)]
        assert sorted(keys) == sorted(everything)
        sections = [section for section, _ in order(edition)]
        assert sections == [
            section for section in dict.fromkeys(sections) for _ in range(sections.count(section))
        ]


def _done(given: Newsroom, edition: Edition, verb: str, which: int, place: int) -> Edition:
    story = edition.stories[which % len(edition.stories)].key if edition.stories else ""
    spare = edition.spares[which % len(edition.spares)].key if edition.spares else ""
    if verb == "m" and story:
        return desk.move(
            given, edition, story, ADA, section=("top", "asia", "global")[which % 3], place=place
        )
    if verb == "d" and story:
        return desk.drop(given, edition, story, ADA)
    if verb == "s" and story and spare:
        return desk.swap(given, edition, story, spare, ADA)
    return desk.take(given, edition, spare, ADA) if spare else edition
