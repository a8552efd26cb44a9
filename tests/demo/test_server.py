"""The newswire over HTTP: feeds that parse, pages that hold their article, validators, faults."""

import io
import json
import time
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

import feedparser
import pytest
import requests
import trafilatura

from digest.demo.server import Newswire, sources_toml
from digest.demo.wire import Outlet

NOW = datetime(2026, 3, 11, 5, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def newswire() -> Iterator[Newswire]:
    with Newswire(NOW, 2) as wire:
        yield wire


def outlet(newswire: Newswire, key: str) -> Outlet:
    return next(outlet for outlet in newswire.wire.outlets if outlet.key == key)


def get(newswire: Newswire, key: str, **headers: str) -> requests.Response:
    named = outlet(newswire, key).name
    url = next(str(source["url"]) for source in newswire.sources() if source["name"] == named)
    return requests.get(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}, timeout=5
    )


def entries(answer: requests.Response) -> list[dict[str, object]]:
    if "json" in answer.headers["Content-Type"]:
        return list(json.loads(answer.content)["items"])
    return list(feedparser.parse(io.BytesIO(answer.content)).entries)


def test_every_kind_of_feed_is_served_and_lists_all_its_articles(newswire: Newswire) -> None:
    for each in newswire.wire.outlets:
        if each.fault in ("", "slow", "moved"):
            assert len(entries(get(newswire, each.key))) == len(newswire.wire.listed(each)), each.key
    assert {each.feed for each in newswire.wire.outlets} == {"rss", "atom", "rdf", "json"}


@pytest.mark.parametrize(
    ("key", "version"),
    [("meridian-wire", "rss20"), ("field-relief", "atom10"), ("northgate-gazette", "rss10")],
)
def test_xml_feeds_are_well_formed_and_what_they_say_they_are(
    newswire: Newswire, key: str, version: str
) -> None:
    parsed = feedparser.parse(io.BytesIO(get(newswire, key).content))
    assert (parsed.version, parsed.bozo) == (version, False)
    assert all(entry.title and entry.link and _dated(entry) for entry in parsed.entries)


def test_the_json_feed_is_version_1_1_with_dates_and_texts(newswire: Newswire) -> None:
    feed = json.loads(get(newswire, "monsoon-monitor").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for entry in feed["items"]:
        assert datetime.fromisoformat(entry["date_published"]).tzinfo
        assert entry["id"]
        assert entry["title"]
        assert entry["content_html"]


def test_feeds_with_titles_only_and_feeds_with_full_texts_are_there(newswire: Newswire) -> None:
    assert not any(entry.get("summary") for entry in entries(get(newswire, "lantern-quay")))
    assert all(entry.get("content") for entry in entries(get(newswire, "cordillera-ledger")))


def test_a_cut_feed_is_malformed_and_keeps_the_entries_before_the_cut(newswire: Newswire) -> None:
    parsed = feedparser.parse(io.BytesIO(get(newswire, "old-quarter").content))
    listed = newswire.wire.listed(outlet(newswire, "old-quarter"))
    assert parsed.bozo
    assert [entry.title for entry in parsed.entries[: len(listed) - 1]] == [a.title for a in listed[:-1]]


def test_one_outlet_is_down_one_has_moved_and_one_is_slow(newswire: Newswire) -> None:
    assert get(newswire, "saltmarsh-observer").status_code == 500
    assert [hop.status_code for hop in get(newswire, "plainspoken").history] == [301]
    started = time.monotonic()
    assert get(newswire, "farshore-report").ok
    assert time.monotonic() - started >= 0.3


def test_a_known_etag_is_answered_with_304_and_no_body(newswire: Newswire) -> None:
    etag = get(newswire, "meridian-wire").headers["ETag"]
    for known in (etag, f'"old", W/{etag}'):
        answer = get(newswire, "meridian-wire", If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == etag
    assert get(newswire, "meridian-wire", If_None_Match='"old"').status_code == 200


def test_a_known_date_is_answered_with_304(newswire: Newswire) -> None:
    modified = get(newswire, "meridian-wire").headers["Last-Modified"]
    assert get(newswire, "meridian-wire", If_Modified_Since=modified).status_code == 304
    assert (
        get(newswire, "meridian-wire", If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status_code == 200
    )
    assert get(newswire, "meridian-wire", If_Modified_Since="soon").status_code == 200


def test_an_etag_that_matches_nothing_outweighs_a_date_that_would(newswire: Newswire) -> None:
    modified = get(newswire, "meridian-wire").headers["Last-Modified"]
    both = get(newswire, "meridian-wire", If_None_Match='"old"', If_Modified_Since=modified)
    assert both.status_code == 200


def test_every_article_page_holds_its_article_among_the_clutter(newswire: Newswire) -> None:
    with requests.Session() as session:
        for article in newswire.wire.articles[::7]:
            page = session.get(newswire.url + article.path, timeout=5).text
            assert article.title in unescape(page)
            assert f'<link rel="canonical" href="{newswire.url}{article.canonical}">' in page
            found = " ".join((trafilatura.extract(page) or "").split())
            assert all(paragraph in found for paragraph in (article.summary, *article.body)), article.title
            assert not any(
                clutter in found for clutter in ("cookies", "Related stories", "Sign up", "E-mail")
            )


def test_a_duplicate_has_a_second_address_and_one_canonical_one(newswire: Newswire) -> None:
    again = [article for article in newswire.wire.articles if article.kind == "duplicate"]
    assert len(again) >= 2
    for article in again:
        assert article.path != article.canonical
        pages = [
            requests.get(newswire.url + path, timeout=5).text for path in (article.path, article.canonical)
        ]
        assert pages[0] == pages[1]


def test_links_carry_tracking_parameters_that_lead_to_the_same_page(newswire: Newswire) -> None:
    link = str(entries(get(newswire, "meridian-wire"))[0]["link"])
    assert "utm_source=" in link
    assert requests.get(link, timeout=5).content == requests.get(link.partition("?")[0], timeout=5).content


def test_nothing_that_is_served_points_to_another_machine(newswire: Newswire) -> None:
    for each in newswire.wire.outlets:
        for entry in entries(get(newswire, each.key)) if each.fault != "down" else ():
            link = str(entry.get("link") or entry.get("url"))
            assert urlsplit(link).hostname == "127.0.0.1"


def test_a_path_that_nobody_published_is_404(newswire: Newswire) -> None:
    assert requests.get(newswire.url + "/meridian-wire/../../etc/passwd", timeout=5).status_code == 404


def test_a_head_request_has_the_headers_and_no_body(newswire: Newswire) -> None:
    answer = requests.head(newswire.url + "/meridian-wire/feed.xml", timeout=5)
    assert int(answer.headers["Content-Length"]) > 10_000
    assert answer.content == b""


def test_the_same_now_on_the_same_port_serves_the_same_bytes() -> None:
    with Newswire(NOW, 1) as first:
        before = [get(first, each.key).content for each in first.wire.outlets]
    with Newswire(NOW, 1, port=first.port) as second:
        assert [get(second, each.key).content for each in second.wire.outlets] == before


def test_sources_become_tables_of_a_configuration(newswire: Newswire) -> None:
    tables = tomllib.loads(sources_toml(newswire))["sources"]
    assert tables == newswire.sources()
    assert all(set(table) == {"name", "url", "section", "weight", "language"} for table in tables)
    sections = {"top", "africa", "americas", "asia", "europe", "middle-east", "global"}
    assert {table["section"] for table in tables} == sections


def _dated(entry: feedparser.FeedParserDict) -> bool:
    return bool(entry.get("published_parsed") or entry.get("updated_parsed"))
