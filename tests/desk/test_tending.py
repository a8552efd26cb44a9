"""Tending the sources: how each does, a look at a new one, and changes that say what they are."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from digest.desk import approve, as_configured, look_at, standings, tend, tried
from digest.errors import Conflict, IllegalChange, SourceIll
from digest.models import (
    Added,
    Change,
    Condition,
    Filed,
    Harvest,
    Listing,
    Offer,
    Paused,
    Quota,
    Removed,
    Role,
    Weighed,
    Wish,
)
from digest.newsroom import Newsroom
from digest.pipeline import prepare, publish
from tests.pipeline.room import ADA, DAY, MORNING, FakeClock, drafted, heard, room

EDITOR = replace(ADA, name="Bo", role=Role.EDITOR)
ADDRESS = "https://fir.example/feed"


def tended(given: Newsroom, *changes: Change) -> tuple[str, ...]:
    return tend(given, changes, given.configuration.setup().seen, EDITOR)


def test_a_source_stands_with_its_health_its_latest_and_its_use() -> None:
    """What an editor asks before they weigh it."""
    given = room()
    publish(given, approve(given, drafted(given), ADA), FakeClock(), heard)
    edition = given.editions.find("morning", DAY)
    assert edition

    alder = standings(given, DAY, latest=3)[0]

    told = [
        story
        for story in edition.stories
        if "Alder Post" in (story.source.outlet, *(one.outlet for one in story.also))
    ]
    assert (alder.state, alder.why) == ("well", "")
    assert len(alder.latest) == 3
    assert alder.latest == tuple(sorted(alder.latest, key=lambda one: one.published, reverse=True))
    assert (alder.use.stories, alder.use.of, alder.use.editions) == (len(told), len(edition.stories), 1)
    assert alder.use.share == len(told) / len(edition.stories) > 0


def test_a_report_that_two_sources_brought_is_used_of_both() -> None:
    """One outlet's feeds overlap: neither is idle because the other came first."""
    given = room()
    publish(given, approve(given, drafted(given), ADA), FakeClock(), heard)
    edition = given.editions.find("morning", DAY)
    assert edition
    story = next(one for one in edition.stories if one.source.outlet != "Elm Observer")
    [report] = given.archive.reports([story.source.url])
    before = standings(given, DAY)[-1].use.stories
    also = {one.outlet for one in story.also}

    given.archive.keep(Harvest("elm", (report,), Condition(checked=MORNING, succeeded=MORNING)))

    assert standings(given, DAY)[-1].use.stories == before + ("Elm Observer" not in also)


def test_a_forgotten_report_counts_for_the_outlet_it_names() -> None:
    """The archive is pruned; the editions stay."""
    given = room()
    publish(given, approve(given, drafted(given), ADA), FakeClock(), heard)
    before = [one.use for one in standings(given, DAY)]
    given.archive.kept.clear()  # type: ignore[attr-defined]

    assert [one.use for one in standings(given, DAY)] == before


def test_every_state_has_its_word() -> None:
    """And an ill source says why."""
    given = room()
    for key, condition in {
        "birch": Condition(checked=MORNING, ill="answered 503", failures=2),
        "cedar": Condition(checked=MORNING, ill="answered 410", retired=True),
        "dogwood": Condition(checked=MORNING, succeeded=MORNING),
    }.items():
        given.archive.keep(Harvest(key, (), condition))
    tended(given, Paused("elm", paused=True))

    states = {one.source.key: (one.state, one.why) for one in standings(given, DAY)}

    assert states == {
        "alder": ("new", ""),
        "birch": ("ill", "answered 503"),
        "cedar": ("gone", "answered 410"),
        "dogwood": ("well", ""),
        "elm": ("paused", ""),
    }
    assert {one.use.share for one in standings(given, DAY)} == {0.0}


def test_what_an_editor_keeps_is_told_logged_and_entered(caplog: pytest.LogCaptureFixture) -> None:
    """Both roles may; whose it was stands with it."""
    given = room()
    with caplog.at_level(logging.INFO, "digest.desk"):
        about = tended(
            given,
            Weighed("alder", 0.5),
            Filed("alder", "africa"),
            Paused("birch", paused=True),
            Removed("cedar"),
            Added("Fir Weekly", f"{ADDRESS}?key=secret"),
            Quota("asia", 6),
            Listing(Wish.PIN, ("Sudan",)),
        )

    assert about == (
        "Alder Post: weight 0.5 instead of 1",
        "Alder Post: section Africa",
        "Birch Times: paused",
        "Cedar Wire: removed",
        "Fir Weekly: added, from fir.example",
        "Asia: at most 6 stories instead of 4",
        "pinned words: + Sudan",
    )
    assert [one.about for one in given.configuration.kept(20)] == list(reversed(about))
    assert {one.by for one in given.configuration.kept(20)} == {"Bo"}
    assert "Bo changed the configuration: Birch Times: paused" in caplog.text
    assert "secret" not in caplog.text


def test_what_stands_already_is_no_change() -> None:
    """A form sent as it came keeps nothing, and enters nothing."""
    given = room()
    before = given.configuration.setup()

    assert tended(given, Weighed("alder", 1.0), Quota("asia", 4), Listing(Wish.BLOCK, ())) == ()

    assert given.configuration.setup() == before
    assert given.configuration.kept(9) == []


def test_the_newsroom_is_as_configured_from_then_on() -> None:
    """A paused source drafts nothing of the next edition."""
    given = room()
    tended(given, Paused("alder", paused=True), Quota("africa", 1))

    now = as_configured(given)
    edition = prepare(now, DAY, MORNING, heard)

    assert "alder" not in now.origins
    named = {one.outlet for story in edition.stories for one in (story.source, *story.also)}
    assert named
    assert "Alder Post" not in named


def test_the_second_of_two_hands_is_told() -> None:
    """And what the first kept stands."""
    given = room()
    seen = given.configuration.setup().seen
    tended(given, Quota("asia", 6))

    with pytest.raises(Conflict):
        tend(given, [Quota("asia", 2)], seen, EDITOR)

    assert tried(given, []).newsletter.sections[3].most == 6


def test_a_look_at_a_feed_keeps_nothing() -> None:
    """What it gives, or in words why not."""
    given = room()
    offer = Offer("Fir Weekly", "en", ())
    given.collector.offers[ADDRESS] = offer  # type: ignore[attr-defined]

    assert look_at(given, ADDRESS, MORNING) == offer
    with pytest.raises(SourceIll, match="404"):
        look_at(given, "https://fir.example/none", MORNING + timedelta(hours=1))
    assert given.archive.conditions() == {}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "env:HOME",
        "//fir.example/feed",
        "https://",
        "https://[::1",
        "https://fir.example/a b",
        "https://fir.example/\r\nHost: other",
        "https://fir.example/" + "a" * 2000,
        "",
    ],
)
def test_what_is_no_address_is_neither_looked_at_nor_added(url: str) -> None:
    """Said before anything is asked of anybody."""
    given = room()
    given.collector.offers[url] = Offer("", "", ())  # type: ignore[attr-defined]
    with pytest.raises(IllegalChange, match="no address of a feed"):
        look_at(given, url, MORNING)
    with pytest.raises(IllegalChange, match="no address of a feed"):
        tended(given, Added("Fir", url))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Added("", ADDRESS), "needs a name"),
        (Added("a" * 81, ADDRESS), "needs a name"),
        (Added("two\nlines", ADDRESS), "needs a name"),
        (Added("\N{RIGHT-TO-LEFT OVERRIDE}gnorw", ADDRESS), "needs a name"),
        (Weighed("alder", 0.0), "above 0"),
        (Weighed("alder", float("nan")), "above 0"),
        (Weighed("alder", 101.0), "at most 100"),
        (Quota("asia", -1), "0 to 50"),
        (Quota("asia", 51), "0 to 50"),
        (Quota("moon", 5), "any more"),
        (Paused("fir", paused=True), "any more"),
        (Listing(Wish.BLOCK, ("a\tb",)), "one line"),
        (Listing(Wish.BLOCK, ("a" * 61,)), "one line"),
        (Listing(Wish.BLOCK, (" ",)), "one line"),
        (Listing(Wish.BLOCK, tuple(map(str, range(501)))), "at most 500"),
    ],
)
def test_what_nobody_can_mean_is_refused_in_words(change: Change, words: str) -> None:
    """And nothing is kept."""
    given = room()
    with pytest.raises(IllegalChange, match=words):
        tended(given, change)
    assert given.configuration.kept(9) == []
