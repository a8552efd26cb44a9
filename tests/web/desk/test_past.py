"""Past editions at the desk: the list, each as it was sent, its record and its files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import lxml.html

from digest import desk
from digest.models import Action, Correction, Deed, DeliveryStatus, Hand, Outcome, Role
from tests.pipeline.room import DAY, MORNING
from tests.shared import shared
from tests.store.rooms import want
from tests.web.desk.morning import Morning
from tests.web.desk.sent import PATH, draft, plain


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


class TestOnTheDesk:
    def test_what_is_sent_is_corrected_and_offers_nothing_else(self, sent: Morning) -> None:
        page = sent.page()
        assert f'href="{PATH}#corrections">Correct…</a>' in page
        for gone in ('"/undo"', '"/proof"', "Goes out", "Let it stand", "the hour has passed", " remark"):
            assert gone not in page


class TestOneEdition:
    def test_it_stands_there_with_its_counts(self, sent: Morning) -> None:
        said = plain(sent.page(PATH))
        assert "approved by Ada, 05:00" in said
        assert "Sent 3 of 3 readers, through" in said
        assert "Exactly what was approved" in said
        assert sent.edition().fingerprint()[:12] in said

    def test_the_record_shows_word_by_word_what_was_changed(self, sent: Morning) -> None:
        page = sent.page(PATH)
        assert "Ben reworded" in plain(page)
        assert re.search(r"Ben reworded .*? 05:00 editor, desk page", plain(page))
        assert re.search(r"Morning Digest drafted .*? 05:00 service", plain(page))
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
        assert not document.xpath("//img|//svg|//object|//embed|//style|//base|//math")
        assert not document.xpath("//@*[starts-with(name(), 'on') or name() = 'style' or name() = 'srcdoc']")
        assert all(re.match(r"[/#?]", href) for href in document.xpath("//a/@href"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in morning.page(PATH)
