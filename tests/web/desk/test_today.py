"""The edition as a worklist: everything is on one page, every change is one form, and nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from digest.errors import DigestError
from digest.models import EditionStatus
from digest.web.desk.table import trouble
from tests.web.desk.morning import Morning, alerts
from tests.web.desk.sent import plain


def headlines(page: str) -> list[str]:
    bare = re.sub(r"</?a[^>]*>", "", page)
    return re.findall(r'<h3 id="h\d+">(.*?)</h3>', bare)


def test_the_page_has_every_story_in_reading_order_and_every_spare(morning: Morning) -> None:
    page = morning.page()
    assert headlines(page) == [story.headline for story in morning.edition().stories]
    spares = page[page.index('id="spares"') :]
    assert all(
        story.headline in spares and f'/story/{story.key}/take"' in spares
        for story in morning.edition().spares
    )


def test_status_hour_weight_and_subject_stand_there(morning: Morning) -> None:
    page = morning.page()
    assert "waits for its approval" in page
    assert re.search(r"<b>06:00</b> <span[^>]*>in 1 h 0 min", page)
    assert "of 20 kB" in page
    assert morning.edition().subject in page
    assert 'href="/approve"' in page


def test_after_its_hour_it_says_what_happens(morning: Morning) -> None:
    morning.house.now += timedelta(hours=2)
    morning.ada.sign_in()
    soon = "as soon as it is approved"
    assert soon in plain(morning.page("/approve"))
    assert f"Goes out {soon}" in plain(morning.page())
    morning.tell(morning.do("/hold"))
    assert "Goes out not while it is held" in plain(morning.page())
    morning.tell(morning.do("/release"))
    morning.tell(morning.do("/approve"))
    page = plain(morning.page())
    assert "Goes out with the next send: its hour, 06:00, has passed" in page
    assert "with the next send: its hour, 06:00, has passed" in plain(morning.page("/approve"))


def test_undoing_says_that_it_takes_the_approval_back(morning: Morning) -> None:
    page = morning.tell(morning.do("/note", note="A word"))
    assert "takes the approval back" not in page
    assert "Undoing takes the approval back" in morning.tell(morning.do("/approve"))


def test_a_page_without_an_edition_says_when_there_will_be_one(morning: Morning) -> None:
    morning.house.now += timedelta(days=1)
    morning.ada.sign_in()
    assert "Nothing is drafted yet" in morning.page()
    assert morning.ada.get("/approve").status == morning.ada.get("/letter").status == 200


def test_up_and_down_change_places_within_the_section(morning: Morning) -> None:
    edition = morning.edition()
    section, stories = next((key, some) for key, some in edition.sections() if len(some) > 1)
    first, second = stories[:2]
    page = morning.tell(morning.do(f"/story/{second.key}/up"))
    assert "Ada moved" in page
    assert [one.key for one in morning.edition().stories if one.section == section][:2] == [
        second.key,
        first.key,
    ]
    morning.tell(morning.do(f"/story/{second.key}/down"))
    assert [one.key for one in morning.edition().stories] == [one.key for one in edition.stories]


def test_after_a_change_the_page_comes_back_to_the_story(morning: Morning) -> None:
    key = morning.story(1).key
    answer = morning.do(f"/story/{key}/section", section="global")
    assert re.fullmatch(rf"/\?done=\d+&at={key}#s-{key}", answer.headers["location"])
    assert morning.story(-1).section == "global"


def test_drop_take_in_swap_and_undo(morning: Morning) -> None:
    before = morning.edition()
    key, spare = before.stories[0].key, before.spares[0].key
    page = morning.tell(morning.do(f"/story/{key}/drop"))
    assert re.search(r"To undo: Ada dropped", page)
    assert key not in [one.key for one in morning.edition().stories]
    morning.tell(morning.do("/undo"))
    assert morning.edition().stories == before.stories
    morning.tell(morning.do(f"/story/{spare}/take"))
    assert spare in [one.key for one in morning.edition().stories]
    morning.tell(morning.do("/undo"))
    answer = morning.do(f"/story/{key}/swap", spare=spare)
    assert f"at={spare}" in answer.headers["location"]
    assert morning.edition().stories[0].key == spare


def test_after_a_drop_one_goes_on_with_the_neighbour(morning: Morning) -> None:
    keys = [one.key for _, some in morning.edition().sections() for one in some]
    for dropped, neighbour in ((keys[0], keys[1]), (keys[-1], keys[-2])):
        answer = morning.do(f"/story/{dropped}/drop")
        assert answer.headers["location"].endswith(f"at={neighbour}#s-{neighbour}")


def test_subject_preheader_and_note_are_written_in_place(morning: Morning) -> None:
    morning.tell(morning.do("/title", subject="Two dams & a ferry", preheader="Read on"))
    page = morning.tell(morning.do("/note", note="A word <before> all"))
    assert (morning.edition().subject, morning.edition().note) == (
        "Two dams & a ferry",
        "A word <before> all",
    )
    assert "Two dams &amp; a ferry</textarea>" in page
    assert "A word &lt;before&gt; all</textarea>" in page
    assert re.search(r"Saved 0\d:\d\d by Ada", page)


def test_an_address_that_cannot_be_read_is_told_and_kept(morning: Morning) -> None:
    answer = morning.do("/add", url="https://alder.example/nowhere", section="asia")
    assert answer.status == 422
    assert "cannot be read" in alerts(answer.text)
    assert 'value="https://alder.example/nowhere"' in answer.text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("https://alder.example is away", "https://alder.example is away."),
        ("ada@example.org is not known.", "ada@example.org is not known."),
        ("it says http://alder.example", "It says http://alder.example."),
    ],
)
def test_an_address_is_told_as_it_is(words: str, told: str) -> None:
    assert trouble(DigestError(words)).text == told


def test_another_hand_elsewhere_stops_nobody(morning: Morning) -> None:
    ben, seen = morning.ben(), morning.seen()
    one, other = morning.story(0), morning.story(1)
    morning.tell(morning.do(f"/story/{one.key}/drop"))
    answer = morning.do(
        f"/story/{other.key}/reword", ben, seen=seen, headline="Ben was at another story all along", lead=""
    )
    assert answer.status == 303
    assert morning.story(0).headline == "Ben was at another story all along"
    assert one.key not in [story.key for story in morning.edition().stories]


def test_two_at_the_same_story_the_second_is_told_and_loses_nothing(morning: Morning) -> None:
    ben, seen, story = morning.ben(), morning.seen(), morning.story()
    morning.tell(
        morning.do(f"/story/{story.key}/reword", headline="Ada wrote these words at once", lead=story.lead)
    )
    answer = morning.do(
        f"/story/{story.key}/reword", ben, seen=seen, headline="Ben <b> wrote others", lead="His lead"
    )
    assert answer.status == 409
    told = alerts(answer.text)
    assert "Ada was first" in told
    assert "Ben &lt;b&gt; wrote others" in told
    assert "Ada wrote these words at once" in told
    assert re.search(r"<textarea[^>]*>Ben &lt;b&gt; wrote others</textarea>", answer.text)
    assert "4 words of 6 to 12" in told_lengths(answer.text)[0]  # of what stands in the field
    assert morning.story().headline == "Ada wrote these words at once"
    ben.get("/")
    again = morning.do(f"/story/{story.key}/reword", ben, headline="Ben <b> wrote others", lead="His lead")
    assert again.status == 303
    assert morning.story().headline == "Ben <b> wrote others"


def test_who_comes_from_an_older_page_of_their_own_is_told_so(morning: Morning) -> None:
    seen, key = morning.seen(), morning.story().key
    morning.tell(morning.do(f"/story/{key}/down"))
    answer = morning.do(f"/story/{key}/down", seen=seen)
    assert answer.status == 409
    assert "was first" not in answer.text
    assert "You changed it since" in alerts(answer.text)
    assert "before your own last change (moved" in alerts(answer.text)
    morning.tell(morning.do(f"/story/{key}/up", morning.ben()))
    morning.tell(morning.do(f"/story/{key}/down"))
    told = alerts(morning.do(f"/story/{key}/down", seen=seen).text)
    assert "Ben was first" in told  # what he did counts, not what one did oneself after it


def told_lengths(page: str) -> list[str]:
    """What the page says of the lengths of the words that are edited."""
    return re.findall(r'<output class="length[^>]*>(.*?)</output>', page)


def test_two_at_the_subject_and_two_at_the_note(morning: Morning) -> None:
    seen = morning.seen()
    morning.tell(morning.do("/title", subject="Ada's subject", preheader="Hers"))
    morning.tell(morning.do("/note", note="Ada's note"))
    for path, fields in (
        ("/title", {"subject": "Mine", "preheader": "Of mine"}),
        ("/note", {"note": "Of my own"}),
    ):
        answer = morning.do(path, seen=seen, **fields)
        assert answer.status == 409
        assert all(text in alerts(answer.text) for text in fields.values())
    assert morning.edition().subject == "Ada's subject"


def test_anothers_deed_is_undone_after_a_question(morning: Morning) -> None:
    ben, key = morning.ben(), morning.story().key
    morning.tell(morning.do(f"/story/{key}/drop", ben), ben)
    before, seen = morning.edition(), morning.seen()
    asked = morning.do("/undo", open="k")
    assert (asked.status, morning.edition()) == (200, before)
    assert "That was done by Ben" in alerts(asked.text)
    assert "Ben dropped" in alerts(asked.text)
    for name, value in (("seen", seen), ("sure", "yes"), ("open", "k")):
        assert f'name="{name}" value="{value}"' in asked.text
    morning.tell(morning.do("/note", note="Meanwhile"))
    assert morning.do("/undo", seen=seen, sure="yes").status == 409
    morning.tell(morning.do("/undo"))
    answer = morning.do("/undo", sure="yes")
    assert answer.headers["location"].endswith(f"at={key}#s-{key}")
    assert morning.story().key == key


def test_after_an_undo_one_goes_on_with_the_story_it_was_about(morning: Morning) -> None:
    first, second = (one.key for one in morning.edition().stories[:2])
    spare = morning.edition().spares[0].key
    for path, fields, back in (
        (f"/story/{first}/drop", {}, first),
        (f"/story/{second}/reword", {"headline": "Other words for it", "lead": ""}, second),
        (f"/story/{second}/swap", {"spare": spare}, second),
        (f"/story/{spare}/take", {}, morning.story(-1).key),
        ("/note", {"note": "A word"}, ""),
    ):
        morning.tell(morning.do(path, **fields))
        location = morning.do("/undo").headers["location"]
        assert location.partition("#s-")[2] == back, path


def test_undoing_takes_back_nothing_that_was_not_seen(morning: Morning) -> None:
    morning.tell(morning.do("/note", note="The first"))
    seen = morning.seen()
    morning.tell(morning.do("/note", note="The second"))
    assert morning.do("/undo", seen=seen).status == 409
    assert morning.edition().note == "The second"


def test_a_form_of_yesterday_or_of_nothing_does_nothing(morning: Morning) -> None:
    key = morning.story().key
    for seen, status in (("2026-11-22.1", 409), ("", 422), ("2026-11-23.999", 422), ("2026-11-23.x", 422)):
        assert morning.do(f"/story/{key}/drop", seen=seen).status == status
    assert morning.story().key == key


def test_a_change_takes_the_approval_back(morning: Morning) -> None:
    morning.tell(morning.do("/approve"))
    assert morning.edition().status is EditionStatus.APPROVED
    assert "Approved</span> <span>by Ada" in morning.page()
    morning.tell(morning.do("/note", note="One word more"))
    assert morning.edition().status is EditionStatus.DRAFT
    assert morning.edition().sanction is None
