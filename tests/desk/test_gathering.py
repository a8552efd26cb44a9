"""Which reports a story rests on: every change keeps every outlet that reported it."""

from __future__ import annotations

import pytest

from digest import desk
from digest.errors import DigestError, Unlike
from digest.models import Action, Edition, Story
from tests.desk.draft import ADA, BEN, about, desk_room


def links(story: Story) -> set[str]:
    return {one.url for one in (story.source, *story.also)}


def test_two_stories_become_one_with_the_reports_of_both() -> None:
    """It stands where the first stood, written from what all of them say."""
    given, edition = desk_room()
    first, second = about(edition, "dam"), about(edition, "ferry")

    after = desk.merge(given, edition, first.key, second.key, ADA, sure=True)

    merged = next(one for one in after.stories if one.key == first.key)
    outlets = {one.outlet for story in (first, second) for one in (story.source, *story.also)}
    assert len(after.stories) == len(edition.stories) - 1
    assert after.stories.index(merged) == edition.stories.index(first)
    assert {one.outlet for one in (merged.source, *merged.also)} == outlets
    assert (merged.factors, merged.section) == (first.factors, first.section)
    assert all(claim.supported for claim in merged.claims)
    entry = given.editions.history(after)[-1]
    assert (entry.action, entry.about) == (Action.MERGED, f"{second.headline} into {first.headline}")


def test_a_spare_can_be_merged_into_a_story() -> None:
    given, edition = desk_room()

    after = desk.merge(given, edition, edition.stories[0].key, edition.spares[0].key, ADA, sure=True)

    assert after.spares == edition.spares[1:]
    assert len(after.stories) == len(edition.stories)


def test_a_hands_words_stay_when_its_story_is_merged() -> None:
    given, edition = desk_room()
    key = about(edition, "dam").key
    seen = desk.reword(given, edition, key, BEN, headline="Lima drains a dam with a crack of 14 metres")

    after = desk.merge(given, seen, key, about(seen, "ferry").key, ADA, sure=True)

    merged = next(one for one in after.stories if one.key == key)
    assert (merged.headline, merged.hand) == ("Lima drains a dam with a crack of 14 metres", "Ben")
    assert "14" in {claim.text for claim in merged.claims}


def test_two_stories_that_look_like_strangers_are_merged_by_who_is_sure() -> None:
    """What is one event, by the words of the day, is merged without a question."""
    given, edition = desk_room()
    dam, ferry, clinic = (about(edition, word) for word in ("dam", "ferry", "clinic"))

    with pytest.raises(Unlike, match="look like different events"):
        desk.merge(given, edition, dam.key, ferry.key, ADA)
    assert given.editions.at(edition, 1) == edition
    assert len(desk.merge(given, edition, dam.key, ferry.key, ADA, sure=True).stories) == 5

    given, edition = desk_room()
    parted = desk.split(given, edition, clinic.key, [clinic.also[0].url, clinic.also[2].url], ADA)
    again = desk.merge(given, parted, clinic.key, parted.stories[edition.stories.index(clinic) + 1].key, ADA)
    assert len(again.stories) == len(edition.stories)


def test_reports_leave_for_a_story_of_their_own_right_behind() -> None:
    given, edition = desk_room()
    story = about(edition, "clinic")
    leaving = [story.also[0].url, story.also[2].url]

    after = desk.split(given, edition, story.key, leaving, ADA)

    at = edition.stories.index(story)
    rest, parted = after.stories[at : at + 2]
    assert rest.key == story.key
    assert links(parted) == set(leaving)
    assert links(rest) == links(story) - set(leaving)
    assert len({one.key for one in (*after.stories, *after.spares)}) == len(after.stories) + len(after.spares)
    assert desk.undo(given, after, BEN, sure=True) == edition


def test_the_report_a_story_rests_on_can_leave_it() -> None:
    """A hand's words stay over the reports that are left, and credit one of those."""
    given, edition = desk_room()
    story = about(edition, "clinic")
    seen = desk.reword(given, edition, story.key, BEN, headline="Clinic opens again in Nairobi")

    after = desk.split(given, seen, story.key, [story.source.url], ADA)

    rest = next(one for one in after.stories if one.key == story.key)
    assert rest.headline == "Clinic opens again in Nairobi"
    assert story.source.url not in links(rest)


def test_a_story_is_written_anew_from_another_of_its_reports() -> None:
    given, edition = desk_room()
    story = about(edition, "clinic")
    wanted = next(one for one in story.also if one.title != story.source.title)

    after = desk.rest_on(given, edition, story.key, wanted.url, ADA)

    written = about(after, "clinic")
    assert written.source.url == wanted.url
    assert links(written) == links(story)
    assert written.lead != story.lead
    assert desk.rest_on(given, after, story.key, wanted.url, ADA) == after


@pytest.mark.parametrize(
    ("verb", "why"),
    [
        (lambda room, seen, one: desk.merge(room, seen, one.key, one.key, ADA), "one story already"),
        (lambda room, seen, one: desk.merge(room, seen, one.key, "gone", ADA), "no longer in the edition"),
        (lambda room, seen, one: desk.split(room, seen, one.key, [], ADA), "leave it some"),
        (lambda room, seen, one: desk.split(room, seen, one.key, sorted(links(one)), ADA), "leave it some"),
        (lambda room, seen, one: desk.split(room, seen, one.key, ["https://x.example"], ADA), "not in the"),
        (lambda room, seen, one: desk.rest_on(room, seen, one.key, "https://x.example", ADA), "not in the"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(verb, why: str) -> None:  # type: ignore[no-untyped-def]
    given, edition = desk_room()

    with pytest.raises(DigestError, match=why):
        verb(given, edition, edition.stories[0])


def test_without_the_reports_nothing_is_written() -> None:
    """The archive forgets; the words say so, and the edition stays."""
    given, edition = desk_room()
    given.archive.kept.clear()  # type: ignore[attr-defined]
    one, other = edition.stories[0], edition.stories[1]

    for verb in (
        lambda: desk.merge(given, edition, one.key, other.key, ADA),
        lambda: desk.split(given, edition, one.key, [one.also[0].url], ADA),
        lambda: desk.rest_on(given, edition, one.key, one.also[0].url, ADA),
    ):
        with pytest.raises(DigestError, match="not in the archive any more"):
            verb()
    assert _stands(given, edition) == edition


def _stands(given, edition: Edition) -> Edition | None:  # type: ignore[no-untyped-def]
    return given.editions.find(edition.newsletter, edition.day)
