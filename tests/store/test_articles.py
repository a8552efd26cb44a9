"""The archive: an article is one per source and URL, whatever its source does with it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.models import Condition, Page
from tests.store.rooms import NOW, Stores, article, harvest

LONG_AGO = NOW - timedelta(days=400)


def test_an_article_comes_back_as_it_was_kept(stores: Stores) -> None:
    kept = article(body="Längerer Text.\nZweite Zeile.", language="de", undated=True)
    assert stores.archive.keep(harvest(kept)) == 1
    assert stores.archive.articles(["courier"], LONG_AGO) == [kept]


def test_only_the_asked_sources_and_days_come_back_latest_first(stores: Stores) -> None:
    old = article(1, published=NOW - timedelta(days=3))
    new = [article(number, published=NOW - timedelta(hours=number)) for number in (3, 2)]
    stores.archive.keep(harvest(old, *new))
    stores.archive.keep(harvest(article(9, source="post"), source="post"))
    assert stores.archive.articles(["courier"], NOW - timedelta(days=1)) == [new[1], new[0]]
    assert stores.archive.articles([], LONG_AGO) == []


def test_the_last_articles_of_a_source_come_back_latest_first(stores: Stores) -> None:
    many = [article(number, published=NOW - timedelta(hours=number)) for number in (3, 1, 2)]
    stores.archive.keep(harvest(*many))
    stores.archive.keep(harvest(article(9, source="post"), source="post"))
    assert stores.archive.latest("courier", 2) == [many[1], many[2]]
    assert stores.archive.latest("nobody", 2) == []


def test_every_source_that_brought_an_address_is_named(stores: Stores) -> None:
    """Feeds of one outlet overlap; none is idle because another came first."""
    stores.archive.keep(harvest(article(1), article(2)))
    stores.archive.keep(harvest(article(1, source="post"), source="post"))
    one, two, three = (article(number).url for number in (1, 2, 3))
    assert stores.archive.bringers([one, two, three, one]) == {
        one: frozenset({"courier", "post"}),
        two: frozenset({"courier"}),
    }
    assert stores.archive.bringers([]) == {}


def test_what_was_known_at_an_hour_comes_back_without_what_came_later(stores: Stores) -> None:
    """A day can be drafted again as it stood; seen again later, an article stays known since it was found."""
    later = NOW + timedelta(hours=1)
    stores.archive.keep(harvest(article(1)))
    stores.archive.keep(harvest(article(1), article(2), at=later))
    assert [one.url for one in stores.archive.articles(["courier"], LONG_AGO, known=NOW)] == [article(1).url]
    assert len(stores.archive.articles(["courier"], LONG_AGO, known=later)) == 2


def test_what_was_published_after_an_hour_can_be_left_out(stores: Stores) -> None:
    """A day long past is looked at without all the days since."""
    stores.archive.keep(harvest(article(1), article(2, published=NOW)))
    until = NOW - timedelta(minutes=1)
    assert [one.url for one in stores.archive.articles(["courier"], LONG_AGO, until)] == [article(1).url]


def test_keeping_the_same_harvest_twice_adds_nothing(stores: Stores) -> None:
    both = harvest(article(1), article(2))
    assert stores.archive.keep(both) == 2
    assert stores.archive.keep(both) == 0
    assert len(stores.archive.articles(["courier"], LONG_AGO)) == 2


def test_the_same_url_is_another_article_at_another_source_and_twice_in_a_feed_the_first(
    stores: Stores,
) -> None:
    first, again = article(1, position=0), article(1, position=7, title="The same below")
    assert stores.archive.keep(harvest(first, again)) == 1
    assert stores.archive.keep(harvest(article(1, source="post"), source="post")) == 1
    assert stores.archive.articles(["courier"], LONG_AGO) == [first]


def test_an_article_seen_again_takes_the_latest_words_and_place(stores: Stores) -> None:
    stores.archive.keep(harvest(article(1)))
    later = article(1, title="Ferry line reopens after storm", summary="Two boats.", position=12)
    stores.archive.keep(harvest(later))
    assert stores.archive.articles(["courier"], LONG_AGO) == [later]


@pytest.mark.parametrize(
    ("first", "again", "stands"),
    [
        ((2, False), (1, False), (2, False)),  # dated anew: no news
        ((1, False), (2, False), (2, False)),  # dated back: the source knows
        ((2, True), (1, True), (2, True)),  # dateless twice: when we first saw it
        ((2, True), (1, False), (1, False)),  # at last a date of its own
        ((2, False), (1, True), (2, False)),  # lost its date: the known one stays
    ],
)
def test_the_date_of_an_article_is_the_first_that_is_known(
    stores: Stores, first: tuple[int, bool], again: tuple[int, bool], stands: tuple[int, bool]
) -> None:
    for hours, undated in (first, again):
        stores.archive.keep(harvest(article(published=NOW - timedelta(hours=hours), undated=undated)))
    [kept] = stores.archive.articles(["courier"], LONG_AGO)
    assert (kept.published, kept.undated) == (NOW - timedelta(hours=stands[0]), stands[1])


def test_what_a_page_says_is_kept_beside_what_the_feed_says(stores: Stores) -> None:
    """Selection reads feeds alone: a day drafted again must not depend on which pages were read."""
    stores.archive.keep(harvest(article(1, body="Short."), article(2)))
    page = Page("The whole text of the page.", trail=("Home", "Hills"), rights="First published elsewhere.")
    stores.archive.fill(article(1).url, page)
    stores.archive.keep(harvest(article(1, body="Short.", summary="")))
    kept = {one.url: one for one in stores.archive.articles(["courier"], LONG_AGO)}
    assert (kept[article(1).url].body, kept[article(1).url].summary) == ("Short.", "Boats run again.")
    assert stores.archive.pages([article(1).url, article(2).url]) == {article(1).url: page}


def test_the_condition_of_a_source_is_what_the_last_visit_left(stores: Stores) -> None:
    stores.archive.keep(harvest(article(1), etag='"a"', entries=1))
    ill = Condition(
        etag='"a"',
        modified="Thu, 13 Aug 2026 04:30:00 GMT",
        moved_to="https://courier.example/feed",
        checked=NOW,
        failures=3,
        ill="timed out",
        not_before=NOW + timedelta(hours=1),
        retired=True,
        entries=4,
    )
    stores.archive.keep(replace(harvest(), condition=ill))
    stores.archive.keep(harvest(source="post"))
    assert stores.archive.conditions() == {
        "courier": ill,
        "post": Condition(checked=NOW, succeeded=NOW),
    }


def test_old_articles_are_forgotten_once_their_source_lists_them_no_more(stores: Stores) -> None:
    old = NOW - timedelta(days=40)
    gone, listed = article(1, published=old), article(2, published=old)
    stores.archive.keep(harvest(gone, listed, at=old))
    stores.archive.keep(harvest(listed, article(3), at=NOW))
    assert stores.archive.prune(NOW - timedelta(days=30)) == 1
    assert {one.url for one in stores.archive.articles(["courier"], LONG_AGO)} == {listed.url, article(3).url}
    assert stores.archive.prune(NOW - timedelta(days=30)) == 0


def test_a_dateless_article_does_not_come_back_as_news_after_a_month_of_unchanged_feeds(
    stores: Stores,
) -> None:
    first = NOW - timedelta(days=40)
    stores.archive.keep(harvest(article(1, published=first, undated=True), at=first))
    stores.archive.keep(replace(harvest(at=NOW), unchanged=True))
    stores.archive.prune(NOW - timedelta(days=30))
    assert stores.archive.keep(harvest(article(1, published=NOW, undated=True), article(2))) == 1
    [old] = [one for one in stores.archive.articles(["courier"], LONG_AGO) if one.url == article(1).url]
    assert old.published == first


def test_nul_and_broken_surrogates_do_not_stop_a_harvest(database) -> None:
    from digest.store.articles import Archive

    archive = Archive(database)
    hostile = article(1, title="a\0b\ud800c", categories=("x\0", "\udfff"))
    assert archive.keep(harvest(hostile, etag="\0\ud800")) == 1
    assert archive.keep(harvest(hostile)) == 0
    assert archive.articles(["courier"], LONG_AGO)[0].title == "ab?c"


def test_a_feed_of_five_thousand_entries_is_kept_whole(database) -> None:
    from digest.store.articles import Archive

    archive = Archive(database)
    many = harvest(*[article(number) for number in range(5000)])
    assert archive.keep(many) == 5000
    assert archive.keep(many) == 0


def test_a_stub_takes_nothing_away_from_a_page_that_was_read_whole(stores: Stores) -> None:
    """A paywall that fell since, and a page without a trail."""
    stores.archive.keep(harvest(article(1)))
    stores.archive.fill(article(1).url, Page("A page.", trail=("Home",), rights="CC"))
    stores.archive.fill(article(1).url, Page("Stub."))
    kept = stores.archive.pages([article(1).url])
    assert kept == {article(1).url: Page("A page.", trail=("Home",), rights="CC")}


def test_a_page_is_one_whichever_sources_brought_its_article(stores: Stores) -> None:
    """Two feeds of one outlet carry the same report, and one page."""
    for source in ("courier", "post"):
        stores.archive.keep(harvest(article(1), source=source))
    stores.archive.fill(article(1).url, Page("The whole text of the page."))
    assert stores.archive.pages([article(1).url]) == {article(1).url: Page("The whole text of the page.")}


def test_the_mark_of_reports_changes_with_what_they_say_and_with_nothing_else(stores: Stores) -> None:
    archive = stores.archive
    urls = [article(number).url for number in (1, 2, 3)]
    marks = [archive.mark(urls)]

    def changed() -> bool:
        marks.append(archive.mark(urls))
        assert archive.mark([*reversed(urls), *urls]) == marks[-1]
        return marks[-1] != marks[-2]

    assert archive.mark([]) == archive.mark([])
    archive.keep(harvest(article(1), article(2)))
    assert changed()
    later = NOW + timedelta(hours=1)
    archive.keep(harvest(article(2, position=7), article(1, position=8), article(9), at=later))
    assert not changed()  # seen again at another place, beside another one
    archive.keep(harvest(article(1, title="Another title"), at=later))
    assert changed()
    archive.fill(urls[0], Page("What the page says."))
    assert changed()
    archive.fill(urls[0], Page("What the page says."))
    assert not changed()
    archive.fill(urls[0], Page("What the page says now is more."))
    assert changed()
    archive.keep(harvest(article(3)))
    assert changed()
    archive.keep(harvest(article(7), at=later + timedelta(days=90)))
    archive.prune(later + timedelta(days=60))
    assert archive.reports(urls) == []
    assert changed()
