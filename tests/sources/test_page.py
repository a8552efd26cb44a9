# ruff: noqa: E501  (the pages are data)
"""An article page gives its text, headline, trail and rights line, whatever stands around them."""

from __future__ import annotations

from typing import Any

import pytest

from digest.sources.page import read
from digest.sources.pages import extraction
from tests.sources.articles import HEADLINE, NOTICE, PARAGRAPHS, archived, linked, modern

TEXT = "\n".join(PARAGRAPHS)


def text(body: bytes) -> str:
    said = read(body, "text/html; charset=utf-8")
    return str(said.get("text", said))


def trail(head: str = "", above: str = "") -> tuple[str, ...]:
    return tuple(read(modern(head=head, above=above), "")["trail"])


def rights(below: str, head: str = "") -> str:
    return str(read(modern(head=head, inside=below), "")["rights"])


def test_an_archived_page_gives_section_headline_text_and_rights() -> None:
    """Boxes for sharing and membership are no part of the article."""
    said = read(archived(), "text/html; charset=utf-8")
    assert said["trail"] == ["Home", "Hills", "Tamsil"]
    assert said["title"] == HEADLINE
    assert said["rights"] == NOTICE
    assert said["text"] == " ".join(PARAGRAPHS)


def test_a_modern_page_gives_its_paragraphs() -> None:
    """The headline is not repeated above the text."""
    assert text(modern()) == TEXT


@pytest.mark.parametrize(
    "above",
    [
        "<header><p>Court orders mining company to take down its fence in the valley by the month's end</p></header>",
        '<p class="article-standfirst">Court orders company to take down its fence by the end of the month.</p>',
        '<ul class="key-points bullets"><li>Court reopens pastures.</li><li>Company may appeal.</li></ul>',
        '<div class="byline">By Oona Tarn, valley correspondent of The Ridge, in Upper Tamsil</div>',
        '<figure><img src="a.jpg"><figcaption>A herder looks at the fence above Tamsil.</figcaption></figure>',
    ],
)
def test_what_stands_between_headline_and_text_is_left_out(above: str) -> None:
    """Standfirst, key points, byline and caption are said elsewhere, or nobody's sentence."""
    assert text(modern(above=above)) == TEXT


@pytest.mark.parametrize(
    "inside",
    [
        '<div class="related-stories"><h3>More from the hills</h3><p>Snow closes the pass at Orrin again, and '
        "nobody knows when the road crews will be back to clear it.</p></div>",
        '<ul><li><a href="/1">Snow closes the pass at Orrin</a></li><li><a href="/2">A bridge for Kell</a></li></ul>',
        '<p><a href="/3">Snow closes the pass at Orrin again, and nobody knows for how long it will be</a></p>',
        '<div class="newsletterSignup"><p>Our letter brings you the best of the hills every morning before the '
        "sun is up, free of charge and without anything else.</p></div>",
        '<section id="comments"><p>I have herded goats there for forty years and nobody asked me anything at all, '
        "not even once, says a reader.</p></section>",
        '<div class="author-bio"><p>Oona Tarn has written about the hills for The Ridge since 2019, and keeps a '
        "few goats of her own.</p></div>",
        "<p>Photo: Oona Tarn / The Ridge</p><p>Advertisement</p><p>Read more: Snow closes the pass at Orrin</p>",
        "<article><h2>Snow closes the pass</h2><p>Nobody knows when the road crews will be back to clear the "
        "pass at Orrin, where snow fell again.</p></article>",
    ],
)
def test_boxes_inside_the_text_are_left_out(inside: str) -> None:
    """Related links, letters, comments, authors and credits are no part of the article."""
    assert text(modern(inside=inside)) == TEXT


def test_the_next_article_on_the_page_is_left_out() -> None:
    """Some pages go on with another article below the one that was asked for."""
    more = "".join(
        f"<p>{n}. Snow fell again on the pass at Orrin, where it had just been cleared.</p>" for n in range(9)
    )
    assert text(modern(below=f"<article><h1>Snow closes the pass</h1><div>{more}</div></article>")) == TEXT


def test_headings_of_the_text_stay() -> None:
    """A heading belongs to the article, and is a line of its own."""
    assert "\nA dry spring\n" in text(
        modern(inside=f"<h2>A dry spring</h2><p>{PARAGRAPHS[0][:-1]} again.</p>")
    )


def test_a_first_paragraph_that_is_also_the_description_stays() -> None:
    """Many outlets describe a page by its first paragraph; only a standfirst is dressed apart."""
    assert text(modern(head=f'<meta name="description" content="{PARAGRAPHS[0]}">')) == TEXT


def test_a_description_printed_above_the_text_goes() -> None:
    """A standfirst by any name of class repeats what the page tells search engines."""
    lines = (
        "Nineteen families have won their case against the fence that a mining company put up above Tamsil."
    )
    head = f'<meta property="og:description" content="{lines}">'
    assert text(modern(head=head, above=f'<p class="x7f2">{lines}</p>')) == TEXT


def test_an_article_cut_into_several_containers_is_read_whole() -> None:
    """Advertisements between the containers do not end the article."""
    parts = [f'<div class="chunk"><p>{p}</p><p>{p[::-1].capitalize()}.</p></div>' for p in PARAGRAPHS]
    advert = '<div class="x"><div class="advertisement">Buy hay now</div></div>'
    page = f"<html><body><article><h1>{HEADLINE}</h1>{advert.join(parts)}</article></body></html>".encode()
    assert all(paragraph in text(page) for paragraph in PARAGRAPHS)


def test_an_article_that_is_a_table_is_read() -> None:
    """Results and lists of winners are the article where there is little else."""
    rows = "".join(f"<tr><td>{n}</td><td>Rider number {n} of the valley club</td></tr>" for n in range(1, 60))
    page = f"<html><body><article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p><table>{rows}</table></article></body></html>"
    assert "Rider number 59 of the valley club" in text(page.encode())


def test_a_table_beside_a_text_is_left_out() -> None:
    """Prices and results are no sentences."""
    assert text(modern(inside="<table><tr><td>Hay</td><td>12 crowns</td></tr></table>")) == TEXT


def test_readability_serves_where_it_finds_far_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """One extractor's blind spot costs no story its text."""
    monkeypatch.setattr(extraction.trafilatura, "extract", lambda *_, **__: "Cookies help us.")
    assert text(modern()) == TEXT


def test_a_class_that_marks_the_whole_text_is_no_reason_to_drop_it() -> None:
    """A page may call its article anything: what holds much of the text is the text."""
    page = modern().replace(b'class="body"', b'class="paywall author comments summary"')
    assert text(page) == TEXT


def test_the_declared_text_cleans_what_was_found() -> None:
    """Where a page declares its article's text for machines, a stranger's paragraph among it goes."""
    stranger = (
        "<p>Our shop has the warmest coats in all of the hills, and this week each comes with a hat.</p>"
    )
    node = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": " ".join(PARAGRAPHS)}
    assert text(modern(head=linked(node), inside=stranger)) == TEXT


def test_a_declared_text_that_nobody_can_read_on_the_page_is_not_believed() -> None:
    """What only machines are told is no text of the article."""
    lies = " ".join(
        f"Sentence {n} of a text that stands nowhere on the page for anyone to read." for n in range(40)
    )
    assert text(modern(head=linked({"@type": "NewsArticle", "articleBody": lies}))) == TEXT


def test_a_page_without_an_article_says_so() -> None:
    """No text is an illness with words, not an empty article."""
    for body in (
        b"",
        b"<html></html>",
        b"\x00\x01",
        b"plain words",
        b"<html><body><nav>Home</nav></body></html>",
    ):
        assert read(body, "")["ill"] == "page has no article text"


LIST = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 2, "name": "Hills"},
        {"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "Home"}},
        {"@type": "ListItem", "position": 3, "name": HEADLINE},
    ],
}
MICRODATA = """<ol itemscope itemtype="https://schema.org/BreadcrumbList">
<li itemprop="itemListElement" itemscope><a itemprop="item" href="/"><span itemprop="name">Home</span></a></li>
<li itemprop="itemListElement" itemscope><a itemprop="item" href="/h"><span itemprop="name">Hills</span></a></li></ol>"""
RDFA = """<div vocab="https://schema.org/" typeof="BreadcrumbList"><span property="itemListElement">
<a property="item" href="/"><span property="name">Home</span></a></span> » <span property="itemListElement">
<a property="item" href="/h"><span property="name">Hills</span></a></span></div>"""


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (linked(LIST), ""),
        (linked({"@graph": [{"@type": "WebSite"}, LIST]}), ""),
        ("", MICRODATA),
        ("", RDFA),
        ("", '<nav aria-label="Breadcrumb"><a href="/">Home</a> / <a href="/hills">Hills</a></nav>'),
        ("", '<div class="c-breadcrumbs__list"><a href="/">Home</a> &gt; <a href="/hills">Hills</a></div>'),
        ("", '<p class="breadcrumb">Home &gt; Hills</p>'),
    ],
)
def test_the_trail_is_found_however_it_is_marked(head: str, above: str) -> None:
    """In linked data, microdata, RDFa, or a list that is called breadcrumb; without the headline itself."""
    assert trail(head, above) == ("Home", "Hills")


def test_for_want_of_a_trail_the_section_is_taken() -> None:
    """The page's metadata name its section, in one way or another."""
    assert trail('<meta property="article:section" content="Hills">') == ("Hills",)
    assert trail(linked({"@type": "NewsArticle", "articleSection": ["Hills", "Law"]})) == ("Hills", "Law")
    assert trail(linked(LIST) + '<meta property="article:section" content="Law">') == ("Home", "Hills")


def test_a_menu_above_the_headline_is_no_trail() -> None:
    """A menu begins at the front page as well, but its points lie beside each other."""
    menu = '<ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li><li><a href="/jobs">Jobs</a></li></ul>'
    page = modern().replace(b"<article>", menu.encode() + b"<article>")
    assert read(page, "")["trail"] == []


def test_a_hostile_trail_is_plain_text_and_short() -> None:
    """Steps hold neither markup nor control characters, and there are few of them."""
    steps: list[dict[str, Any]] = [
        {"name": "<b onclick=x>Hills</b>\u202e\x00\n&lt;i&gt;"},
        {"name": {"x": 1}},
        {"name": "y" * 900},
    ]
    steps += [{"name": f"Step {n}", "position": "NaN"} for n in range(50)]
    found = trail(linked({"@type": "BreadcrumbList", "itemListElement": [*steps, "no step", None]}))
    assert found[0] == "Hills"
    assert len(found) <= 8
    assert all(step.isprintable() and len(step) <= 60 for step in found)


@pytest.mark.parametrize(
    "notice",
    [
        "This article was republished from The Ridge under a Creative Commons licence. Read the original article.",
        "This story was originally published by the Valley News Service.",
        "Originally published on The Ridge.",
        "© 2031 Valley News Service. All rights reserved. Reprinted with permission.",
        "This work is licensed under a Creative Commons Attribution 4.0 International License.",
        "Dieser Text ist zuerst im Talboten erschienen und steht unter einer freien Lizenz.",
        "Cet article est republié à partir de La Crête sous licence Creative Commons.",
        "Este artículo fue publicado originalmente en La Cresta.",
        "Tekst został pierwotnie opublikowany w Grani.",
        "Этот материал впервые опубликован в «Гребне».",
    ],
)
def test_a_notice_of_licence_or_first_publication_is_the_rights_line(notice: str) -> None:
    """In several languages, from wherever it stands in the article, links and all; not as part of the text."""
    linked_words = notice.replace("The Ridge", '<a href="https://ridge.example">The Ridge</a>')
    assert rights(f"<p><em>{linked_words}</em></p>") == notice


@pytest.mark.parametrize(
    "line",
    [
        "© 2031 The Ridge. All rights reserved.",
        "Copyright 2031 The Ridge. This material may not be published, broadcast, rewritten or redistributed.",
        "The minister's memoir, first published in 1984, has been reprinted nine times since then.",
        "Signs of the disease first appeared in western valleys at the end of August, doctors said.",
        "Photo: Oona Tarn via Wikimedia Commons, CC BY 4.0",
        "The figures were published by the herders' union on Monday and by the court on Friday.",
    ],
)
def test_what_every_page_says_of_itself_is_no_rights_line(line: str) -> None:
    """A general "all rights", a photograph's licence and a sentence of the article say nothing of its licence."""
    assert rights(f"<p>{line}</p>") == ""


def test_a_licence_by_link_or_in_linked_data_is_named() -> None:
    """A Creative Commons address says which licence; the outlet's own terms of use say nothing."""
    address = "https://creativecommons.org/licenses/by-nd/4.0/"
    assert rights(f'<a rel="license" href="{address}">Terms</a>') == "Creative Commons BY-ND 4.0"
    assert (
        rights("", linked({"@type": "NewsArticle", "license": {"url": address}}))
        == "Creative Commons BY-ND 4.0"
    )
    assert rights("", linked({"@type": "NewsArticle", "license": "https://ridge.example/terms"})) == ""


def test_a_rights_line_is_plain_and_short() -> None:
    """Whatever a page puts in its notice, 300 characters of plain text come out."""
    notice = "This article was originally published by The &lt;b&gt;Ridge\u202e&lt;/b&gt; in the hills, " * 5
    found = rights(f"<p>{notice}</p>")
    assert found.isprintable()
    assert "<" not in found
    assert 20 < len(found) <= 300
