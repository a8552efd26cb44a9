"""Lists of feeds, in and out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ConfigurationError
from digest.models import Origin
from digest.sources.opml import Outline, read_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Middle East"><outline type="rss" text="The &amp;amp; Slate"
    xmlUrl="https://slate.example/feed" language="en-GB"/>
  <outline text="Deeper"><outline title="Tuff" XMLURL=" https://tuff.example/rdf "/></outline></outline>
<outline text="Gravel" xmlUrl="https://gravel.example/" category="/news/africa,/other"/>
<outline text="Again" xmlUrl="https://slate.example/feed"/>
<outline text="A page" htmlUrl="https://page.example/"/>
<outline text="No web" xmlUrl="file:///etc/passwd"/>
<outline xmlUrl="https://www.pebble.example/feed.json"/>
</body></opml>"""


def test_a_list_is_read_with_its_headings() -> None:
    assert read_opml(LIST) == (
        Outline("The & Slate", "https://slate.example/feed", "middle-east", "en"),
        Outline("Tuff", "https://tuff.example/rdf", "deeper"),
        Outline("Gravel", "https://gravel.example/", "africa"),
        Outline("pebble.example", "https://www.pebble.example/feed.json"),
    )


def test_a_plain_list_is_read() -> None:
    body = b"\xef\xbb\xbfhttps://www.slate.example/feed\r\n# a remark\n\nhttps://tuff.example/\nhttps://tuff.example/\n"
    assert [(one.title, one.url) for one in read_opml(body)] == [
        ("slate.example", "https://www.slate.example/feed"),
        ("tuff.example", "https://tuff.example/"),
    ]


def test_what_is_written_is_read_again() -> None:
    sources = [
        (Origin("a", "The <Slate> & Son", "africa", language="en"), "https://slate.example/feed?a=1&b=2"),
        (Origin("b", "Tuff"), "https://tuff.example/"),
        (Origin("c", "Gravel", "africa"), "https://gravel.example/"),
    ]
    assert {(one.url, one.section, one.language) for one in read_opml(write_opml(sources).encode())} == {
        (url, origin.section, origin.language) for origin, url in sources
    }


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>',
        b"<opml><body>",
        b"<opml/>",
        b"",
        b"not a list",
        b"\x00\xff<",
        b"<?xml version='1.0' encoding='nonsense'?><opml/>",
    ],
)
def test_a_broken_hostile_or_empty_list_is_refused_with_words(body: bytes) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read_opml(body)
    assert str(raised.value).isprintable()
    assert "list" in str(raised.value)


def test_a_deep_list_does_no_harm() -> None:
    depth = 20_000
    deep = b"<outline>" * depth + b'<outline xmlUrl="https://slate.example/"/>' + b"</outline>" * depth
    assert len(read_opml(b"<opml><body>" + deep + b"</body></opml>")) == 1


@settings(deadline=None)
@given(st.binary() | st.binary().map(lambda noise: LIST[:200] + noise + LIST[200:]))
def test_no_bytes_make_it_raise_anything_else(body: bytes) -> None:
    with suppress(ConfigurationError):
        assert read_opml(body)
