"""The day with fakes: drafted once, sent once, whatever is done twice and whoever dies in between."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest import desk
from digest.errors import Busy, IllegalChange, NotEnough, SourceIll, Unavailable
from digest.models import Approval, DeliveryStatus, EditionStatus, OnUncertain, Page, Tally
from digest.newsroom import Newsroom, Progress
from digest.pipeline import prepare, publish, run
from digest.reception import erase
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import MORNING, FakeClock, heard, room, subscribe

DAY = date(2026, 11, 23)


def drafted(given: Newsroom):
    return prepare(given, DAY, MORNING, heard)


def approved(given: Newsroom):
    return desk.approve(given, drafted(given), "Ada", MORNING)


# ------------------------------------------------------------------ prepare


def test_the_draft_has_one_story_for_each_event_with_its_source_and_reasons() -> None:
    """Eight events in thirty-six reports become eight stories, explained."""
    edition = drafted(room())

    assert len(edition.stories) == 8
    assert edition.status is EditionStatus.DRAFT
    for story in edition.stories:
        assert story.headline
        assert story.lead
        assert story.source.outlet
        assert story.also
        assert story.factors
    assert edition.subject
    assert edition.preheader


def test_preparing_twice_returns_the_edition_that_is_there() -> None:
    """The second call does not even visit a source."""
    given = room()

    first = drafted(given)

    assert drafted(given) == first
    assert given.collector.visits == 1


def test_a_draft_is_made_anew_on_demand_and_an_approved_edition_is_not() -> None:
    """`--again` never touches what someone approved."""
    given = room()
    drafted(given)

    again = prepare(given, DAY, MORNING + timedelta(hours=1), heard, again=True)
    sealed = desk.approve(given, again, "Ada", MORNING)

    assert again.created == MORNING + timedelta(hours=1)
    assert prepare(given, DAY, MORNING + timedelta(hours=2), heard, again=True) == sealed


def test_the_terms_of_each_source_hold_from_the_settings_to_the_letter() -> None:
    """Of sources for headlines only, nothing else is printed; a line of rights goes with every story."""
    given = room()
    strict = {key: replace(one, quote=0, rights=f"From {one.outlet}") for key, one in given.origins.items()}
    edition = drafted(replace(given, origins=strict))

    assert edition.stories
    for story in edition.stories:
        assert story.lead == ""
        assert story.rights == f"From {story.source.outlet}"
        assert all(claim.supported for claim in story.claims)


def test_one_ill_source_does_not_stop_the_day_and_its_illness_is_stored() -> None:
    """The edition comes out, and `digest status` can say why a source is missing."""
    given = room()
    given.collector.ill["elm"] = "answered 500"

    assert len(drafted(given).stories) == 8
    assert given.archive.conditions()["elm"].ill == "answered 500"


def test_too_few_sources_make_no_edition() -> None:
    """A poor edition is worse than none; the words name the setting."""
    given = room()
    given.collector.ill.update(dict.fromkeys(("alder", "birch", "cedar"), "timed out after 20 s"))

    with pytest.raises(NotEnough, match="only 2 of 5 sources are healthy.*fewest_sources asks for 3"):
        drafted(given)

    assert given.editions.find("morning", DAY) is None


def test_too_few_stories_make_no_edition() -> None:
    """A quiet day is a day without mail, said in words."""
    given = room()
    given.collector.said = [one for one in given.collector.said if "clinic" in one.url]

    with pytest.raises(NotEnough, match="only 1 stories are fit to print.*fewest_stories asks for 4"):
        drafted(given)


def test_a_thin_report_is_read_on_its_page_before_it_is_written() -> None:
    """A feed of titles alone still gives a lead, and the page's text is kept."""
    given = room()
    thin = [one for one in given.collector.said if "clinic" in one.url]
    body = (
        thin[0].summary + " Doctors from three other hospitals came to watch the first operation of the day."
    )
    given.collector.said = [one for one in given.collector.said if "clinic" not in one.url]
    given.collector.said += [replace(one, summary="") for one in thin]
    given.collector.pages = {one.url: Page(body) for one in thin}

    story = next(one for one in drafted(given).stories if "clinic" in one.source.url)

    assert "vaccine" in story.lead
    assert body in {page.text for page in given.archive.read.values()}


def test_a_source_whose_pages_fail_is_left_after_a_few() -> None:
    """Dead links of one site do not hold up the morning."""
    given = room()
    given.collector.said = [replace(one, summary="", source="elm") for one in given.collector.said]
    asked: list[str] = []

    def page(url: str) -> Page:
        asked.append(url)
        raise SourceIll("timed out after 20 s")

    given.collector.page = page
    with contextlib.suppress(NotEnough):
        drafted(given)

    assert len(asked) == 3


def test_what_was_sent_yesterday_does_not_come_back_unchanged() -> None:
    """The same reports on the next day make no second edition."""
    given = room()
    run(given, FakeClock(), heard)
    tomorrow = MORNING + timedelta(hours=20)

    with pytest.raises(NotEnough, match="fit to print"):
        prepare(given, DAY + timedelta(days=1), tomorrow, heard)


# ------------------------------------------------------------------ publish


def test_everyone_gets_one_message_in_their_format() -> None:
    """One message each, to one address each; a lite reader gets text alone."""
    given = room()

    tally = publish(given, approved(given), FakeClock(), heard)

    assert tally == Tally(sent=3)
    assert given.mailer.recipients == [f"reader{number}@example.org" for number in range(3)]
    assert given.editions.find("morning", DAY).status is EditionStatus.SENT
    kinds = [b"multipart/alternative" in message.data for message in given.mailer.sent]
    assert kinds == [True, True, False]


def test_publishing_twice_sends_nothing_twice_and_adds_nobody() -> None:
    """The list is frozen; who subscribes later gets tomorrow's edition."""
    given = room()
    edition = approved(given)
    publish(given, edition, FakeClock(), heard)
    subscribe(given, "late@example.org")

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=3)
    assert len(given.mailer.sent) == 3


def test_a_draft_is_not_sent() -> None:
    """The words say what to do."""
    given = room()

    with pytest.raises(IllegalChange, match="is draft: `digest approve` lets it out"):
        publish(given, drafted(given), FakeClock(), heard)


def test_an_old_edition_is_not_sent() -> None:
    """Yesterday's news stays where it is."""
    given = room()
    edition = approved(given)

    with pytest.raises(IllegalChange, match="older than 24 hours"):
        publish(given, edition, FakeClock(MORNING + timedelta(hours=25)), heard)


def test_what_was_changed_after_approval_is_not_sent() -> None:
    """What is sent is what was approved, to the letter."""
    given = room()
    edition = approved(given)
    given.editions.there["morning", DAY] = replace(edition, subject="Something else")

    with pytest.raises(IllegalChange, match="changed since its approval"):
        publish(given, edition, FakeClock(), heard)
    assert given.mailer.sent == []


def test_with_nobody_subscribed_the_list_is_not_frozen() -> None:
    """The first reader added today still gets today's edition."""
    given = room(readers=0)
    edition = approved(given)

    assert publish(given, edition, FakeClock(), heard) == Tally()
    subscribe(given, "first@example.org")

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=1)


def test_who_leaves_between_listing_and_sending_is_skipped() -> None:
    """Looked up again at the moment of sending."""
    given = room()
    edition = approved(given)
    given.ledger.open(edition, given.people.mailable("morning"))
    given.people.leave(2, MORNING, "one click")

    assert publish(given, edition, FakeClock(), heard) == Tally(sent=2, skipped=1)
    assert "reader1@example.org" not in given.mailer.recipients


def test_who_was_erased_is_skipped_and_what_servers_said_of_them_is_blanked() -> None:
    """Erasure reaches the deliveries."""
    given = room()
    edition = approved(given)
    publish(given, edition, FakeClock(), heard)

    assert erase(given, "reader0@example.org", MORNING)
    assert not erase(given, "nobody@example.org", MORNING)

    assert given.ledger.listing(edition, "sent")[0].reply == ""


def test_a_refused_person_does_not_stop_the_others() -> None:
    """Refused for good, with the server's word."""
    given = room(mailer=FakeMailer(refusing=frozenset({"reader1@example.org"})))

    assert publish(given, approved(given), FakeClock(), heard) == Tally(sent=2, refused=1)


def test_later_means_after_the_others_with_growing_pauses_and_an_end() -> None:
    """A server that says "later" to one person: four tries, then a refusal with its words."""
    faults = dict.fromkeys((1, 4, 5, 6), DeliveryStatus.WAITING)
    given = room(mailer=FakeMailer(faults=faults))
    clock = FakeClock()
    edition = approved(given)

    assert publish(given, edition, clock, heard) == Tally(sent=2, refused=1)
    assert clock.pauses == [60, 300, 900]
    assert "waiting" in given.ledger.listing(edition, "refused")[0].reply


def test_a_mailer_that_serves_nobody_at_all_ends_the_call_at_once() -> None:
    """A wrong password is not waited for; nothing is lost, and the next call goes on."""
    mailer = FakeMailer(faults={1: Unavailable("refused the login")})
    given = room(mailer=mailer)
    edition, clock = approved(given), FakeClock()

    with pytest.raises(Unavailable, match="refused the login"):
        publish(given, edition, clock, heard)

    assert clock.pauses == []
    assert given.ledger.tally(edition) == Tally(waiting=3)
    assert publish(given, edition, clock, heard) == Tally(sent=3)
    assert mailer.entered == 0


def test_a_mailer_that_fails_on_the_way_is_given_time_and_nobody_gets_two() -> None:
    """Before the final dot: tried again. After it: uncertain, and held."""
    faults = {2: Unavailable("dropped"), 3: Unavailable("dropped after the dot", sent_maybe=True)}
    given = room(mailer=FakeMailer(faults=faults))
    clock = FakeClock()

    assert publish(given, approved(given), clock, heard) == Tally(sent=2, uncertain=1)
    assert len(clock.pauses) == 2


def test_a_wish_to_stop_is_honoured_after_the_message_on_the_wire() -> None:
    """Stopped after one, continued later: everyone has one."""
    given = room()
    edition = approved(given)

    assert publish(given, edition, FakeClock(stop_after=1), heard) == Tally(sent=1, waiting=2)
    assert given.editions.find("morning", DAY).status is EditionStatus.SENDING
    assert publish(given, edition, FakeClock(), heard) == Tally(sent=3)
    assert len(given.mailer.sent) == 3


def test_a_hold_stops_a_running_send_and_its_release_goes_on_with_the_rest() -> None:
    """What went out is out; the others wait for a new approval."""
    given = room()
    edition = approved(given)

    def hold_after_one(progress: Progress) -> None:
        if progress.stage == "send" and progress.done == 1:
            desk.hold(given, given.editions.find("morning", DAY))

    assert publish(given, edition, FakeClock(), hold_after_one) == Tally(sent=1, waiting=2)
    held = given.editions.find("morning", DAY)
    assert held.status is EditionStatus.HELD

    again = desk.approve(given, desk.release(given, held), "Ada", MORNING)
    assert publish(given, again, FakeClock(), heard) == Tally(sent=3)


def test_a_kill_in_the_pause_before_a_further_try_leaves_nobody_in_doubt() -> None:
    """Nobody is claimed while we wait."""
    given = room(mailer=FakeMailer(faults={1: DeliveryStatus.WAITING}))
    edition = approved(given)
    clock = FakeClock()

    def killed(seconds: float) -> None:
        raise KeyboardInterrupt

    clock.pause = killed
    with pytest.raises(KeyboardInterrupt):
        publish(given, edition, clock, heard)

    assert given.ledger.tally(edition) == Tally(sent=2, waiting=1)


@pytest.mark.parametrize(
    ("policy", "after", "mails"), [("hold", Tally(sent=2, uncertain=1), 2), ("resend", Tally(sent=3), 3)]
)
def test_what_a_dead_process_left_on_the_wire_is_held_or_sent_again(
    policy: str, after: Tally, mails: int
) -> None:
    """Killed in the middle of a message: uncertain, by the operator's policy."""
    given = room(mailer=FakeMailer(faults={2: KeyboardInterrupt()}))
    given = replace(given, rules=replace(given.rules, on_uncertain=OnUncertain(policy)))
    edition = approved(given)
    with pytest.raises(KeyboardInterrupt):
        publish(given, edition, FakeClock(), heard)

    assert given.ledger.tally(edition) == Tally(sent=1, sending=1, waiting=1)
    assert publish(given, edition, FakeClock(), heard) == after
    assert len(given.mailer.sent) == mails


def test_two_publishers_do_not_work_at_once() -> None:
    """The second is told, and sends nothing."""
    given = room()
    edition = approved(given)

    with given.locks.hold("publish-morning-2026-11-23"), pytest.raises(Busy):
        publish(given, edition, FakeClock(), heard)
    assert given.mailer.sent == []


# ------------------------------------------------------------------ run


def test_run_does_the_whole_day_and_may_be_repeated() -> None:
    """For cron: once or five times, the same morning."""
    given = room()
    for _ in range(3):
        edition, tally = run(given, FakeClock(), heard)

    assert tally == Tally(sent=3)
    assert edition.status is EditionStatus.SENT
    assert edition.sanction.by == "automatic"
    assert len(given.mailer.sent) == 3


def test_run_waits_for_an_editor_where_one_is_asked_for() -> None:
    """Drafted, not sent; sent after the approval."""
    given = room(approval=Approval.EDITOR)

    edition, tally = run(given, FakeClock(), heard)
    assert (edition.status, tally) == (EditionStatus.DRAFT, None)

    desk.approve(given, edition, "Ada", MORNING)
    assert run(given, FakeClock(), heard)[1] == Tally(sent=3)


def test_a_held_edition_goes_out_only_after_release_and_a_new_approval() -> None:
    """Hold means hold, also for `automatic`."""
    given = room()
    held = desk.hold(given, approved(given))

    assert run(given, FakeClock(), heard)[1] is None
    assert desk.release(given, held).status is EditionStatus.DRAFT
    assert run(given, FakeClock(), heard)[1] == Tally(sent=3)


def test_the_day_is_the_newsletters_own() -> None:
    """Five in the morning in London is already the next day in Auckland."""
    letter = replace(room().newsletter, zone="Pacific/Auckland")

    assert letter.day(MORNING.replace(hour=12)) == DAY + timedelta(days=1)
