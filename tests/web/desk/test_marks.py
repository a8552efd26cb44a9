"""Each claim is a mark, each mark has its sentence, and what no source says is told apart."""

from __future__ import annotations

from dataclasses import replace

from digest.models import Claim, ClaimKind, Finding, Overruling, Place, Spot
from digest.web.desk.lengths import Length, headline_length, lead_length
from digest.web.desk.marks import Marked, Standing, marked
from tests.pipeline.room import MORNING
from tests.web.sample import NEWSLETTER, edition

HEADLINE = "Barrier at Port Orrin closes"
LEAD = "The barrier at Port Orrin closed at four, and four homes stayed dry."
SAID = "The barrier at Port Orrin closed at four in the morning."


def claim(text: str, place: Place = Place.LEAD, nth: int = 0, sentence: str = SAID) -> Claim:
    whole = HEADLINE if place is Place.HEADLINE else LEAD
    start = [at for at in range(len(whole)) if whole.startswith(text, at)][nth]
    return Claim(ClaimKind.NAME, text, place, start, sentence, "https://orrin.example/news/0")


def look(*claims: Claim, findings: tuple[Finding, ...] = (), ruled: tuple[Overruling, ...] = ()) -> Marked:
    day = edition()
    told = replace(day.stories[0], headline=HEADLINE, lead=LEAD, claims=claims)
    day = replace(day, stories=(told, *day.stories[1:]), overrulings=ruled)
    return marked(day, told, findings)


def doubt(text: str, *, blocks: bool = True, spot: Spot = Spot.LEAD) -> Finding:
    return Finding("s0", spot, "no source has it", text, LEAD.find(text), SAID, blocks=blocks)


def test_the_pieces_are_the_text_whatever_is_marked() -> None:
    found = look(claim("Port Orrin"), claim("four", nth=1), claim("Port Orrin", Place.HEADLINE))
    assert "".join(one.text for one in found.headline) == HEADLINE
    assert "".join(one.text for one in found.lead) == LEAD
    assert [one.text for one in found.lead if one.note] == ["Port Orrin", "four"]


def test_pieces_of_one_sentence_share_a_note_with_its_outlet() -> None:
    found = look(claim("Port Orrin"), claim("four"), claim("four", nth=1, sentence="Four homes stayed dry."))
    assert [(note.pieces, note.sentence) for note in found.notes] == [
        (("Port Orrin", "four"), SAID),
        (("four",), "Four homes stayed dry."),
    ]
    assert [one.note for one in found.lead if one.note] == [1, 1, 2]
    assert {note.outlet for note in found.notes} == {"Orrin Post"}


def test_a_doubt_takes_the_place_of_a_claim_and_can_be_overruled() -> None:
    finding = doubt("four")
    found = look(claim("Port Orrin"), claim("four"), findings=(finding,))
    assert [(one.text, one.standing) for one in found.lead if one.note] == [
        ("Port Orrin", Standing.CARRIED),
        ("four", Standing.DOUBTED),
    ]
    assert found.notes[1].finding == finding
    assert found.doubted == 1


def test_what_was_overruled_says_by_whom_and_is_doubted_no_more() -> None:
    ruling = Overruling("s0", Spot.LEAD, "four", "I was there", "Ada", MORNING)
    found = look(findings=(doubt("four", blocks=False),), ruled=(ruling,))
    assert found.doubted == 0
    assert [(note.standing, note.why) for note in found.notes] == [
        (Standing.OVERRULED, "Ada lets it stand: I was there")
    ]


def test_what_does_not_block_or_has_no_place_stands_beside() -> None:
    remark, nowhere = doubt("four", blocks=False), replace(doubt("four"), text="nine")
    found = look(findings=(remark, nowhere))
    assert found.other == (remark, nowhere)
    assert found.notes == ()


def test_a_claim_whose_words_are_gone_marks_nothing() -> None:
    stale = replace(claim("four"), start=1)
    assert [one.note for one in look(stale).lead] == [0]


def test_lengths_are_told_against_the_house_form() -> None:
    assert str(headline_length(NEWSLETTER, "Six words are just long enough")) == "6 words of 6 to 12"
    assert str(Length(1, 6, 12, 81, 80)) == "1 word of 6 to 12, 1 character too long"
    assert lead_length(NEWSLETTER, "word " * 50, top=True).fits
    assert not lead_length(NEWSLETTER, "word " * 50, top=False).fits
