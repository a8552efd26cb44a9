"""The editor's words: kept as a letter carries them, looked up anew, and entered with who wrote them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest import desk
from digest.errors import Conflict, DigestError, IllegalChange
from digest.models import Action, Claim, Edition, EditionStatus, Overruling, Spot
from digest.newsroom import Newsroom
from tests.desk.draft import ADA, BEN, about, desk_room


def test_a_reworded_story_names_its_hand_and_ties_its_claims_anew() -> None:
    """A number that a report has is tied to its sentence; one that none has is not."""
    given, edition = desk_room()
    story = about(edition, "clinic")

    after = desk.reword(
        given, edition, story.key, BEN, lead="The clinic in Nairobi treated 212 of 999 people."
    )

    worded = about(after, "clinic")
    claims = {claim.text: claim for claim in worded.claims if claim.place == "lead"}
    assert (worded.headline, worded.hand) == (story.headline, "Ben")
    assert "212 patients" in claims["212"].sentence
    assert claims["212"].url.endswith("/clinic")
    assert not claims["999"].supported
    assert [(one.by, one.action, one.about) for one in given.editions.history(after)][1:] == [
        ("Ben", Action.REWORDED, story.headline)
    ]


def test_the_same_words_change_nothing_and_enter_nothing() -> None:
    given, edition = desk_room()
    story = about(edition, "dam")

    after = desk.reword(given, edition, story.key, ADA, headline=f" {story.headline}\n", lead=story.lead)

    assert after == edition
    assert len(given.editions.history(after)) == 1


def test_hostile_text_is_one_plain_line() -> None:
    """Control characters, line ends and what turns the order of reading around are taken out."""
    given, edition = desk_room()
    said = "Dam\r\nBcc: all\x00\x1b[2J \u202eabove\ud800 <script>alert(1)</script>"

    after = desk.reword(given, edition, about(edition, "dam").key, ADA, headline=said, lead=said)

    story = about(after, "dam")
    assert story.headline == story.lead == "Dam Bcc: all[2J above <script>alert(1)</script>"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"headline": "x" * 201}, "the headline has 201 characters, and 200 are the most"),
        ({"lead": "x" * 2001}, "the lead has 2001 characters"),
        ({"headline": " \x07\n"}, "a story needs a headline"),
    ],
)
def test_what_is_too_long_or_missing_is_said_in_words(words: dict[str, str], why: str) -> None:
    given, edition = desk_room()

    with pytest.raises(DigestError, match=why):
        desk.reword(given, edition, about(edition, "dam").key, ADA, **words)


def test_a_story_that_left_is_named_in_words() -> None:
    given, edition = desk_room()

    with pytest.raises(DigestError, match="no longer in the edition: 1234"):
        desk.reword(given, edition, "1234", ADA, headline="Nothing at all")


def test_the_second_of_two_editors_overwrites_nothing() -> None:
    """The second is told who was first, and what they did."""
    given, seen = desk_room()
    first = desk.reword(given, seen, about(seen, "dam").key, ADA, headline="Dam above Lima drained")

    with pytest.raises(Conflict, match="Ada was first"):
        desk.reword(given, seen, about(seen, "clinic").key, BEN, headline="Clinic opens in Nairobi")

    assert given.editions.find(seen.newsletter, seen.day) == first


def test_a_change_takes_the_approval_back() -> None:
    given, edition = desk_room()
    approved = desk.approve(given, edition, ADA)

    after = desk.reword(given, approved, about(edition, "dam").key, BEN, headline="Lima drains a cracked dam")

    assert (after.status, after.sanction) == (EditionStatus.DRAFT, None)


def test_what_readers_have_is_not_changed() -> None:
    given, edition = desk_room()
    sent = desk.approve(given, edition, ADA).moved(EditionStatus.SENDING)

    with pytest.raises(IllegalChange, match="correct it instead"):
        desk.annotate(given, sent, "Good morning", ADA)


def _by_model(given: Newsroom, edition: Edition) -> Edition:
    """The draft as if a model had worded it all."""
    stories = tuple(replace(one, writer="model small, checked") for one in edition.stories)
    edition = replace(edition, stories=stories, id=None)
    given.editions.there.clear()  # type: ignore[attr-defined]
    given.editions.records.clear()  # type: ignore[attr-defined]
    return given.editions.add(edition)


def test_a_story_names_its_model_until_both_texts_are_the_editors() -> None:
    given, edition = desk_room()
    edition = _by_model(given, edition)
    key = about(edition, "dam").key

    half = desk.reword(given, edition, key, ADA, headline="Lima drains a cracked dam")
    whole = desk.reword(given, half, key, BEN, lead="Engineers began to empty a reservoir above Lima.")

    assert about(half, "dam").writer == "model small, checked"
    assert about(whole, "dam").writer == ""


def test_words_that_a_model_suggested_name_it() -> None:
    given, edition = desk_room()
    key = about(edition, "dam").key

    after = desk.reword(given, edition, key, ADA, headline="Lima drains a dam", writer="model small, checked")

    assert about(after, "dam").writer == "model small, checked"


def test_a_subject_that_nobody_wrote_follows_the_headlines() -> None:
    """A written one stays, and an empty one follows again."""
    given, edition = desk_room()
    key = edition.stories[0].key

    followed = desk.reword(given, edition, key, ADA, headline="Lisbon trains run again")
    written = desk.title(given, followed, ADA, subject="Trains\n again")
    stays = desk.reword(given, written, key, ADA, headline="Trains run in Lisbon")
    again = desk.title(given, stays, ADA, subject="")

    assert followed.subject == "Lisbon trains run again"
    assert written.subject == stays.subject == "Trains again"
    assert again.subject == "Trains run in Lisbon"
    assert given.editions.history(again)[-1].action is Action.TITLED


def test_the_preheader_and_the_note_are_written() -> None:
    given, edition = desk_room()

    after = desk.annotate(given, desk.title(given, edition, ADA, preheader="And a dam"), "Good\tmorning", BEN)

    assert (after.preheader, after.note) == ("And a dam", "Good morning")
    assert desk.annotate(given, after, "", ADA).note == ""
    with pytest.raises(DigestError, match="600 are the most"):
        desk.annotate(given, after, "x" * 601, ADA)


def test_an_overruling_ends_with_the_text_it_was_made_for() -> None:
    """Another text of the same spot is not what was overruled; other spots are left alone."""
    given, edition = desk_room()
    key = about(edition, "clinic").key
    ruled = tuple(
        Overruling(key, spot, "999", "I counted", "Ada", ADA.at) for spot in (Spot.LEAD, Spot.HEADLINE)
    )
    seen = given.editions.save(replace(edition, overrulings=ruled))

    after = desk.reword(given, seen, key, ADA, lead="Nurses treated 999 people.")

    assert [one.spot for one in after.overrulings] == [Spot.HEADLINE]


def test_claims_of_lost_reports_are_not_marked_as_unsupported() -> None:
    given, edition = desk_room()
    given.archive.kept.clear()  # type: ignore[attr-defined]

    after = desk.reword(given, edition, about(edition, "dam").key, ADA, lead="Some 14 metres were cracked.")

    assert about(after, "dam").claims == tuple[Claim, ...]()
