"""Pages made to hurt: each is read, or is ill in words, within the limits of the child process."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator

import pytest

from digest.errors import SourceIll
from digest.sources.parsing import Parser
from tests.sources.articles import HEADLINE, PARAGRAPHS, linked, modern


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(children=1) as parser:
        yield parser


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "head",
    [
        script("[" * 200_000),
        script('{"a":' * 50_000 + "1" + "}" * 50_000),
        script(json.dumps([{"@type": "ListItem", "name": "x"}] * 30_000)),
        script('[{"@type": "NewsArticle"},' + "{}," * 1_000_000 + "{}]"),
        script('{"@type": "BreadcrumbList", "itemListElement": [' + '{"name": 1},' * 20_000 + "{}]}"),
        script(
            '{"@type": ["NewsArticle", 7, null], "headline": {"name": {"name": []}}, "articleBody": [[[]]]}'
        ),
        script('{"@type": "BreadcrumbList", "itemListElement": {"name": "x"}}'),
        linked({"@type": "NewsArticle", "articleBody": "x" * 900_000}),
        "".join(script("{}") for _ in range(5_000)),
        '<meta name="description" content="' + "x" * 1_000_000 + '">',
        "<meta property='article:section' content='x'>" * 3_000,
    ],
)
def test_whatever_the_head_holds_the_article_is_read(parser: Parser, head: str) -> None:
    """Linked data that is deep, endless or of the wrong shape is passed over."""
    said = parser.page(modern(head=head), "text/html; charset=utf-8")
    assert said.text == "\n".join(PARAGRAPHS)
    assert said.title == HEADLINE
    assert len(said.trail) <= 8


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 2_000_000,
        b"<b><i>" * 700_000 + b"text",
        b"<p>" * 3_000_000,
        b"<ul><li><a href=/>" * 200_000,
        b"<p>" + b"word " * 2_000_000,
        b"<table><tr><td>" * 300_000,
        b"<article class='" + b"share related " * 500_000 + b"'><p>text</p>",
        b"&amp;" * 2_000_000,
        b"<!--" * 2_000_000,
        b"<p>This article was originally published by</p>" * 150_000,
        b"<ol class=breadcrumb>" + b"<li>step</li>" * 300_000,
        b"\xff\xfe" + b"<\x00" * 3_000_000,
        b"<p id=" + b"\x00" * 5_000_000,
    ],
)
def test_ten_megabytes_of_anything_end_in_time(parser: Parser, page: bytes) -> None:
    """The page is read or is ill, and the next one is read."""
    with contextlib.suppress(SourceIll):
        assert len(parser.page(page, "text/html").text) <= 100_000
    assert parser.page(modern(), "").title == HEADLINE


def test_nothing_a_page_says_is_markup_or_a_control_character(parser: Parser) -> None:
    """Text, title, trail and rights come out as plain text, however a page escapes its markup."""
    nasty = "&lt;script&gt;alert(1)&lt;/script&gt;\u202e\u0007&amp;lt;b&amp;gt;"
    page = (
        f"<html><head><title>Court{nasty}</title></head><body>"
        f'<nav aria-label="breadcrumb"><a>Hi{nasty}lls</a></nav>'
        f"<article><h1>Court orders fence down{nasty}</h1><p>{PARAGRAPHS[0]}{nasty}</p><p>{PARAGRAPHS[1]}</p>"
        f"<p>This article was originally published by The {nasty}Ridge.</p></article></body></html>"
    )
    said = parser.page(page.encode(), "text/html; charset=utf-8")
    assert said.rights
    for text in (said.text, said.title, said.rights, *said.trail):
        assert "<" not in text
        assert all(line.isprintable() for line in text.split("\n"))
