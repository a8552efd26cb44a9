"""What lets an edition out or keeps it in, and for whom; and the proof."""

from __future__ import annotations

import pytest

from digest.models import EditionStatus
from digest.pipeline import publish
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import FakeClock, heard
from tests.web.desk.house import House
from tests.web.desk.morning import Morning, alerts
from tests.web.desk.morning import morning as prepared
from tests.web.desk.sent import broken_off, plain


def test_the_question_tells_what_goes_out_to_how_many_and_when(morning: Morning) -> None:
    page = morning.page("/approve")
    assert "Let it out?" in page
    assert "3 readers" in page
    assert "Whether it happened so was not" in page
    assert "06:00, in 1 h 0 min" in page
    assert all(story.headline in page for story in morning.edition().stories)


def test_a_chief_approves_what_was_seen(morning: Morning) -> None:
    seen = morning.seen()
    morning.tell(morning.do("/note", morning.ben(), note="Another hand was here"))
    refused = morning.do("/approve", seen=seen)
    assert refused.status == 409
    assert "Ben was first" in alerts(refused.text)
    page = morning.tell(morning.do("/approve"))
    assert "Ada approved" in page
    sanction = morning.edition().sanction
    assert sanction
    assert (sanction.by, sanction.fingerprint) == ("Ada", morning.edition().fingerprint())


def test_what_is_approved_shows_its_seal_before_and_after(morning: Morning) -> None:
    """Its first digits, and the whole for whoever opens it: the same on every page that tells of it."""
    whole = morning.edition().fingerprint()
    sealed = f"<summary>{whole[:12]}</summary>", f"<code>{whole}</code>"
    assert all(one in morning.page("/approve") for one in sealed)
    assert not any(one in morning.page() for one in sealed)
    morning.tell(morning.do("/approve"))
    for path in ("/", "/approve", f"/past/{morning.edition().day}"):
        assert all(one in morning.page(path) for one in sealed), path
    morning.tell(morning.do("/hold"))
    assert all(one in morning.page() for one in sealed)
    morning.tell(morning.do("/note", note="Other words"))
    assert not any(one in morning.page() for one in sealed)
    other = morning.edition().fingerprint()
    assert f"<summary>{other[:12]}</summary>" in morning.page("/approve")


def test_an_editor_has_words_instead_of_a_button(morning: Morning) -> None:
    ben = morning.ben()
    page = morning.page("/approve", ben)
    assert "a chief lets it out. That is Ada." in page
    assert 'action="/approve"' not in page
    assert morning.do("/approve", ben).status == 403
    assert morning.edition().status is EditionStatus.DRAFT


@pytest.mark.parametrize("stale", [False, True])
def test_holding_is_never_too_late(morning: Morning, stale: bool) -> None:
    seen = morning.seen()
    if stale:
        morning.tell(morning.do("/note", note="Somebody was here"))
    page = morning.tell(morning.do("/hold", seen=seen))
    assert morning.edition().status is EditionStatus.HELD
    assert "by Ada, 05:00" in page
    assert 'formaction="/release"' in page
    assert ">Release<" in page
    assert "Ada released, 05:00." in morning.tell(morning.do("/release"))
    assert morning.edition().status is EditionStatus.DRAFT


def test_a_chief_releases_what_was_approved_as_it_was(morning: Morning) -> None:
    morning.tell(morning.do("/approve"))
    page = morning.tell(morning.do("/hold"))
    assert ">Release as approved<" in page
    assert "it goes out as Ada approved it" in plain(page)
    sanction = morning.edition().sanction
    assert "Ada released as it was approved, 05:00." in morning.tell(morning.do("/release"))
    assert (morning.edition().status, morning.edition().sanction) == (EditionStatus.APPROVED, sanction)


def test_by_an_editor_it_is_a_draft_and_the_page_says_so_before_and_after(morning: Morning) -> None:
    morning.tell(morning.do("/approve"))
    ben = morning.ben()
    page = morning.tell(morning.do("/hold", ben), ben)
    assert ">Release as a draft<" in page
    assert ">Release as approved<" not in page
    assert "it is a draft, and the approval of Ada ends" in plain(page)
    said = morning.tell(morning.do("/release", ben), ben)
    assert "Ben released as a draft: its approval is over, 05:00." in said
    assert (morning.edition().status, morning.edition().sanction) == (EditionStatus.DRAFT, None)


def test_what_was_changed_while_it_was_held_is_released_as_a_draft(morning: Morning) -> None:
    """Also by a chief whose page is from before: a later change takes the approval back."""
    morning.tell(morning.do("/approve"))
    morning.tell(morning.do("/hold"))
    seen = morning.seen()
    page = morning.tell(morning.do("/note", note="changed while it was held"))
    assert "It was changed since Ada approved it" in plain(page)
    assert morning.do("/release", seen=seen).status == 409
    assert morning.edition().status is EditionStatus.HELD
    morning.tell(morning.do("/release"))
    assert (morning.edition().status, morning.edition().sanction) == (EditionStatus.DRAFT, None)


def test_a_stopped_send_goes_on_to_the_rest(house: House) -> None:
    morning = broken_off(house)
    page = morning.tell(morning.do("/hold"))
    assert ">Go on to the rest<" in page
    assert "to those who have not got it" in plain(page)
    morning.tell(morning.do("/release"))
    assert morning.edition().status is EditionStatus.APPROVED


def test_a_sent_edition_is_shown_with_its_counts_and_changed_no_more(morning: Morning) -> None:
    morning.tell(morning.do("/approve"))
    publish(morning.room, morning.edition(), FakeClock(), heard)
    page = morning.page()
    assert "Sent</span> <span>approved by Ada" in page
    assert "<dd>3 of 3" in page
    assert '/drop"' not in page
    answer = morning.do(f"/story/{morning.story().key}/drop")
    assert answer.status == 422
    assert "what readers have stays as it is" in alerts(answer.text)


def test_a_proof_goes_to_ones_own_address_unless_another_is_named(house: House) -> None:
    mailer = FakeMailer()
    morning = prepared(house.engine, mailers=(mailer,))
    assert 'value="ada@example.org"' in morning.page("/proof")
    answer = morning.do("/proof", address="ada@example.org")
    assert "The proof is on its way." in morning.tell(answer)
    (message,) = mailer.sent
    assert message.recipient == "ada@example.org"
    assert b"\r\nSubject: [Proof] " in message.data
    assert morning.edition().status is EditionStatus.DRAFT


def test_a_proof_of_the_lite_mail(house: House) -> None:
    mailer = FakeMailer()
    morning = prepared(house.engine, mailers=(mailer,))
    for form, typed in (
        ("lite", b"text/plain"),
        ("full", b"multipart/alternative"),
        ("", b"multipart/alternative"),
    ):
        morning.tell(morning.do("/proof", address="ada@example.org", format=form))
        assert b"\r\nContent-Type: " + typed in mailer.sent[-1].data
    refused = morning.do("/proof", address="no address", format="lite")
    assert '<option value="lite" selected>' in refused.text
    assert morning.do("/proof", address="ada@example.org", format="pdf").status == 422


def test_a_proof_that_cannot_go_is_told(morning: Morning) -> None:
    answer = morning.do("/proof", address="no address at all")
    assert answer.status == 422
    assert alerts(answer.text)
    assert 'value="no address at all"' in answer.text
