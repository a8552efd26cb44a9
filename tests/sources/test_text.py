"""What a source says, as plain text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.sources.text import clipped, line, plain

HOSTILE = st.lists(
    st.sampled_from(
        [
            "<",
            "&",
            "amp;",
            "lt;",
            "#60;",
            "<b>",
            "</p>",
            "<br",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&lt;b&gt;",
            "<td>",
            "<script>",
            "script",
            "</script>",
            '"',
            "'",
            ">",
            "/",
            "&#894;",
            "&nvlt;",
            "&#x1F600;",
            "&#0;",
            "&#xD800;",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u0301",
            "\ufe0f",
            "\u202e",
            "\u2066",
            "\u037e",
            "\u2000",
            "\u2028",
            "\x85",
            "\ud800",
            "\x00",
            "\x1c",
            "\r",
            "\n",
            "\t",
            " ",
            "e",
            "word",
            "می",
            "あ",
            "👩",
        ]
    )
).map("".join)


@settings(deadline=None)
@given(HOSTILE | st.text())
def test_plain_text_holds_no_markup_no_entities_and_nothing_unseen(markup: str) -> None:
    text = plain(markup)
    assert not re.search(r"<[a-zA-Z/!?][^<>]*>", text)
    assert not re.search(r"&(amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", text)
    assert not [
        sign for sign in text if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs", "Co", "Zl", "Zp"}
    ]
    assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\xad]", text)
    assert not re.search(r"\s\s|^\s|\s$|[^\S \n]", text)
    assert unicodedata.is_normalized("NFC", text)


@settings(deadline=None)
@given(HOSTILE | st.text())
def test_plain_text_stays_as_it_is_when_cleaned_again(markup: str) -> None:
    assert plain(plain(markup)) == plain(markup)
    assert line(line(markup)) == line(markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two<br/>Three", "One.\nTwo\nThree"),
        ("<b>bo</b>ld", "bold"),
        ("<td>a</td><td>b</td>", "a b"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "a b c"),
        ("a<!-- <p>no</p> -->b", "a b"),
        ('<img alt="a > b" src=x>c', "c"),
        ("<a href='quarry", ""),
        ('<a href="odd>text</a> "rest"', 'text "rest"'),
        ("Salt &amp; Vinegar", "Salt & Vinegar"),
        ("Salt &amp;amp; Vinegar&amp;#8217;s", "Salt & Vinegar’s"),
        ("&lt;b&gt;Bold&lt;/b&gt;", "Bold"),
        ("a&nbsp;b\u3000c\r\n d", "a b c\nd"),
        ("x < y, z > y and 3 <4", "x < y, z > y and 3 <4"),
        ("AT&T and R&D; &copy=2 &nosuch;", "AT&T and R&D; &copy=2 &nosuch;"),
        ("&#150; &#x96;", "– –"),
        ("in\u202evisi\u202cble zero\u200bwidth so\u00adft", "invisible zerowidth soft"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("plain\u200cword", "plainword"),
        ("👩\u200d🚀 ❤\ufe0f", "👩\u200d🚀 ❤\ufe0f"),
        ("Z" + "\u0301" * 40 + "algo", "Ź\u0301\u0301\u0301algo"),
        ("cafe\u0301", "café"),
        ("<![CDATA[said]]>", "said"),
        ("tag\U000e0041\U000e0042s", "tags"),
    ],
)
def test_what_becomes_of_it(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_a_line_has_no_breaks_and_no_more_than_its_length() -> None:
    assert line("<p>One</p><p>two</p>") == "One two"
    assert line("word " * 100, 20) == "word word word word"
    assert len(line("x" * 1000)) == 300


def test_text_is_cut_between_words() -> None:
    assert clipped("short", 10) == "short"
    assert clipped("one two three", 9) == "one two"
    assert clipped("x" * 20, 10) == "x" * 10


def test_much_markup_is_bounded() -> None:
    for flood in (
        "<a " * 200_000,
        '<a "' * 200_000,
        "&amp;" * 200_000,
        "<!--" * 200_000,
        "<p>" * 200_000,
        " " * 10**6,
    ):
        assert len(plain(flood)) < 300_000
