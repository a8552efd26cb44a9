"""Past editions at the desk: the list, each as it was sent, its record and files, and what corrects it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import lxml.html
import pytest

from digest import desk
from digest.errors import Unavailable
from digest.models import (
    Action,
    Correction,
    Deed,
    DeliveryStatus,
    Edition,
    EditionStatus,
    Hand,
    Outcome,
    Role,
)
from digest.pipeline import mail_corrections, publish
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import DAY, MORNING, FakeClock, heard
from tests.shared import shared
from tests.store.rooms import want
from tests.web.desk.house import House
from tests.web.desk.morning import Morning, alerts
from tests.web.desk.morning import morning as prepared

TEXT = "The strike was of nine days, <b>not</b> of six."
PATH = f"/past/{DAY}"


def plain(page: str) -> str:
    """What a page says, its marks and tags taken off."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.fixture
def sent(morning: Morning) -> Morning:
    """A morning whose edition was reworded by Ben, approved by Ada, and sent to three."""
    ben, story = morning.ben(), morning.story(1)
    morning.do(f"/story/{story.key}/reword", ben, headline=f"{story.headline} again", lead=story.lead)
    morning.do("/approve")
    publish(morning.room, morning.edition(), FakeClock(), heard)
    assert morning.edition().status is EditionStatus.SENT
    morning.page(PATH)
    return morning


def broken_off(house: House) -> Morning:
    """A morning whose send stopped behind the first reader, and can go on."""
    away = {number: Unavailable("away") for number in range(2, 9)}
    morning = prepared(house.engine, mailers=(FakeMailer(faults=away),))
    morning.do("/approve")
    with pytest.raises(Unavailable):
        publish(morning.room, morning.edition(), FakeClock(), heard)
    assert morning.edition().status is EditionStatus.SENDING
    return morning


def draft(morning: Morning) -> Edition:
    """The next day's draft on the desk, made before there was anything to correct."""
    morning.house.now += timedelta(days=1)
    morning.ada.sign_in()
    later = replace(morning.room.editions.latest("morning"), day=morning.house.now.date(), id=None)  # type: ignore[type-var]
    fresh = replace(later, status=EditionStatus.DRAFT, sanction=None, revision=0, created=morning.house.now)
    return morning.room.editions.add(fresh)


class TestTheList:
    def test_day_subject_status_who_approved_and_to_how_many(self, sent: Morning) -> None:
        page = sent.page("/past")
        assert f'href="{PATH}"' in page
        assert "Monday 23 Nov 2026 Sent" in plain(page)
        assert "Approved by Ada, 05:00 · 3 of 3 sent" in plain(page)
        assert sent.edition().subject in page
        assert 'aria-current="page">Past' in page

    def test_page_by_page(self, morning: Morning) -> None:
        first = morning.edition()
        for number in range(1, 25):
            day = first.day - timedelta(days=number)
            morning.room.editions.add(replace(first, day=day, id=None, revision=0))
        page = morning.page("/past")
        assert page.count('<p class="when">') == 20
        assert 'href="/past?page=2" rel="next"' in page
        assert 'rel="prev"' not in page
        second = morning.page("/past?page=2")
        assert second.count('<p class="when">') == 5
        assert 'href="/past" rel="prev"' in second
        assert 'rel="next"' not in second
        assert "none so early" in morning.page("/past?page=3")
        assert morning.ada.get("/past?page=x").status == 422


class TestOneEdition:
    def test_it_stands_there_with_its_counts(self, sent: Morning) -> None:
        said = plain(sent.page(PATH))
        assert "approved by Ada, 05:00" in said
        assert "Sent 3 of 3 readers, through" in said
        assert "what stands here is what was approved" in said
        assert sent.edition().fingerprint()[:12] in said

    def test_the_record_shows_word_by_word_what_was_changed(self, sent: Morning) -> None:
        page = sent.page(PATH)
        assert "Ben reworded" in plain(page)
        assert '<ins><span class="vh">now: </span>again</ins>' in page
        assert page.index("drafted") < page.index("reworded") < page.index("</b> approved")

    def test_the_letter_is_in_a_sandbox_as_it_was_sent(self, sent: Morning) -> None:
        assert (
            f'sandbox="" loading="lazy" title="The mail of Monday 23 November 2026" src="{PATH}/mail.html"'
            in (sent.page(PATH))
        )
        answer = sent.ada.get(f"{PATH}/mail.html")
        assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert sent.story().headline in answer.text
        desk.correct(sent.room, sent.edition(), sent.story().key, "Not that.", Hand("Ada", MORNING))
        assert sent.ada.get(f"{PATH}/mail.html").text == answer.text

    def test_what_is_not_there_is_not_there(self, sent: Morning) -> None:
        for path in ("/past/2020-01-01", "/past/2020-01-01/mail.html", f"{PATH}/review.pdf"):
            assert sent.ada.get(path).status == 404
        assert sent.ada.get("/past/yesterday").status == 422
        assert sent.do("/past/2020-01-01/correct", story="x", text="y").status == 404

    def test_todays_draft_says_where_it_is_changed(self, morning: Morning) -> None:
        said = plain(morning.page(PATH))
        assert "It is on the desk" in said
        assert "Correct a story" not in said

    def test_looking_changes_nothing(self, sent: Morning) -> None:
        before = sent.edition()
        for path in ("/past", PATH, f"{PATH}/mail.html", f"{PATH}/review.csv", f"{PATH}/review.json"):
            assert sent.ada.get(path).status == 200
        for act in ("ask", "correct", "hold", "proceed"):
            assert sent.ada.get(f"{PATH}/{act}").status in (404, 405)
        assert (sent.edition(), sent.edition().revision) == (before, before.revision)

    def test_a_long_record_shows_its_end(self, sent: Morning) -> None:
        draft(sent)
        for number in range(60):
            sent.do("/note", note=f"Note number {number} " + "with many words " * 30)
        day = DAY + timedelta(days=1)
        page = sent.page(f"/past/{day}")
        assert "The last 40; the files have all." in page
        assert len(page) < 60_000
        assert len(json.loads(sent.page(f"/past/{day}/review.json"))["record"]) == 61


class TestTheFiles:
    def test_they_come_under_their_own_names(self, sent: Morning) -> None:
        for kind, form in (("csv", "text/csv; charset=utf-8"), ("json", "application/json")):
            answer = sent.ada.get(f"{PATH}/review.{kind}")
            assert answer.headers["content-type"] == form
            assert answer.headers["content-disposition"] == (
                f'attachment; filename="morning-{DAY}-review.{kind}"'
            )
        assert json.loads(sent.page(f"{PATH}/review.json"))["approved"]["by"] == "Ada"


class TestCorrecting:
    def ask(self, sent: Morning, **fields: str) -> str:
        answer = sent.do(f"{PATH}/ask", story=sent.story().key, text=TEXT, **fields)
        assert answer.status == 200, answer.text
        return answer.text

    def test_it_is_asked_first_and_says_what_happens(self, sent: Morning) -> None:
        page = self.ask(sent)
        assert "Nobody</b> is mailed" in page
        assert "not&lt;/b&gt; of six" in page
        mailed = plain(self.ask(sent, mail="1"))
        assert "3 readers get a mail with it" in mailed
        assert "Correct it and mail 3 readers" in mailed
        assert sent.room.corrections.of("morning", DAY) == []

    def test_once_said_it_stands_on_the_page_and_in_the_record(self, sent: Morning) -> None:
        answer = sent.do(f"{PATH}/correct", story=sent.story().key, text=TEXT)
        page = sent.tell(answer)
        (said,) = sent.room.corrections.of("morning", DAY)
        assert (said.text, said.by) == (TEXT, "Ada")
        assert "Corrected: its page shows it from now on." in page
        assert "the next edition carries it" in page
        assert "not mailed" in page
        assert "Mail it to those who have it" in page
        assert "Ada corrected" in plain(page)

    def test_with_a_mail_it_is_let_out_to_those_who_have_it(self, sent: Morning) -> None:
        page = sent.tell(sent.do(f"{PATH}/correct", story=sent.story().key, text=TEXT, mail="1"))
        assert "by mail: 0 of 3 sent, 3 to come" in page
        mail_corrections(sent.room, FakeClock(), heard)
        page = sent.page(PATH)
        assert "by mail: 3 of 3 sent" in page
        assert "Mail it to those who have it" not in page

    def test_an_editor_corrects_and_a_chief_has_it_mailed(self, sent: Morning) -> None:
        ben = sent.ben()
        assert "A chief can have it mailed" in plain(sent.page(PATH, ben))
        for act in ("ask", "correct"):
            refused = sent.do(f"{PATH}/{act}", ben, story=sent.story().key, text=TEXT, mail="1")
            assert refused.status == 403
            assert "a chief has a correction mailed" in alerts(refused.text).lower()
            assert "of six" in refused.text
        assert sent.room.corrections.of("morning", DAY) == []
        sent.tell(sent.do(f"{PATH}/correct", ben, story=sent.story().key, text=TEXT), ben)
        assert sent.room.corrections.of("morning", DAY)[0].by == "Ben"

    @pytest.mark.parametrize(
        ("text", "words"), [("", "says in words"), ("x" * 1001, "at most 1000"), (" \n ", "says in words")]
    )
    def test_words_that_are_none_or_too_many_are_refused_and_kept(
        self, sent: Morning, text: str, words: str
    ) -> None:
        for act in ("ask", "correct"):
            refused = sent.do(f"{PATH}/{act}", story=sent.story().key, text=text)
            assert refused.status == 422
            assert words in alerts(refused.text)
            assert f">{text.strip()}</textarea>" in refused.text

    def test_a_story_that_is_not_in_it_is_refused(self, sent: Morning) -> None:
        for act in ("ask", "correct"):
            assert sent.do(f"{PATH}/{act}", story="nothing", text=TEXT).status == 422

    def test_what_nobody_has_is_not_corrected(self, morning: Morning) -> None:
        answer = morning.do(f"{PATH}/correct", story=morning.story().key, text=TEXT)
        assert answer.status == 422
        assert "change it instead" in alerts(answer.text)


class TestOnItsWay:
    def test_it_is_stopped_and_a_chief_lets_it_go_on(self, house: House) -> None:
        morning = broken_off(house)
        ben = morning.ben()
        assert "Stop the send" in morning.page(PATH, ben)
        page = morning.tell(morning.do(f"{PATH}/hold", ben), ben)
        assert morning.edition().status is EditionStatus.HELD
        assert "A chief lets it go on." in page
        assert morning.do(f"{PATH}/proceed", ben).status == 403
        assert "to 2 readers who wait" in plain(morning.page(PATH))
        page = morning.tell(morning.do(f"{PATH}/proceed"))
        assert "It goes on." in page
        assert morning.edition().status is EditionStatus.APPROVED

    def test_going_on_is_of_what_was_seen(self, house: House) -> None:
        morning = broken_off(house)
        morning.do(f"{PATH}/hold")
        seen = morning.seen()
        morning.tell(morning.do("/note", note="changed while it was held"))
        assert morning.do(f"{PATH}/proceed", seen=seen).status in (409, 422)
        assert morning.edition().status is EditionStatus.HELD

    def test_what_is_sent_cannot_be_stopped(self, sent: Morning) -> None:
        answer = sent.do(f"{PATH}/hold")
        assert answer.status == 422
        assert alerts(answer.text)

    def test_whom_it_has_reached_are_mailed_when_it_is_stopped(self, house: House) -> None:
        morning = broken_off(house)
        page = plain(morning.page(PATH))
        assert "stop it first" in page
        refused = morning.do(f"{PATH}/correct", story=morning.story().key, text=TEXT, mail="1")
        assert "still going out" in alerts(refused.text)
        morning.do(f"{PATH}/hold")
        assert "Mail it to the 1 reader who has it" in plain(morning.page(PATH))


class TestToday:
    def test_a_correction_that_came_later_waits_is_taken_in_and_left_out(self, sent: Morning) -> None:
        key = sent.story().key
        draft(sent)
        assert 'id="amends"' not in sent.page()
        said = desk.correct(
            sent.room,
            sent.room.editions.find("morning", DAY),
            key,
            TEXT,
            Hand("Ben", MORNING),  # type: ignore[arg-type]
        )
        number = str(said.id)
        page = sent.page()
        assert "Waits; it came after this draft" in page
        assert "&lt;b&gt;not&lt;/b&gt; of six" in page
        page = sent.tell(sent.do("/carry", correction=number))
        assert "Ada took a correction in" in plain(page)
        assert "Stands below the stories" in page
        assert [one.id for one in sent.edition().corrections] == [said.id]
        page = sent.tell(sent.do("/leave-out", correction=number))
        assert sent.edition().corrections == ()
        assert 'id="amends"' not in page
        assert "left out on 24 November" in plain(sent.page(PATH))

    def test_what_does_not_wait_is_told(self, sent: Morning) -> None:
        draft(sent)
        for path in ("/carry", "/leave-out"):
            answer = sent.do(path, correction="77")
            assert answer.status == 422
            assert "77" in alerts(answer.text)
            assert sent.do(path).status == sent.do(path, correction="x").status == 422

    def test_another_hand_elsewhere_is_in_nobodys_way(self, sent: Morning) -> None:
        key = sent.story().key
        draft(sent)
        said = desk.correct(
            sent.room,
            sent.room.editions.find("morning", DAY),
            key,
            TEXT,
            Hand("Ben", MORNING),  # type: ignore[arg-type]
        )
        seen = sent.seen()
        sent.do("/note", note="One word more")
        assert sent.do("/carry", seen=seen, correction=str(said.id)).status == 303


def test_hostile_words_stay_words(morning: Morning) -> None:
    """In headlines, leads, notes, corrections and names; on every page that shows them."""
    lines = shared("corpora", "xss", "payloads.jsonl").read_text("utf-8").splitlines()
    evil = [one["payload"] for one in map(json.loads, lines) if one["fires_in_chromium156"]]
    assert len(evil) > 50
    hand = Hand("<img src=x onerror=alert(1)>", MORNING, Role.EDITOR)
    for start in range(0, len(evil), 6):
        before, words = morning.edition(), iter(evil[start : start + 6])
        stories = [replace(one, headline=next(words, "x"), lead=next(words, "y")) for one in before.stories]
        changed = replace(before, stories=tuple(stories), note=evil[start], subject=evil[start])
        morning.room.editions.revise(before, changed, Deed(hand, Action.REWORDED, evil[start]))
    morning.room.ledger.open(morning.edition(), [1])
    waits = morning.room.ledger.turn(morning.edition(), [], want(1, now=MORNING))
    morning.room.ledger.turn(
        morning.edition(), [Outcome(waits[0].id, DeliveryStatus.SENT)], want(0, now=MORNING)
    )
    correction = Correction("morning", DAY, stories[0].key, evil[0], evil[1], hand.name, MORNING)
    morning.room.corrections.add(correction)
    asked = morning.do(f"{PATH}/ask", story=stories[0].key, text=evil[2])
    for page in (morning.page(PATH), morning.page("/past"), asked.text):
        document = lxml.html.document_fromstring(page)
        assert [one.get("src") for one in document.iter("script")] == ["/assets/desk.js"]
        assert not list(document.xpath("//img|//svg|//object|//embed|//style|//base|//math"))
        assert not document.xpath("//@*[starts-with(name(), 'on') or name() = 'style' or name() = 'srcdoc']")
        assert all(re.match(r"[/#?]", href) for href in document.xpath("//a/@href"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in morning.page(PATH)
