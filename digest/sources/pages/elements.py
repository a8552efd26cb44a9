"""Elements of a page: what they say, what they are called, and how much running text they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # lxml ships no types

# A piece of text this long is a sentence, no label; scripts that write without spaces need fewer characters.
SENTENCE, DENSE_SENTENCE = 60, 20
# No article has as many; it bounds the work that a hostile page can ask for.
MOST_ELEMENTS = 100_000
_SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "select")
_MOST_NAMES = 30
_HUMPS = re.compile(r"([a-z])([A-Z])")
_PARTS = re.compile(r"[^a-z]+")
_SIGNS = re.compile(r"[\W_]+")


def silenced(tree: Element) -> None:
    """Take away what no reader sees as text."""
    etree.strip_elements(tree, etree.Comment, *_SILENT, with_tail=False)


def said(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def bare(text: str) -> str:
    """A text as its letters and figures alone, to compare with others."""
    return _SIGNS.sub("", text).casefold()


def names(element: Element) -> frozenset[str]:
    """The words of an element's classes and id: "articleFooter links" says article, footer and links.

    Names with signs in them ("md:hidden") are a style sheet's shorthand, and say nothing of the content.
    """
    given = f"{element.get('class') or ''} {element.get('id') or ''}".split()[:_MOST_NAMES]
    plain = (name for name in given if not any(sign in name for sign in ":/[]()"))
    return frozenset(part for name in plain for part in _PARTS.split(_HUMPS.sub(r"\1-\2", name).lower()))


def linked(element: Element) -> float:
    """The share of an element's text that is links."""
    whole = len(said(element))
    return sum(len(said(link)) for link in element.iter("a")) / whole if whole else 0.0


def sentence(text: str | None) -> int:
    """The length of a text, if it is long enough to be a sentence; otherwise nothing."""
    length = len(text.strip()) if text else 0
    if not text or length < DENSE_SENTENCE:
        return 0
    dense = not text.isascii() and " " not in text.strip()
    return length if dense or length >= SENTENCE else 0


def prose(root: Element) -> Mapping[Element, int]:
    """How many characters of running text each element holds, in one pass over the page."""
    held: dict[Element, int] = {}
    for element in reversed(list(root.iter(etree.Element))):
        own = sentence(element.text) + sum(held[child] + sentence(child.tail) for child in _children(element))
        held[element] = 0 if element.tag == "a" else own
    return held


def _children(element: Element) -> Iterator[Element]:
    return element.iterchildren(etree.Element)  # type: ignore[no-any-return]
