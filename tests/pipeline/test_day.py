"""The day with fakes: drafted once, sent once, whatever is done twice and whoever dies in between."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from digest import desk
from digest.errors import NotEnough, SourceIll
from digest.models import Approval, EditionStatus, Page, Tally
from digest.pipeline import prepare, run
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, approved, drafted, heard, room

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
    sealed = desk.approve(given, again, ADA)

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


# ------------------------------------------------------------------ run


def test_run_does_the_whole_day_and_may_be_repeated() -> None:
    """For cron: once or five times, the same morning."""
    given = room()
    for _ in range(3):
        edition, tally = run(given, FakeClock(), heard)

    assert tally == Tally(sent=3)
    assert edition.status is EditionStatus.SENT
    assert edition.sanction.by == "automatic"
    assert len(given.mailers[0].sent) == 3


def test_run_waits_for_an_editor_where_one_is_asked_for() -> None:
    """Drafted, not sent; sent after the approval."""
    given = room(approval=Approval.EDITOR)

    edition, tally = run(given, FakeClock(), heard)
    assert (edition.status, tally) == (EditionStatus.DRAFT, None)

    desk.approve(given, edition, ADA)
    assert run(given, FakeClock(), heard)[1] == Tally(sent=3)


def test_a_held_edition_goes_out_only_after_its_release() -> None:
    """Hold means hold, also for `automatic`."""
    given = room()
    held = desk.hold(given, approved(given), ADA)

    assert run(given, FakeClock(), heard)[1] is None
    assert desk.release(given, held, ADA).status is EditionStatus.APPROVED
    assert run(given, FakeClock(), heard)[1] == Tally(sent=3)


def test_the_day_is_the_newsletters_own() -> None:
    """Five in the morning in London is already the next day in Auckland."""
    letter = replace(room().newsletter, zone="Pacific/Auckland")

    assert letter.day(MORNING.replace(hour=12)) == DAY + timedelta(days=1)
