"""Corrections: in the record, in the next draft once, by mail to exactly those who have what was wrong."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from digest import desk
from digest.errors import IllegalChange, NotAllowed, Unavailable
from digest.models import CORRECTING, Action, DeliveryStatus, Edition, EditionStatus, Hand, Role
from digest.newsroom import Newsroom
from digest.pipeline import mail_corrections, prepare, publish, run
from subscribers.models import Health
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, heard, let_out, room, subscribe

EDITOR = replace(ADA, name="Bo", role=Role.EDITOR)
TEXT = "The strike was of nine days, not of six."
TOMORROW = MORNING + timedelta(days=1)


def sent(given: Newsroom) -> Edition:
    publish(given, let_out(given), FakeClock(), heard)
    return there(given)


def there(given: Newsroom) -> Edition:
    found = given.editions.find("morning", DAY)
    assert found
    return found


def key(edition: Edition, place: int = 0) -> str:
    return edition.stories[place].key


def mails(given: Newsroom, number: int = 1) -> Edition:
    found = given.editions.latest(f"morning{CORRECTING}{number}")
    assert found
    return found


def broken_off(given: Newsroom, edition: Edition, at: datetime = MORNING) -> Edition:
    """The edition, left by a mailer that went away after the first reader."""
    with pytest.raises(Unavailable):
        publish(given, edition, FakeClock(at), heard)
    return given.editions.find("morning", edition.day) or edition


def clear(given: Newsroom) -> FakeMailer:
    """The mailer, what it took forgotten."""
    mailer = given.mailers[0]
    assert isinstance(mailer, FakeMailer)
    mailer.sent.clear()
    return mailer


def send(given: Newsroom, at: datetime = MORNING) -> list[str]:
    """Who is mailed when somebody sends next."""
    mailer = clear(given)
    mail_corrections(given, FakeClock(at), heard)
    return mailer.recipients


class TestTheRecord:
    def test_a_correction_leaves_the_edition_as_it_is_and_is_told_in_its_record(self) -> None:
        given = room()
        edition = sent(given)
        said = desk.correct(given, edition, key(edition), f" {TEXT}\n", EDITOR)
        assert (said.text, said.headline, said.by) == (TEXT, edition.stories[0].headline, "Bo")
        assert there(given) == edition
        last = given.editions.history(edition)[-1]
        assert (last.action, last.by, last.changes) == (Action.CORRECTED, "Bo", False)
        assert TEXT in last.about
        assert send(given) == []

    def test_said_twice_it_stands_once(self) -> None:
        given = room()
        edition = sent(given)
        first = desk.correct(given, edition, key(edition), TEXT, ADA)
        record = given.editions.history(edition)
        assert desk.correct(given, edition, key(edition), TEXT, EDITOR) == first
        assert given.editions.history(edition) == record
        assert given.corrections.of("morning", DAY) == [first]

    def test_what_nobody_has_is_changed_instead(self) -> None:
        given = room()
        for edition in (replace(let_out(given), id=None), there(given)):
            with pytest.raises(IllegalChange, match="nobody has edition"):
                desk.correct(given, edition, key(edition), TEXT, ADA)

    @pytest.mark.parametrize("words", ["", " \n ", "x" * 1001])
    def test_it_has_to_say_something_in_few_words(self, words: str) -> None:
        given = room()
        edition = sent(given)
        with pytest.raises(IllegalChange, match="a correction"):
            desk.correct(given, edition, key(edition), words, ADA)

    def test_it_is_about_a_story_of_that_edition(self) -> None:
        given = room()
        with pytest.raises(IllegalChange, match="no story 'nothing'"):
            desk.correct(given, sent(given), "nothing", TEXT, ADA)

    def test_only_a_chief_has_it_mailed(self) -> None:
        given = room()
        edition = sent(given)
        with pytest.raises(NotAllowed, match="Bo is an editor"):
            desk.correct(given, edition, key(edition), TEXT, EDITOR, mail=True)
        assert given.corrections.of("morning", DAY) == []


class TestTheNextEdition:
    def test_carries_it_until_one_that_does_has_reached_somebody(self) -> None:
        given = room()
        edition = sent(given)
        said = desk.correct(given, edition, key(edition), TEXT, ADA)
        for days, carried in ((1, True), (2, True), (3, False), (4, False)):
            now = MORNING + timedelta(days=days)
            draft = drafted(given, now)
            assert draft.corrections == ((said,) if carried else ())
            if days == 2:  # the first was never sent
                publish(given, desk.approve(given, draft, Hand("Ada", now)), FakeClock(now), heard)
                assert TEXT in text(given)
        assert given.corrections.waiting("morning") == []

    def test_the_edition_of_the_day_itself_does_not(self) -> None:
        given = room()
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA)
        assert drafted(given, MORNING).corrections == ()

    def test_a_crash_between_sending_and_the_next_draft_loses_and_repeats_nothing(self) -> None:
        """What was carried is read from the editions: there is no mark to be lost."""
        given = room(mailer=FakeMailer(faults={number: Unavailable("away") for number in range(5, 9)}))
        edition = sent(given)
        said = desk.correct(given, edition, key(edition), TEXT, ADA)
        draft = desk.approve(given, drafted(given, TOMORROW), Hand("Ada", TOMORROW))
        assert broken_off(given, draft, TOMORROW).status is EditionStatus.SENDING
        assert given.corrections.waiting("morning") == [said]
        assert drafted(given, TOMORROW + timedelta(days=1)).corrections == ()

    def test_an_editor_leaves_it_out_for_good_and_can_take_it_in(self) -> None:
        given = room()
        edition = sent(given)
        said = desk.correct(given, edition, key(edition), TEXT, ADA)
        draft = drafted(given, TOMORROW)
        without = desk.leave_out(given, draft, said.id or 0, EDITOR)
        assert without.corrections == ()
        assert given.editions.history(without)[-1].action is Action.LEFT_OUT
        assert drafted(given, TOMORROW + timedelta(days=1)).corrections == ()
        with pytest.raises(IllegalChange, match="carries no correction"):
            desk.leave_out(given, without, said.id or 0, EDITOR)

    def test_a_draft_that_was_there_before_takes_it_in(self) -> None:
        given = room()
        edition = sent(given)
        draft = drafted(given, TOMORROW)
        said = desk.correct(given, edition, key(edition), TEXT, ADA)
        assert drafted(given, TOMORROW) == draft
        with_it = desk.carry(given, draft, said.id or 0, EDITOR)
        assert with_it.corrections == (said,)
        assert desk.carry(given, with_it, said.id or 0, EDITOR) == with_it
        assert given.editions.history(with_it)[-1].action is Action.CARRIED
        with pytest.raises(IllegalChange, match="number 99"):
            desk.carry(given, with_it, 99, EDITOR)
        with pytest.raises(IllegalChange, match="earlier edition"):
            desk.carry(given, edition, said.id or 0, EDITOR)


class TestTheMail:
    def test_goes_to_exactly_those_who_have_the_wrong_edition_once(self) -> None:
        faults = {2: DeliveryStatus.REFUSED, 4: DeliveryStatus.UNCERTAIN}
        given = room(readers=5, mailer=FakeMailer(faults=faults))
        edition = sent(given)
        subscribe(given, "later@example.org")
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        assert send(given) == [f"reader{number}@example.org" for number in (0, 2, 3, 4)]
        assert send(given) == []
        assert mails(given).status is EditionStatus.SENT
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        assert send(given) == []

    def test_says_what_was_wrong_in_a_letter_of_its_own(self) -> None:
        given = room()
        given = replace(given, newsletter=replace(given.newsletter, language="fr"))
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        send(given)
        for message in given.mailers[0].sent:  # type: ignore[attr-defined]
            read = email.message_from_bytes(message.data, policy=email.policy.default)
            assert read["Subject"] == f"Rectificatif : {edition.stories[0].headline}"
            assert "morning.news.example.org" in read["List-Id"]
            assert read["Message-ID"].startswith(f"<morning{CORRECTING}1-2026-11-23.")
            body = read.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            assert TEXT in " ".join(body.split())
            assert edition.stories[1].headline not in body
            assert "/leave/" in read["List-Unsubscribe"]

    def test_who_left_or_became_unmailable_meanwhile_is_skipped(self) -> None:
        given = room()
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        given.people.leave(1, MORNING, "a link")  # type: ignore[attr-defined]
        given.people.judge(2, Health.DEAD)  # type: ignore[attr-defined]
        assert send(given) == ["reader2@example.org"]
        tally = given.ledger.tally(mails(given))
        assert (tally.sent, tally.skipped, tally.listed) == (1, 2, 3)

    def test_lives_24_hours_and_then_ends(self) -> None:
        given = room()
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        assert send(given, MORNING + timedelta(hours=24)) == []
        assert mails(given).status is EditionStatus.SENT
        assert given.ledger.tally(mails(given)).skipped == 3

    def test_a_provider_that_is_away_holds_up_nothing_and_is_tried_again(self) -> None:
        given = room()
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        away = replace(given, mailers=(FakeMailer(faults={1: Unavailable("away")}),))
        mail_corrections(away, FakeClock(), heard)
        assert send(given) == [f"reader{number}@example.org" for number in range(3)]

    def test_goes_with_the_next_run_after_the_edition_also_on_a_day_that_fails(self) -> None:
        given = room()
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        clear(given)
        quiet = replace(given, newsletter=replace(given.newsletter, fewest_stories=99))
        with pytest.raises(Exception, match="no edition today"):
            run(quiet, FakeClock(TOMORROW - timedelta(hours=1)), heard)
        assert len(given.mailers[0].sent) == 3  # type: ignore[attr-defined]

    def test_a_running_edition_has_to_stop_first(self) -> None:
        given = room(mailer=FakeMailer(faults={number: Unavailable("away") for number in range(2, 6)}))
        edition = broken_off(given, let_out(given))
        assert edition.status is EditionStatus.SENDING
        with pytest.raises(IllegalChange, match="still going out: hold it"):
            desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        desk.hold(given, edition, ADA)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        had = clear(given)
        mail_corrections(given, FakeClock(), heard)
        assert had.recipients == ["reader0@example.org"]

    def test_the_newsletter_itself_never_meets_it(self) -> None:
        given = room()
        edition = sent(given)
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        send(given)
        assert mails(given).paper == "morning"
        assert given.editions.latest("morning") == there(given)
        assert given.editions.all("morning") == [there(given)]
        assert given.editions.before("morning", TOMORROW.date(), 9) == [there(given)]
        assert given.editions.outings("morning", TOMORROW.date()) == 1

    @pytest.mark.parametrize("step", ["open", "mailed", "revise"])
    def test_what_dies_while_it_is_made_goes_on_when_it_is_asked_for_again(
        self, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nothing goes out before the list is whole, and nobody is left out then."""
        given = room()
        edition = sent(given)
        kind = type({"open": given.ledger, "mailed": given.corrections, "revise": given.editions}[step])
        with monkeypatch.context() as broken:
            broken.setattr(kind, step, _dies)
            with pytest.raises(KeyboardInterrupt):
                desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        assert send(given) == []
        desk.correct(given, edition, key(edition), TEXT, ADA, mail=True)
        assert len(send(given)) == 3
        actions = [one.action for one in given.editions.history(edition)]
        assert actions.count(Action.CORRECTED) == 2


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def drafted(given: Newsroom, now: datetime) -> Edition:
    """The day's draft, of news as fresh as on the first day."""
    said = [replace(one, published=one.published + (now - MORNING)) for one in given.collector.said]  # type: ignore[attr-defined]
    renamed = [replace(one, url=f"{one.url}-{now.day}") for one in said]
    fresh = replace(given, collector=replace(given.collector, said=renamed))  # type: ignore[type-var]
    memoryless = replace(fresh, newsletter=replace(given.newsletter, memory_days=0))
    return prepare(memoryless, now.date(), now, heard)


def text(given: Newsroom) -> str:
    data = given.mailers[0].sent[-1].data  # type: ignore[attr-defined]
    read = email.message_from_bytes(data, policy=email.policy.default)
    return " ".join(read.get_body(("plain",)).get_content().split())  # type: ignore[union-attr]
