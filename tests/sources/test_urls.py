"""One address for one article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.sources.urls import canonical

PIECES = st.sampled_from(
    [
        "http://",
        "https://",
        "//",
        "/",
        "?",
        "#",
        "#!",
        "&",
        "=",
        "%",
        "%2f",
        "%7E",
        "..",
        ".",
        ":",
        ":80",
        ":443",
        "@",
        "outlet.example",
        "OUTLET",
        "münchen",
        "[::1]",
        "utm_source=x",
        "id=1",
        " ",
        "\t",
        "\\",
        "é",
        "a",
        "\ud800",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES).map("".join) | st.text(), st.sampled_from(["", "https://outlet.example/feed/rss"]))
def test_a_canonical_address_is_ascii_http_and_stays_as_it_is(text: str, base: str) -> None:
    url = canonical(text, base)
    assert url == "" or (url.isascii() and url.startswith(("http://", "https://")) and " " not in url)
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("HTTP://Outlet.Example:80", "http://outlet.example/"),
        ("https://outlet.example:443/a?b=1#part", "https://outlet.example/a?b=1"),
        ("https://outlet.example:8443/a", "https://outlet.example:8443/a"),
        ("https://reader:secret@outlet.example/a", "https://outlet.example/a"),
        ("https://outlet.example/a#!/story/1", "https://outlet.example/a#!/story/1"),
        ("https://outlet.example/a?utm_source=x&id=1&UTM_medium=y&fbclid=z", "https://outlet.example/a?id=1"),
        ("https://outlet.example/a?at_medium=RSS&at_campaign=q&cmp=rss&xtor=1", "https://outlet.example/a"),
        ("https://outlet.example/a?ref=rss&source=feed", "https://outlet.example/a"),
        (
            "https://outlet.example/a?ref=main&source=wire&b&a=1=2",
            "https://outlet.example/a?ref=main&source=wire&b&a=1=2",
        ),
        ("https://outlet.example/amp/a", "https://outlet.example/amp/a"),
        ("https://news.google.com/rss/articles/CBMi?oc=5", "https://news.google.com/rss/articles/CBMi?oc=5"),
        ("https://outlet.example/a b/é%7e", "https://outlet.example/a%20b/%C3%A9%7E"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        (" /story?id=1 ", "https://base.example/story?id=1"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("javascript:alert(1)", ""),
        ("mailto:desk@outlet.example", ""),
        ("ftp://outlet.example/", ""),
        ("http://[::1", ""),
        ("http:///", ""),
        ("https://outlet.example/a\r\nX: 1", ""),
        ("https://outlet.example/" + "a" * 2000, ""),
        ("", ""),
    ],
)
def test_what_becomes_of_it(text: str, url: str) -> None:
    assert canonical(text, "https://base.example/feed.xml") == url
