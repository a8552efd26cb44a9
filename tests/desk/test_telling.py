"""Notices: each thing is told once, who could not be reached is told later, and nothing breaks the day."""

from __future__ import annotations

import email
import email.policy
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from digest import desk
from digest.desk.telling import posted
from digest.errors import StoreError, Unavailable
from digest.models import (
    Approval,
    DeliveryStatus,
    Edition,
    EditionStatus,
    Finding,
    Notice,
    NoticeKind,
    Spot,
    Tally,
)
from digest.newsroom import Newsroom
from digest.pipeline import publish
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, drafted, heard, let_out, room

ADA_AT, BO_AT = "ada@desk.example", "bo@desk.example"
RED = Finding("s1", Spot.LEAD, "no source says so", text="nine days", blocks=True)
PALE = Finding("", Spot.SUBJECT, "is long", text="Ferries")


@dataclass
class FakeHook:
    """Remembers what it is told, and fails while `away`."""

    away: bool = False
    told: list[Mapping[str, object]] = field(default_factory=list)

    def post(self, said: Mapping[str, object]) -> None:
        if self.away:
            raise Unavailable("the webhook at hooks.example answered 500")
        self.told.append(said)


def listening(
    approval: Approval = Approval.EDITOR, mailer: FakeMailer | None = None, **rules: object
) -> Newsroom:
    """A newsroom in which two addresses and a webhook are told."""
    given = room(approval, mailer=mailer)
    told = {"tell": (ADA_AT, BO_AT), "desk_url": "https://desk.example"} | rules
    return replace(given, rules=replace(given.rules, **told), hook=FakeHook())  # type: ignore[arg-type]


def mails(given: Newsroom) -> list[EmailMessage]:
    sent = [one.data for one in given.mailers[0].sent]  # type: ignore[attr-defined]
    return [email.message_from_bytes(data, policy=email.policy.default) for data in sent]  # type: ignore[misc]


def told(given: Newsroom) -> list[Mapping[str, object]]:
    assert isinstance(given.hook, FakeHook)
    return given.hook.told


def stands(given: Newsroom) -> list[Notice]:
    return given.notices.of("morning", DAY)


class TestWhatIsSaid:
    def test_a_draft_with_its_link_its_headlines_and_what_is_doubtful(self) -> None:
        given = listening()
        edition = drafted(given)
        desk.tell_drafted(given, edition, [PALE, RED], MORNING)
        first = mails(given)[0]
        text = " ".join(first.get_content().split())
        assert first["Subject"] == "Morning Digest: the draft is ready (2026-11-23)"
        assert "https://desk.example/" in text
        assert all(story.headline in text for story in edition.stories)
        assert "2, of which 1 keep it from being approved. - lead “nine days”: no source says so" in text
        assert "It waits for an approval" in text
        assert told(given)[0]["headlines"] == [story.headline for story in edition.stories]
        assert told(given)[0]["url"] == "https://desk.example/"

    def test_a_mail_is_one_of_a_machine_to_one_person_and_of_no_list(self) -> None:
        given = listening()
        desk.tell_drafted(given, drafted(given), [], MORNING)
        assert [mail["To"] for mail in mails(given)] == [ADA_AT, BO_AT]
        for mail in mails(given):
            assert mail.keys()[:7] == [
                *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"),
            ]
            assert mail["Auto-Submitted"] == "auto-generated"
            assert mail["From"] == "Morning Digest <digest@news.example.org>"
            assert not [name for name in mail if name.startswith("List-") or name == "Precedence"]
        assert len({mail["Message-ID"] for mail in mails(given)}) == 2

    def test_how_many_have_it_and_who_has_not(self) -> None:
        given = listening()
        edition = let_out(given)
        desk.tell_sent(given, edition, Tally(sent=95, refused=3, skipped=1, uncertain=1), MORNING)
        text = " ".join(mails(given)[0].get_content().split())
        for words in ("95 of 100", "3 refused", "1 skipped", "1 uncertain"):
            assert words in text
        assert "sent to 95 of 100" in mails(given)[0]["Subject"]

    @pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.HELD])
    def test_what_stays_in_and_why(self, status: EditionStatus) -> None:
        given = listening()
        desk.tell_blocked(given, replace(drafted(given), status=status), [RED], MORNING)
        text = mails(given)[0].get_content()
        assert ("somebody holds" in text) is (status is EditionStatus.HELD)
        assert "no source says so" in text

    def test_a_quiet_day_and_a_broken_one(self) -> None:
        given = listening()
        desk.tell_quiet(given, DAY, "only 2 stories are fit to print", MORNING)
        desk.tell_broken(given, DAY, "the database is locked", MORNING)
        texts = [mail.get_content() for mail in mails(given)]
        assert ["only 2 stories" in text for text in texts] == [True, True, False, False]
        assert ["database is locked" in text for text in texts] == [False, False, True, True]

    @pytest.mark.parametrize(
        ("approval", "status", "reminded"),
        [
            (Approval.EDITOR, EditionStatus.DRAFT, True),
            (Approval.DEADLINE, EditionStatus.DRAFT, True),
            (Approval.DEADLINE, EditionStatus.HELD, True),
            (Approval.AUTOMATIC, EditionStatus.DRAFT, False),
            (Approval.EDITOR, EditionStatus.APPROVED, False),
        ],
    )
    def test_a_reminder_is_for_whom_it_waits(
        self, approval: Approval, status: EditionStatus, reminded: bool
    ) -> None:
        given = listening(approval)
        desk.remind(given, replace(drafted(given), status=status), [], MORNING)
        assert [one.kind for one in stands(given)] == [NoticeKind.REMINDER] * reminded

    def test_a_headline_calls_nobody_and_forges_no_header(self) -> None:
        given = listening()
        edition = drafted(given)
        bad = "<!channel> <https://evil.example|here> & =?utf-8?q?a=0D=0ABcc:x@y.example?="
        first = replace(edition.stories[0], headline=f"{bad}\r\nBcc: z@y.example")
        desk.tell_drafted(given, replace(edition, stories=(first,), subject=bad), [], MORNING)
        assert "Bcc" not in mails(given)[0]
        text = str(told(given)[0]["text"])
        assert "<" not in text
        assert "&lt;!channel&gt; &lt;https://evil.example|here&gt; &amp;" in text


class TestOnce:
    def test_each_kind_is_told_once_a_day_whoever_says_it_again(self) -> None:
        given = listening()
        edition = drafted(given)
        for minutes in range(3):
            desk.tell_drafted(given, edition, [], MORNING + timedelta(minutes=minutes))
        assert len(mails(given)) == 2
        assert len(told(given)) == 1
        assert [one.left for one in stands(given)] == [()]

    def test_where_nobody_listens_nothing_is_kept(self) -> None:
        given = room(Approval.EDITOR)
        desk.tell_drafted(given, drafted(given), [], MORNING)
        desk.catch_up(given, MORNING)
        assert stands(given) == []
        assert mails(given) == []

    def test_an_edition_that_others_brought_to_its_end_is_told_once(self) -> None:
        given = listening()
        publish(given, let_out(given), FakeClock(), heard)
        before = len(mails(given))
        for _ in range(2):
            desk.catch_up(given, MORNING)
        assert len(mails(given)) == before + 2
        assert [one.kind for one in stands(given)] == [NoticeKind.SENT]


class TestWhereItFails:
    def test_who_was_not_reached_is_told_later_and_nobody_else(self) -> None:
        given = listening(mailer=FakeMailer(faults={2: Unavailable("away")}))
        assert isinstance(given.hook, FakeHook)
        given.hook.away = True
        desk.tell_drafted(given, drafted(given), [], MORNING)
        assert [mail["To"] for mail in mails(given)] == [ADA_AT]
        assert stands(given)[0].left == (BO_AT, "webhook")
        given.hook.away = False
        desk.catch_up(given, MORNING + timedelta(seconds=29))
        assert len(mails(given)) == 1
        desk.catch_up(given, MORNING + timedelta(seconds=30))
        assert [mail["To"] for mail in mails(given)] == [ADA_AT, BO_AT]
        assert len(told(given)) == 1
        desk.catch_up(given, MORNING + timedelta(hours=1))
        assert len(mails(given)) == 2

    def test_it_is_tried_less_and_less_often(self) -> None:
        given = listening(tell=())
        assert isinstance(given.hook, FakeHook)
        given.hook.away = True
        desk.tell_drafted(given, drafted(given), [], MORNING)
        for seconds in range(0, 3600, 30):
            desk.catch_up(given, MORNING + timedelta(seconds=seconds))
        assert stands(given)[0].tries == 7

    @pytest.mark.parametrize("status", [DeliveryStatus.REFUSED, DeliveryStatus.UNCERTAIN])
    def test_a_refusal_and_a_doubt_are_not_tried_again(self, status: DeliveryStatus) -> None:
        given = listening(mailer=FakeMailer(faults={1: status}))
        desk.tell_drafted(given, drafted(given), [], MORNING)
        assert stands(given)[0].left == ()

    def test_an_address_that_mail_cannot_reach_keeps_nobody_else_from_it(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        given = listening(tell=("nobody", BO_AT))
        desk.tell_drafted(given, drafted(given), [], MORNING)
        assert [mail["To"] for mail in mails(given)] == [BO_AT]
        assert "desk.tell: nobody is not told" in caplog.text

    def test_a_database_that_is_away_breaks_nothing(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        given = listening()
        edition = drafted(given)

        def away(*_: object) -> None:
            raise StoreError("the database cannot be read")

        monkeypatch.setattr(type(given.notices), "of", away)
        desk.tell_drafted(given, edition, [], MORNING)
        desk.catch_up(given, MORNING)
        assert caplog.text.count("is not told") == 2

    def test_another_process_that_tells_is_left_to_it(self) -> None:
        given = listening()
        with given.locks.hold("notices-morning"):
            desk.tell_drafted(given, drafted(given), [], MORNING)
        assert mails(given) == []
        assert stands(given)[0].tries == 0
        desk.catch_up(given, MORNING)
        assert len(mails(given)) == 2

    def test_what_is_told_late_says_what_was_said_at_first(self) -> None:
        given = listening(mailer=FakeMailer(faults={1: Unavailable("away")}))
        desk.tell_broken(given, DAY, "no answer in 10.2 s", MORNING)
        desk.tell_broken(given, DAY, "no answer in 9 s", MORNING + timedelta(minutes=1))
        assert all("no answer in 10.2 s" in mail.get_content() for mail in mails(given))
        assert len(mails(given)) == 2


class TestFailures:
    def test_each_is_told_once_a_day(self) -> None:
        """It is tried every quarter of an hour, and fails with other numbers each time."""
        given = listening()
        for number in range(4):
            desk.tell_broken(given, DAY, f"the database at 10.0.0.{number} is away", MORNING)
            desk.tell_broken(given, DAY, f"connection refused by port {2500 + number}", MORNING)
        texts = [str(one["text"]) for one in told(given)]
        assert ["database" in text for text in texts] == [True, False]
        assert len(mails(given)) == 4
        desk.tell_broken(given, DAY + timedelta(days=1), "the database at 10.0.0.1 is away", MORNING)
        assert len(told(given)) == 3

    def test_where_all_fails_differently_five_are_told_and_the_last_says_so(self) -> None:
        given = listening()
        for word in "abcdefgh":
            desk.tell_broken(given, DAY, f"failure {word}", MORNING)
        texts = [str(one["text"]) for one in told(given)]
        assert len(texts) == 5
        assert ["in the log alone" in text for text in texts] == [False] * 4 + [True]
        desk.tell_quiet(given, DAY, "too few stories", MORNING)
        assert len(told(given)) == 6

    def test_whoever_was_away_is_told_of_all_of_them_later(self) -> None:
        given = listening(tell=())
        assert isinstance(given.hook, FakeHook)
        given.hook.away = True
        for word in "ab":
            desk.tell_broken(given, DAY, f"failure {word}", MORNING)
        given.hook.away = False
        desk.catch_up(given, MORNING + timedelta(minutes=5))
        assert ["failure a" in str(one["text"]) for one in told(given)] == [True, False]


def test_a_hand_at_the_desk_is_no_notice(caplog: pytest.LogCaptureFixture) -> None:
    """Only what the day itself does is told."""
    caplog.set_level(logging.INFO)
    given = listening()
    edition: Edition = drafted(given)
    desk.hold(given, edition, ADA)
    assert stands(given) == []


def test_a_notice_as_json_is_what_slack_takes_and_what_programs_read() -> None:
    notice = Notice("morning", DAY, NoticeKind.SENT, MORNING, "Sent", "To all.", "https://d.example/", ("A",))
    assert posted(notice) == {
        "text": "Sent\nTo all.",
        "edition": "morning-2026-11-23",
        "kind": "sent",
        "url": "https://d.example/",
        "headlines": ["A"],
    }
