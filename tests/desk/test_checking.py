"""What the checks find, what of it blocks, and what an editor may let stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from digest import desk, rendering
from digest.desk import checking
from digest.errors import DigestError, Doubtful
from digest.models import Action, Edition, Finding, Origin, Spot, Story
from digest.newsroom import Newsroom
from digest.pipeline.press import Press
from digest.rendering import DkimKey
from digest.rendering.letters import FOLDER
from tests.desk.draft import ADA, BEN, about, desk_room
from tests.pipeline.room import MORNING
from tests.rendering.test_signing import KEYS

INVENTED = "The clinic in Nairobi treated 999 patients on its first day, said Dr Wanjiku Otieno."


def blocking(given: Newsroom, edition: Edition) -> list[tuple[str, str]]:
    return [(str(one.spot), one.text) for one in desk.findings(given, edition) if one.blocks]


def test_a_draft_of_the_machine_has_nothing_that_blocks() -> None:
    given, edition = desk_room()

    assert blocking(given, edition) == []
    assert desk.approve(given, edition, ADA).sanction is not None


def test_an_unsupported_claim_blocks_and_shows_the_nearest_sentence() -> None:
    given, edition = desk_room()
    key = about(edition, "clinic").key

    after = desk.reword(given, edition, key, BEN, lead=INVENTED)

    found = {one.text: one for one in desk.findings(given, after) if one.blocks}
    number = found["999"]
    assert (number.story, number.spot, number.why) == (key, Spot.LEAD, "no source has it")
    assert INVENTED[number.start :].startswith("999")
    assert "212 patients" in number.sentence
    assert number.url.endswith("/clinic")
    with pytest.raises(Doubtful, match=r"findings keep .* from being approved: lead of 'Nairobi clinic"):
        desk.approve(given, after, ADA)


def test_words_changed_back_let_it_out() -> None:
    given, edition = desk_room()
    story = about(edition, "clinic")
    doubtful = desk.reword(given, edition, story.key, BEN, headline="Nairobi clinic reopens with 77 fridges")

    assert blocking(given, doubtful) == [("headline", "77")]
    mended = desk.reword(given, doubtful, story.key, BEN, headline=story.headline)

    assert blocking(given, mended) == []


def test_a_denial_of_what_the_source_says_blocks() -> None:
    given, edition = desk_room()
    key = about(edition, "railway").key

    after = desk.reword(
        given, edition, key, ADA, headline="Lisbon train drivers do not end strike after pay deal"
    )

    assert [one.why for one in desk.findings(given, after) if one.blocks] == ["the source says the opposite"]


def _drafted(given: Newsroom, edition: Edition, change: Callable[[Story], Story]) -> Edition:
    """The edition with its first story changed as if the machine had drafted it so."""
    first, *others = edition.stories
    return given.editions.save(replace(edition, stories=(change(first), *others)))


def test_only_words_of_a_hand_or_a_model_block() -> None:
    """What extraction prints stood in a source, whatever the archive has kept of that."""
    given, edition = desk_room()
    lead = "Trains ran again in Lisbon after 77 days."

    machine = _drafted(given, edition, lambda story: replace(story, lead=lead))
    assert blocking(given, machine) == []
    assert "77" in [one.text for one in desk.findings(given, machine)]
    modelled = _drafted(
        given, edition, lambda story: replace(story, lead=lead, writer="model small, checked")
    )
    assert ("lead", "77") in blocking(given, modelled)


def test_a_quotation_beyond_the_rights_of_its_source_blocks() -> None:
    """For words that a hand chose: nine words in a row of a source that lends eight."""
    given, edition = desk_room()
    origins = {key: Origin(key, one.outlet, quote=8) for key, one in given.origins.items()}
    given = replace(given, origins=origins)
    story = about(edition, "clinic")

    after = desk.reword(given, edition, story.key, ADA, headline="Nairobi clinic reopens its doors")

    words = [one for one in desk.findings(given, after) if "words in a row" in one.why]
    found = [one for one in words if one.story == story.key]
    assert found
    assert all(one.blocks and one.text == story.lead for one in found)
    with pytest.raises(Doubtful, match="words in a row of"):
        desk.approve(given, after, ADA)


def test_an_edition_without_stories_blocks_and_cannot_be_overruled() -> None:
    given, edition = desk_room()
    for story in edition.stories:
        edition = desk.drop(given, edition, story.key, ADA)

    found = next(one for one in desk.findings(given, edition) if one.blocks)

    assert found.why == "the edition holds no story"
    with pytest.raises(DigestError, match="nothing to overrule"):
        desk.overrule(given, edition, found, "It is a quiet day", ADA)


@pytest.mark.parametrize("spot", [Spot.SUBJECT, Spot.PREHEADER])
def test_an_invention_above_the_stories_blocks(spot: Spot) -> None:
    given, edition = desk_room()
    honest = "Morning Digest: Lima dam drained, and a Nairobi clinic reopens"

    sound = desk.title(given, edition, ADA, **{str(spot): honest})
    wrong = desk.title(given, sound, ADA, **{str(spot): "Nairobi clinic reopens; 9,000 flee Quito"})

    assert blocking(given, sound) == []
    assert {text for _, text in blocking(given, wrong)} == {"9,000", "Quito"}
    found = next(one for one in desk.findings(given, wrong) if one.text == "Quito")
    assert "Nairobi clinic reopens; 9,000 flee Quito"[found.start :] == "Quito"


def test_a_subject_that_turns_the_news_around_blocks() -> None:
    given, edition = desk_room()

    after = desk.title(given, edition, ADA, subject="Lisbon train drivers do not end strike after pay deal")

    assert [spot for spot, _ in blocking(given, after)] == ["subject"]


def test_the_note_is_the_editors_own_voice() -> None:
    """Its names and numbers are pointed at, and nothing of it blocks."""
    given, edition = desk_room()

    after = desk.annotate(given, edition, "Good morning, dear readers. We asked 4,321 of you in Quito.", ADA)

    found = {one.text for one in desk.findings(given, after) if one.spot is Spot.NOTE}
    assert {"4,321", "Quito"} <= found
    assert not any("Good morning" in text for text in found)
    assert blocking(given, after) == []


def test_what_only_warns_is_listed_in_words() -> None:
    given, edition = desk_room()
    first, second, third, *_ = edition.stories
    edition = desk.reword(given, edition, first.key, ADA, headline="Trains", lead="")
    edition = desk.reword(
        given, edition, second.key, ADA, lead="You saw rangers in Ecuador close a national park."
    )
    again = replace(third, key="again")
    edition = given.editions.save(replace(edition, stories=(*edition.stories, again)))

    found = desk.findings(given, edition)
    told = {(one.story, str(one.spot)): one.why for one in found if not one.blocks}
    assert told[first.key, "lead"] == "there is no lead below the headline"
    assert "the house form is 6 to 12 words" in " ".join(one.why for one in found if one.story == first.key)
    assert told[second.key, "lead"] == "the writer says I, we or you"
    assert told["again", "headline"].startswith("it rests on a report that stands above already")


def test_a_letter_over_its_budget_and_lost_reports_warn() -> None:
    given, edition = desk_room()
    long = " ".join(f"word{number}" for number in range(2000))
    stories = tuple(replace(one, lead=long) for one in edition.stories)
    heavy = given.editions.save(replace(edition, stories=stories))
    given.archive.kept.clear()  # type: ignore[attr-defined]

    whys = [one.why for one in desk.findings(given, heavy)]

    assert any("mail weighs" in why and "20,000 are its budget" in why for why in whys)
    assert sum("not in the archive any more" in why for why in whys) == len(edition.stories)
    assert blocking(given, heavy) == []


@pytest.mark.parametrize("keys", [(), KEYS[:1], KEYS], ids=["unsigned", "signed", "signed twice"])
def test_the_checks_weigh_a_letter_as_the_press_does(
    keys: tuple[DkimKey, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the byte, its signatures counted: at the edge of the budget the desk and the checks say the same."""
    given, edition = desk_room()
    given = replace(given, dkim=keys)
    sizes = Press(given, edition, MORNING).sizes()

    def told(spared: int) -> list[str]:
        for form, size in sizes.items():
            monkeypatch.setitem(rendering.BUDGETS, form, size + spared)
        return [one.why for one in desk.findings(given, edition) if "weighs" in one.why]

    assert told(0) == []
    heavy = told(-1)
    assert len(heavy) == len(sizes)
    assert all(f"{size:,} bytes" in why for size, why in zip(sizes.values(), heavy, strict=True))


def test_a_letter_that_cannot_be_made_bars_approval_until_it_can(tmp_path: Path) -> None:
    """At its hour it would reach nobody, and the editor who could say so is asleep again."""
    given, edition = desk_room()
    own = replace(given, rules=replace(given.rules, templates=tmp_path))
    template = tmp_path / FOLDER / "body.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ edition.no_such_word }}")

    (barring,) = [one for one in desk.findings(own, edition) if one.blocks]
    assert barring.spot is Spot.EDITION
    assert "the letter cannot be made" in barring.why
    assert "body.html" in barring.why
    with pytest.raises(Doubtful, match=r"cannot be approved: the letter cannot be made: .*body\.html"):
        desk.approve(own, edition, ADA)
    with pytest.raises(DigestError, match="nothing to overrule"):
        desk.overrule(own, edition, barring, "I will mend it", BEN)

    template.unlink()
    assert desk.approve(own, edition, ADA).sanction is not None


def test_to_approve_and_to_overrule_no_letter_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A weight bars nothing, and the shipped templates have no mistakes: the press makes them once."""
    given, edition = desk_room()
    seen, found = _doubtful(given, edition)
    checking._sizes.cache_clear()  # as where the desk's own pages weighed it
    monkeypatch.setattr(rendering, "letter", lambda *_: pytest.fail("a letter was made"))
    ruled = desk.overrule(given, seen, found, "I counted them", BEN)
    assert desk.approve(given, ruled, ADA).sanction is not None


def _doubtful(given: Newsroom, edition: Edition) -> tuple[Edition, Finding]:
    key = about(edition, "clinic").key
    after = desk.reword(given, edition, key, BEN, headline="Nairobi clinic reopens with 77 fridges")
    return after, next(one for one in desk.findings(given, after) if one.blocks)


def test_an_overruling_is_recorded_and_lets_the_edition_out() -> None:
    given, edition = desk_room()
    seen, found = _doubtful(given, edition)

    after = desk.overrule(given, seen, found, " I counted\nthem myself ", BEN)

    ruling = after.overrulings[0]
    assert (ruling.text, ruling.reason, ruling.by) == ("77", "I counted them myself", "Ben")
    shown = next(one for one in desk.findings(given, after) if one.text == "77")
    assert (shown.blocks, shown.why) == (False, "no source has it; overruled by Ben: I counted them myself")
    entry = given.editions.history(after)[-1]
    assert (entry.action, entry.about) == (Action.OVERRULED, "77: I counted them myself")
    assert desk.approve(given, after, ADA).sanction is not None
    assert blocking(given, desk.undo(given, after, BEN)) == [("headline", "77")]


def test_a_changed_text_makes_an_overruling_void() -> None:
    """The same doubt in other words is doubted again."""
    given, edition = desk_room()
    seen, found = _doubtful(given, edition)
    ruled = desk.overrule(given, seen, found, "I counted", BEN)

    after = desk.reword(given, ruled, found.story, BEN, headline="Nairobi clinic closes with 77 fridges")

    assert after.overrulings == ()
    assert ("headline", "77") in blocking(given, after)


@pytest.mark.parametrize("reason", ["", " \n\x00", "x" * 301])
def test_an_overruling_needs_a_reason(reason: str) -> None:
    given, edition = desk_room()
    seen, found = _doubtful(given, edition)

    with pytest.raises(DigestError, match="say why it may stand"):
        desk.overrule(given, seen, found, reason, ADA)


def test_what_was_not_found_is_not_overruled() -> None:
    given, edition = desk_room()

    with pytest.raises(DigestError, match="nothing to overrule"):
        desk.overrule(
            given, edition, Finding("", Spot.SUBJECT, "no source has it", "Lisbon"), "It is fine", ADA
        )


def test_hostile_words_are_doubted_and_shown_as_they_are() -> None:
    given, edition = desk_room()

    after = desk.reword(
        given, edition, about(edition, "dam").key, ADA, headline="<img src=x onerror=alert(1)> Lima {{ 7*7 }}"
    )

    assert any(one.blocks for one in desk.findings(given, after))
