"""Extraction: the article's text from a pruned page, by whichever extractor finds it.

trafilatura first, without tables: in news they hold results and prices. Where they hold far more than is
found without them, they are the article. Where what is found is far less than the page holds, readability is
asked. What was missed among paragraphs dressed like those found is added.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator

import trafilatura
from lxml import etree

from digest.sources.pages.elements import Element, bare, said, sentence
from digest.sources.text import plain

FAR_MORE = 2.0  # times as much text as the first extractor found
FAR_LESS = 0.5  # of the page's running text
MISSED = 0.15  # of the paragraphs of one dress
_MOST_PARAGRAPHS = 2_000
_PARAGRAPHS = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def extracted(body: Element) -> str:
    """The text of the article, as lines of paragraphs and headings."""
    root = body.getroottree().getroot()
    text = _by_trafilatura(root, tables=False)
    if len(said(body)) > FAR_MORE * len(text) and body.find(".//table") is not None:
        text = _far_more(_by_trafilatura(root, tables=True), text)
    if len(text) < FAR_LESS * sum(map(sentence, body.itertext())):
        text = _far_more(_by_readability(root), text)
    return _with_kin(body, text) or text


def headings(body: Element) -> set[str]:
    """The headings of the page, as letters and figures alone."""
    return {bare(said(heading)) for heading in body.iter(*_HEADINGS)}


def _by_trafilatura(root: Element, *, tables: bool) -> str:
    text = trafilatura.extract(
        root, include_comments=False, include_tables=tables, deduplicate=False, with_metadata=False
    )
    return plain(text or "")


def _far_more(other: str, text: str) -> str:
    return other if len(other) > FAR_MORE * len(text) else text


def _by_readability(root: Element) -> str:
    # Imported here: few pages need it.
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        return plain(Document(etree.tostring(root, encoding="unicode", method="html")).summary())
    except Exception:  # noqa: BLE001  (it raises whatever happens to go wrong on a page it cannot read)
        return ""


def _with_kin(body: Element, text: str) -> str:
    """All paragraphs dressed like those of the text, in their order; "" where few of them are missing.

    Some pages cut the article into several containers, of which an extractor takes one.
    """
    paragraphs = [(one, said(one)) for one in list(body.iter("p"))[:_MOST_PARAGRAPHS]]
    known = bare(text)
    taken, missed = Counter[tuple[str | None, ...]](), Counter[tuple[str | None, ...]]()
    for paragraph, words in paragraphs:
        if sentence(words):
            (taken if bare(words) in known else missed)[_dress(paragraph)] += len(words)
    if not taken:
        return ""
    dress, found = taken.most_common(1)[0]
    if missed[dress] < MISSED * (found + missed[dress]):
        return ""
    parents = dict.fromkeys(one.getparent() for one, _ in paragraphs if _dress(one) == dress)
    return plain("\n".join(dict.fromkeys(line for parent in parents for line in _lines(parent))))


def _dress(paragraph: Element) -> tuple[str | None, ...]:
    parent = paragraph.getparent()
    return (None, None) if parent is None else (parent.tag, parent.get("class"))


def _lines(parent: Element) -> Iterator[str]:
    for block in parent.iterchildren(*_PARAGRAPHS):
        if block.tag in ("ul", "ol"):
            yield from (f"- {said(point)}" for point in block.iterchildren("li"))
        else:
            yield said(block)
