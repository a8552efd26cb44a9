"""Feed bytes to entries: every form, by the short way and by the long."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.sources import jsonfeed, quick
from digest.sources.reading import read
from tests.sources.feeds import AGGREGATOR, ATOM, JSON, RDF, RSS, rss


def entries(body: bytes, content_type: str = "") -> list[dict[str, Any]]:
    said = read(body, content_type)
    assert "ill" not in said, said
    return list(said["entries"])


def by_feedparser(body: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    with monkeypatch.context() as patch:
        patch.setattr(quick, "read", lambda _: None)
        return read(body, "")


def test_rss_gives_plain_text() -> None:
    first = entries(RSS)[0]
    assert first["title"] == "Quarry at Eastmoor to close & be flooded"
    assert first["links"] == ["https://slate.example/1?utm_source=rss", "1"]
    assert first["summary"] == "The quarry will close."
    assert first["body"] == "The quarry will close.\nNobody lives near it, & nobody objected."
    assert first["published"] == 1935811800
    assert first["categories"] == ["Mining", "Eastmoor"]
    assert read(RSS, "")["language"] == "en"


def test_a_body_no_longer_than_the_summary_is_left_out() -> None:
    assert entries(RSS)[1]["body"] == ""


def test_atom_gives_its_alternate_link_and_xhtml_as_text() -> None:
    (entry,) = entries(ATOM)
    assert entry["title"] == "La carrière ferme"
    assert entry["links"][0] == "https://carriere.example/1"
    assert entry["body"] == "Elle ferme.\nC'est tout ce que l'on sait."
    assert entry["published"] == 1935804600
    assert read(ATOM, "")["language"] == "fr"


def test_rdf_is_read() -> None:
    (entry,) = entries(RDF)
    assert (entry["title"], entry["published"]) == ("Steinbruch wird geschlossen", 1935811800)
    assert read(RDF, "")["language"] == "de"


def test_a_json_feed_is_read() -> None:
    first, second = entries(JSON)
    assert first["links"][0] == "https://pebble.example/1"
    assert (first["summary"], first["body"]) == ("They roll.", "They roll.\nAll day long.")
    assert (first["published"], first["categories"]) == (1935811800, ["Rolling"])
    assert second["links"] == ["https://pebble.example/2"]
    assert second["summary"] == "No title, but x < y & so on."


@pytest.mark.parametrize("body", [RSS, ATOM, RDF])
def test_the_short_way_reads_what_feedparser_reads(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = quick.read(body), by_feedparser(body, monkeypatch)
    assert short is not None
    for one in (*short["entries"], *long["entries"]):
        one["links"] = [link for link in one["links"] if link][:1]
        one["language"] = ""
    assert short == long


@pytest.mark.parametrize(
    "body",
    [
        RSS[:-20],
        RSS.replace(b"<channel>", b"<channel xml:base='https://elsewhere.example/'>"),
        b"<!DOCTYPE rss>" + RSS[39:],
        rss("<title>Twice</title><title>told</title><link>https://slate.example/1</link>"),
        rss("<title>Bare <b>markup</b></title><link>https://slate.example/1</link>"),
        rss("<title>Odd date</title><link>https://slate.example/1</link><pubDate>tomorrow</pubDate>"),
        rss("<title>No link</title>"),
        rss("<title>Nested</title><link>https://slate.example/1</link><item><title>Inner</title></item>"),
        rss("<TITLE>Shouting</TITLE><link>https://slate.example/1</link>"),
    ],
)
def test_the_short_way_doubts_what_is_not_faultless(body: bytes) -> None:
    assert quick.read(body) is None


@pytest.mark.parametrize(
    "head", ["", '<?xml version="1.0" encoding="windows-1251"?>', '<?xml version="1.0" encoding="utf-8"?>']
)
@pytest.mark.parametrize("content_type", ["", "text/xml", "application/xml; charset=iso-8859-1", "text/html"])
def test_what_reads_as_utf8_is_utf8_whatever_anyone_says(head: str, content_type: str) -> None:
    body = head.encode() + rss("<title>Über den Steinbruch</title><link>https://tuff.example/1</link>")
    assert entries(body, content_type)[0]["title"] == "Über den Steinbruch"


def test_the_servers_charset_counts_where_the_bytes_are_not_utf8() -> None:
    body = rss("<title>Карьер закрыт</title>").decode().encode("windows-1251")
    assert entries(body, "application/rss+xml; charset=windows-1251")[0]["title"] == "Карьер закрыт"


def test_one_bad_byte_does_not_cost_all_accents() -> None:
    text = "<title>" + "Über Öfen und Äcker " * 9 + "X</title><link>https://tuff.example/1</link>"
    body = b'<?xml version="1.0" encoding="utf-8"?>' + rss(text).replace(b"X<", b"\xff<")
    assert entries(body)[0]["title"].startswith("Über Öfen und Äcker Über")


def test_an_aggregators_entry_carries_its_outlet_and_no_echo_of_the_headline() -> None:
    (entry,) = entries(AGGREGATOR)
    assert (entry["title"], entry["outlet"], entry["summary"]) == ("Quarry closes", "The Slate", "")


def test_a_summary_that_only_repeats_the_title_is_none() -> None:
    item = (
        "<title>Quarry closes - Wire</title><description>Quarry closes&amp;nbsp;&amp;nbsp;Wire</description>"
    )
    (entry,) = entries(rss(item + "<link>https://slate.example/1</link>"))
    assert (entry["title"], entry["summary"], entry["body"]) == ("Quarry closes - Wire", "", "")


@pytest.mark.parametrize(
    ("name", "believed"),
    [
        ("U.S. Slate & Ärger’s Post-24", True),
        ("S" * 40, True),
        ("S" * 41, False),
        ("Slate: call 555/0100", False),
        ("-Slate", False),
        ("Slate_1", False),
    ],
)
def test_an_outlet_is_named_only_by_what_looks_like_a_name(name: str, believed: bool) -> None:
    (entry,) = entries(AGGREGATOR.replace(b"The Slate", escape(escape(name)).encode()))
    assert entry["outlet"] == (name if believed else "")


def test_a_source_that_does_not_stand_in_the_title_is_no_aggregators() -> None:
    (entry,) = entries(AGGREGATOR.replace(b" - The Slate", b""))
    assert entry["outlet"] == ""


def test_the_address_behind_a_feedburner_link_is_preferred() -> None:
    body = RSS.replace(b"<guid", b"<fb:origLink>https://slate.example/original</fb:origLink><guid")
    assert entries(body)[0]["links"][0] == "https://slate.example/original"


def test_a_body_that_is_a_path_opens_no_file() -> None:
    assert read(b"/etc/passwd", "") == {"ill": "is not a feed"}


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"<!DOCTYPE html><title>Welcome</title>", "text/html", "is a web page, not a feed"),
        (b"\xef\xbb\xbf\n<!-- x --><HTML><body>Hi", "", "is a web page, not a feed"),
        (b"Service unavailable", "text/html; charset=utf-8", "is a web page, not a feed"),
        (b"Service unavailable", "text/plain", "is not a feed"),
        (b" \n", "", "answered with an empty page"),
        (b'<rss version="2.0"><channel><title>x', "", "feed is damaged"),
        (b'{"error": "quota"}', "", "is JSON, but not a JSON Feed"),
        (b'{"items": [', "", "feed is damaged: JSON that does not end well"),
        (b"[" * 100_000, "", "feed is damaged: JSON that does not end well"),
    ],
)
def test_what_is_no_feed_is_ill_and_says_why(body: bytes, content_type: str, words: str) -> None:
    assert read(body, content_type) == {"ill": words}


def test_a_feed_that_is_whole_and_empty_is_well() -> None:
    assert entries(rss()) == []
    assert entries(b'{"version": "https://jsonfeed.org/version/1", "items": []}') == []


def test_a_damaged_feed_with_entries_is_well() -> None:
    assert entries(RSS[: RSS.index(b"<item><title>Second") + 12])[0]["summary"]


@pytest.mark.parametrize(
    "body",
    [
        RSS.replace(b'encoding="utf-8"', b'encoding="\x80"'),
        RSS.replace(b'encoding="utf-8"', b'encoding="\x00"'),
        RSS.replace(b"<rss ", b'<rss xmlns="odd name" xmlns:odd="an odd name" '),
        RSS.replace(b"<channel>", b'<channel xmlns="one two three">'),
    ],
)
def test_where_feedparser_raises_the_entries_are_saved_all_the_same(body: bytes) -> None:
    assert [entry["title"] for entry in entries(body)][1] == "Second story"


@pytest.mark.parametrize("value", [None, 1, [], {}, ["x"], {"a": 1}, True, "2031", "9999999999999", "\ud800"])
def test_a_json_feed_may_hold_anything_anywhere(value: Any) -> None:
    import json

    names = [
        "id",
        "url",
        "title",
        "summary",
        "content_html",
        "content_text",
        "date_published",
        "tags",
        "language",
    ]
    body = json.dumps(
        {"items": [{name: value} for name in names], "title": value, "language": value}
    ).encode()
    assert len(jsonfeed.read(body)["entries"]) == len(names)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.integers(0, len(RSS)), st.sampled_from([RSS, ATOM, RDF, JSON]))
def test_no_damage_raises(noise: bytes, at: int, body: bytes) -> None:
    assert "ill" in (said := read(body[:at] + noise + body[at:], "")) or "entries" in said


@pytest.mark.parametrize("before", [b"", b"<!DOCTYPE rss>"], ids=["quick", "feedparser"])
def test_rights_of_feed_and_entry_are_carried_when_they_are_about_a_licence(before: bytes) -> None:
    """An entry's own licence goes before the feed's; whose everything is, every feed says."""
    item = "<title>T</title><link>https://slate.example/{n}</link><description>D.</description>"
    item += "<pubDate>Tue, 06 May 2031 05:30:00 GMT</pubDate>"
    own = item + "<dc:rights>Licensed as Creative Commons, no derivatives.</dc:rights>"
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Slate</title>'

    def said(copyright_: str) -> list[str]:
        feed = (
            f"{head}<copyright>{copyright_}</copyright><item>{item}</item><item>{own}</item></channel></rss>"
        )
        return [entry["rights"] for entry in read(before + feed.encode(), "")["entries"]]

    licence = "This work is licensed under CC BY 4.0"
    assert said("© 2031 The Slate. All rights reserved.") == [
        "",
        "Licensed as Creative Commons, no derivatives.",
    ]
    assert said(licence) == [licence, "Licensed as Creative Commons, no derivatives."]
