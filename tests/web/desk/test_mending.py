"""What is done to an edition that people have, and to corrections on the page of today's."""

from __future__ import annotations

import re

import pytest

from digest import desk
from digest.models import EditionStatus, Hand
from digest.pipeline import mail_corrections
from tests.pipeline.room import DAY, MORNING, FakeClock, heard
from tests.web.desk.house import House
from tests.web.desk.morning import Morning, alerts
from tests.web.desk.sent import PATH, TEXT, broken_off, draft, plain

WAITS = "The edition is still going out: a correction can be mailed when that has ended, or was stopped."


def disabled(page: str) -> list[str]:
    """What of a page cannot be used: the type of a field, or the look of a button."""
    return re.findall(r'<(?:input type|button class)="(\w+)"[^>]* disabled', page)


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

    def test_it_goes_on_on_its_own_day_alone(self, house: House) -> None:
        """Nobody sends an edition of yesterday: it would be approved, and stay."""
        morning = broken_off(house)
        morning.do(f"{PATH}/hold")
        seen = morning.seen()
        draft(morning)
        page = morning.page(PATH)
        assert "Its day is over" in page
        assert "/proceed" not in page
        refused = morning.do(f"{PATH}/proceed", seen=seen)
        assert "its day is over" in alerts(refused.text).lower()
        held = morning.room.editions.find("morning", DAY)
        assert held
        assert held.status is EditionStatus.HELD

    def test_what_is_sent_cannot_be_stopped(self, sent: Morning) -> None:
        answer = sent.do(f"{PATH}/hold")
        assert answer.status == 422
        assert alerts(answer.text)

    def test_whom_it_has_reached_are_mailed_when_it_is_stopped(self, house: House) -> None:
        morning = broken_off(house)
        refused = morning.do(f"{PATH}/correct", story=morning.story().key, text=TEXT, mail="1")
        assert "still going out" in alerts(refused.text)
        morning.do(f"{PATH}/hold")
        page = morning.page(PATH)
        assert "Mail it to the 1 reader who has it" in plain(page)
        assert (disabled(page), WAITS in page) == ([], False)

    def test_that_a_mail_has_to_wait_is_told_before_anybody_presses(self, house: House) -> None:
        """Beside the box, beside a correction that was made without one, and where it is asked once more."""
        morning = broken_off(house)
        said: dict[str, str] = {"story": morning.story().key, "text": TEXT}
        assert disabled(morning.page(PATH)) == ["checkbox"]
        assert 'aria-describedby="waits"> Mail it to the 1 reader' in morning.page(PATH)
        assert f'<p class="aside" id="waits">{WAITS}' in morning.page(PATH)
        assert WAITS not in morning.page(PATH, morning.ben())  # whom a chief has to help in any case

        stale = morning.do(f"{PATH}/ask", **said, mail="1").text  # from a page of before
        assert f"<b>Nobody</b> can be mailed yet. {WAITS}" in stale
        assert re.search(
            r'<button class="main" name="mail" value="1" disabled[^>]*>Correct it and mail', stale
        )
        assert "<button>Correct it without a mail</button>" in stale
        assert WAITS not in morning.do(f"{PATH}/ask", **said).text

        page = morning.tell(morning.do(f"{PATH}/correct", **said))
        assert disabled(page) == ["plain", "checkbox"]
        assert page.count(WAITS) == 2
        refused = morning.do(f"{PATH}/correct", **said, mail="1").text
        assert f"<b>Nobody</b> can be mailed yet. {WAITS}" in refused


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


def actions(page: str) -> set[str]:
    """Where the forms and buttons of a page post to."""
    return set(re.findall(r'(?<!\w)(?:form)?action="([^"]*)"', page)) - {"/", "/sign-out"}


def test_a_story_that_readers_have_is_shown_and_not_offered_for_change(sent: Morning) -> None:
    key = sent.story().key
    assert actions(sent.page(f"/story/{key}")) == set()
    assert not [one for one in actions(sent.page(f"/?open={key}")) if key in one]
    page = sent.page(f"/story/{key}")
    assert "Readers have it: this story stays as it is." in plain(page)
    assert f'<a href="{PATH}#corrections">Correct it</a>' in page
    assert "<textarea" not in page
    assert 'type="checkbox" name=' not in page
    assert sent.story().source.url in page


def test_so_it_is_while_it_goes_out_and_then_it_can_be_stopped(house: House) -> None:
    morning = broken_off(house)
    key = morning.story().key
    page = morning.page(f"/story/{key}")
    assert actions(page) == set()
    assert "It is on its way to readers: this story stays as it is." in plain(page)
    assert "can be stopped" in plain(page)
    assert "/hold" in actions(morning.page("/"))
    morning.do("/hold")
    assert f"/story/{key}/reword" in actions(morning.page(f"/story/{key}"))


def test_words_for_a_story_that_has_gone_out_meanwhile_are_not_lost(sent: Morning) -> None:
    key = sent.story().key
    for back in ("story", ""):
        answer = sent.do(f"/story/{key}/reword", headline="Came too late", lead="By an hour", back=back)
        assert answer.status == 422
        assert "correct it instead" in alerts(answer.text)
        assert "Nothing of yours is lost." in alerts(answer.text)
        assert "Came too late" in alerts(answer.text)
        assert "By an hour" in alerts(answer.text)


class TestGoingBack:
    def test_today_goes_back_to_a_version_from_its_record(self, morning: Morning) -> None:
        path = f"/past/{morning.edition().day}"
        morning.tell(morning.do("/note", note="The first"))
        morning.tell(morning.do("/note", note="The second"))
        page = morning.page(path)
        assert re.findall(r'formaction="[^"]*/restore" class="plain" name="number" value="(\d+)"', page) == [
            "1",
            "2",
        ]
        page = morning.tell(morning.do(f"{path}/restore", number="2"))
        assert "It says what it said then" in page
        assert morning.edition().note == "The first"
        morning.tell(morning.do("/undo"))
        assert morning.edition().note == "The second"

    def test_what_was_not_seen_is_not_taken_back(self, morning: Morning) -> None:
        path, seen = f"/past/{morning.edition().day}", morning.seen()
        morning.tell(morning.do("/note", note="Meanwhile"))
        assert morning.do(f"{path}/restore", seen=seen, number="1").status == 409
        for number in ("0", "9", ""):
            assert morning.do(f"{path}/restore", number=number).status == 422
        assert morning.edition().note == "Meanwhile"

    def test_what_readers_have_goes_nowhere(self, sent: Morning) -> None:
        assert "/restore" not in sent.page(PATH)
        assert sent.do(f"{PATH}/restore", number="1").status == 422
        assert sent.edition().status is EditionStatus.SENT
