"""A feed as a source: conditional visits, moved addresses, and what becomes of its entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from digest.errors import SourceIll
from digest.models import Condition, Harvest, Origin
from digest.sources.connection import Network
from digest.sources.feed import Feed
from digest.sources.fetch import Fetcher
from digest.sources.parsing import Parser
from tests.sources.contract import NOW, Outlet, SourceContract
from tests.sources.feeds import AGGREGATOR, ATOM, JSON, RDF, RSS, rss
from tests.sources.web import Reply, Web, fetcher, redirect

ORIGIN = Origin("slate", "The Slate")


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[Fetcher, Parser]]:
    with fetcher(deadline=5) as client, Parser() as parser:
        yield client, parser


@pytest.fixture
def feed(web: Web, tools: tuple[Fetcher, Parser]) -> Feed:
    return Feed(ORIGIN, web.url("/feed"), *tools)


class TestFeed(SourceContract):
    @pytest.fixture
    def outlet(self, web: Web, feed: Feed) -> Outlet:
        web.pages["/feed"] = Reply(RSS)
        return Outlet(feed, lambda: web.pages.update({"/feed": Reply(status=500)}))


def visit(web: Web, feed: Feed, body: bytes, condition: Condition | None = None, **headers: str) -> Harvest:
    web.pages["/feed"] = Reply(
        body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    return feed.harvest(condition or Condition(), NOW)


# ------------------------------------------------------------------ entries to articles


def test_an_entry_becomes_an_article(web: Web, feed: Feed) -> None:
    article = visit(web, feed, RSS).articles[0]
    assert article.url == "https://slate.example/1"
    assert article.title == "Quarry at Eastmoor to close & be flooded"
    assert article.published == datetime(2031, 5, 6, 5, 30, tzinfo=UTC)
    assert (article.source, article.outlet, article.language) == ("slate", "The Slate", "en")
    assert article.summary == "The quarry will close."
    assert article.body.startswith(article.summary + "\n")
    assert (article.categories, article.undated) == (("Mining", "Eastmoor"), False)


@pytest.mark.parametrize(("body", "language"), [(ATOM, "fr"), (RDF, "de"), (JSON, "en")])
def test_every_form_of_feed_gives_articles(web: Web, feed: Feed, body: bytes, language: str) -> None:
    harvest = visit(web, feed, body)
    assert harvest.articles[0].language == language
    assert harvest.condition.entries == len(harvest.articles)


def test_the_configured_language_wins(web: Web, tools: tuple[Fetcher, Parser]) -> None:
    feed = Feed(Origin("slate", "The Slate", language="cy"), web.url("/feed"), *tools)
    assert visit(web, feed, ATOM).articles[0].language == "cy"


def test_a_feed_that_is_no_source_yet_says_what_it_would_give(
    web: Web, tools: tuple[Fetcher, Parser]
) -> None:
    """Its own title and language, and its entries; or, as an error in words, why nothing."""
    web.pages["/feed"] = Reply(ATOM)
    offer = Feed(Origin("offer", ""), web.url("/feed"), *tools).offer(NOW)
    assert (bool(offer.title), offer.language) == (True, "fr")
    assert offer.articles[0].title

    web.pages["/feed"] = Reply(b"<!doctype html><html><title>No feed</title></html>")
    with pytest.raises(SourceIll, match="page"):
        Feed(Origin("offer", ""), web.url("/feed"), *tools).offer(NOW)
    web.pages["/feed"] = Reply(status=404)
    with pytest.raises(SourceIll, match="404"):
        Feed(Origin("offer", ""), web.url("/feed"), *tools).offer(NOW)


class Everywhere(Network):
    """Every name leads to this machine."""

    def resolve(self, host: str, port: int) -> list[str]:
        return ["127.0.0.1"]


@pytest.mark.parametrize(
    ("host", "link", "outlet"),
    [
        ("news.google.com", "news.google.com", "The Gravel"),
        ("liar.example", "news.google.com", "The Slate"),
        ("news.google.com", "liar.example", "The Slate"),
        ("news.google.com.liar.example", "news.google.com.liar.example", "The Slate"),
    ],
)
def test_only_a_carriers_own_feed_names_the_outlet_that_wrote_an_article(
    web: Web, host: str, link: str, outlet: str
) -> None:
    body = AGGREGATOR.replace(b"The Slate", b"The Gravel").replace(b"news.example", link.encode())
    with fetcher(deadline=5, network=Everywhere()) as client, Parser() as parser:
        feed = Feed(ORIGIN, f"http://{host}:{web.port}/feed", client, parser)
        (article,) = visit(web, feed, body).articles
    assert (article.outlet, article.title) == (outlet, "Quarry closes")
    assert article.url == f"https://{link}/rss/articles/abc?oc=5"


def test_the_outlets_own_name_behind_a_title_is_left_out(web: Web, feed: Feed) -> None:
    titles = ["Quarry closes - the slate", "Quarry closes | The Slate", "The Slate", "Quarry - closes"]
    items = [
        f"<title>{title}</title><link>https://slate.example/{n}</link>" for n, title in enumerate(titles)
    ]
    found = [article.title for article in visit(web, feed, rss(*items)).articles]
    assert found == ["Quarry closes", "Quarry closes", "The Slate", "Quarry - closes"]


@pytest.mark.parametrize(
    ("date", "published", "undated"),
    [
        ("", NOW, True),
        ("<pubDate>yesterday, or so</pubDate>", NOW, True),
        ("<pubDate>Tue, 06 May 2031 06:50:00 GMT</pubDate>", NOW + timedelta(minutes=50), False),
        ("<pubDate>Tue, 06 May 2031 07:01:00 GMT</pubDate>", NOW, True),
        ("<pubDate>Wed, 01 Jan 2099 00:00:00 GMT</pubDate>", NOW, True),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", datetime(1970, 1, 1, tzinfo=UTC), False),
        ("<pubDate>Mon, 05 May 2031 23:30:00 -0600</pubDate>", NOW - timedelta(minutes=30), False),
        ("<pubDate>Mon, 01 Jan 9999 00:00:00 -1400</pubDate>", NOW, True),
    ],
)
def test_times_are_taken_where_they_can_be(
    web: Web, feed: Feed, date: str, published: Any, undated: bool
) -> None:
    (article,) = visit(
        web, feed, rss(f"<title>One</title><link>https://slate.example/1</link>{date}")
    ).articles
    assert (article.published, article.undated) == (published, undated)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/1</link>", "/1"),
        ("<link>?id=1</link>", "/feed?id=1"),
        ("<guid>https://slate.example/1</guid>", "https://slate.example/1"),
        ("<guid isPermaLink='false'>https://slate.example/1</guid>", "https://slate.example/1"),
        ("<link>javascript:alert(1)</link><guid>https://slate.example/1</guid>", "https://slate.example/1"),
    ],
)
def test_the_address_of_an_entry_is_found(web: Web, feed: Feed, item: str, url: str) -> None:
    (article,) = visit(web, feed, rss(f"<title>One</title>{item}")).articles
    assert article.url == (web.url(url) if url.startswith("/") else url)


def test_an_entry_without_address_or_words_is_dropped(web: Web, feed: Feed) -> None:
    link = "<link>https://slate.example/1</link>"
    assert (
        visit(web, feed, rss("<title>One</title>", "<guid>17</guid><title>Two</title>", link)).articles == ()
    )


def test_an_entry_without_title_is_named_by_its_first_sentence(web: Web, feed: Feed) -> None:
    text = "<description>The quarry closes. Nobody objected.</description>"
    (article,) = visit(web, feed, rss(f"<link>https://slate.example/1</link>{text}")).articles
    assert article.title == "The quarry closes."
    long = f"<description>{'very ' * 60}long</description>"
    (article,) = visit(web, feed, rss(f"<link>https://slate.example/1</link>{long}")).articles
    assert len(article.title) <= 120


def test_the_first_of_two_entries_with_one_address_stays(web: Web, feed: Feed) -> None:
    link = "<link>https://slate.example/1{}</link>"
    items = [f"<title>{n}</title>{link.format(mark)}" for n, mark in enumerate(("", "?utm_source=x", "#top"))]
    articles = visit(
        web, feed, rss(*items, "<title>Other</title><link>https://slate.example/2</link>")
    ).articles
    assert [(article.title, article.position) for article in articles] == [("0", 0), ("Other", 1)]


def test_of_a_long_feed_the_newest_are_taken(web: Web, tools: tuple[Fetcher, Parser]) -> None:
    feed = Feed(ORIGIN, web.url("/feed"), *tools, most_entries=2)
    items = [
        f"<title>{hour}</title><link>https://slate.example/{hour}</link>"
        f"<pubDate>Tue, 06 May 2031 0{hour}:00:00 GMT</pubDate>"
        for hour in (1, 4, 2, 5)
    ]
    assert [article.title for article in visit(web, feed, rss(*items)).articles] == ["4", "5"]


def test_lengths_are_bounded(web: Web, feed: Feed) -> None:
    words = "word " * 9_000
    item = f"<title>{words}</title><link>https://slate.example/1</link><description>{words}</description>"
    (article,) = visit(web, feed, rss(item)).articles
    assert len(article.title) <= 300
    assert len(article.summary) <= 2_000 < 19_000 < len(article.body) <= 20_000


# ------------------------------------------------------------------ visits


def test_the_next_visit_asks_whether_anything_is_new(web: Web, feed: Feed) -> None:
    condition = visit(web, feed, RSS, ETag='W/"a"', Last_Modified="Tue, 06 May 2031 05:00:00 GMT").condition
    web.pages["/feed"] = Reply(status=304)
    harvest = feed.harvest(condition, NOW + timedelta(days=1))
    assert (harvest.unchanged, harvest.healthy, harvest.articles) == (True, True, ())
    assert harvest.condition.succeeded == NOW + timedelta(days=1)
    assert harvest.condition.etag == condition.etag
    assert web.seen[1][1]["If-None-Match"] == 'W/"a"'
    assert web.seen[1][1]["If-Modified-Since"] == "Tue, 06 May 2031 05:00:00 GMT"


@pytest.mark.parametrize("etag", ['"\xe9"', '"' + "a" * 600 + '"', '"\x07"'])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(web: Web, feed: Feed, etag: str) -> None:
    condition = visit(web, feed, RSS, ETag=etag).condition
    assert (condition.ill, condition.etag) == ("", "")
    assert feed.harvest(condition, NOW).healthy


def test_validators_of_a_page_that_was_no_feed_are_not_kept(web: Web, feed: Feed) -> None:
    harvest = visit(web, feed, b"<html>Back soon", ETag='"maintenance"')
    assert harvest.condition.ill == "is a web page, not a feed"
    assert harvest.condition.etag == ""


def test_a_moved_feed_is_asked_at_its_new_address(web: Web, feed: Feed) -> None:
    web.pages |= {"/feed": redirect("/new", 301), "/new": Reply(RSS)}
    condition = feed.harvest(Condition(), NOW).condition
    assert condition.moved_to == web.url("/new")
    assert feed.harvest(condition, NOW).condition.moved_to == web.url("/new")
    assert [path for path, _ in web.seen] == ["/feed", "/new", "/new"]


def test_a_move_to_what_is_no_feed_is_not_remembered(web: Web, feed: Feed) -> None:
    web.pages |= {"/feed": redirect("/login", 301), "/login": Reply(b"<html>Log in")}
    assert feed.harvest(Condition(), NOW).condition.moved_to == ""


def test_a_new_address_that_fails_is_given_up_for_the_old_one(web: Web, feed: Feed) -> None:
    web.pages["/feed"] = Reply(RSS)
    condition = feed.harvest(Condition(moved_to=web.url("/lost")), NOW).condition
    assert (condition.ill, condition.moved_to) == ("answered 404", "")
    assert feed.harvest(condition, NOW).healthy


def test_gone_retires_the_feed(web: Web, feed: Feed) -> None:
    web.pages["/feed"] = Reply(status=410)
    condition = feed.harvest(Condition(), NOW).condition
    assert (condition.retired, condition.ill) == (False, "answered 410 (gone), seen once")
    for _ in range(2):
        condition = feed.harvest(condition, NOW).condition
    assert condition.retired
    assert condition.ill == "answered 410 (gone for good)"


def test_an_address_that_is_closed_to_us_is_an_illness(tools: tuple[Fetcher, Parser]) -> None:
    harvest = Feed(ORIGIN, "http://10.0.0.1/feed", *tools).harvest(Condition(), NOW)
    assert "not a public address" in harvest.condition.ill


def test_an_empty_feed_is_well(web: Web, feed: Feed) -> None:
    harvest = visit(web, feed, rss())
    assert (harvest.healthy, harvest.articles) == (True, ())
