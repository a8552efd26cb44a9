"""The headline of a page, and the standfirst it gives to search engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.sources.pages import linked
from digest.sources.pages.elements import Element, bare, said
from digest.sources.text import line

_LONGEST_HEADING = 300
_FEWEST_LETTERS = 10


def headline(tree: Element, article: dict[str, Any]) -> str:
    """The page's own heading where its metadata agree with one, and otherwise what the metadata say."""
    stated = [text for text in (*_stated(tree), linked.words(article.get("headline"))) if text]
    headings = [text for text in map(said, tree.iter("h1")) if 0 < len(text) < _LONGEST_HEADING]
    for heading in headings:
        if any(_agree(bare(heading), bare(text)) for text in stated):
            return line(heading)
    return line(next(iter(stated + headings), ""))


def _agree(heading: str, stated: str) -> bool:
    """Whether one is the other with an outlet behind it, or with a kicker before it."""
    shorter, longer = sorted((heading, stated), key=len)
    if longer.startswith(shorter) and len(shorter) >= _FEWEST_LETTERS // 2:
        return True
    return len(shorter) >= _FEWEST_LETTERS and shorter in longer and len(longer) < 2 * len(shorter)


def titles(tree: Element, article: dict[str, Any]) -> set[str]:
    """Every form of the headline on the page, as letters and figures alone."""
    stated = (*_stated(tree), linked.words(article.get("headline")), *map(said, tree.iter("h1")))
    return {key for key in map(bare, stated) if len(key) >= _FEWEST_LETTERS}


def descriptions(tree: Element) -> list[str]:
    """What the page tells search engines and social networks that it is about."""
    return meta(tree, "og:description") + meta(tree, "description") + meta(tree, "twitter:description")


def meta(tree: Element, name: str) -> list[str]:
    """The contents of the meta elements of this name, in their order."""
    return list(_contents(tree, name))


def _contents(tree: Element, name: str) -> Iterator[str]:
    for element in tree.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        if name in {given.strip().lower() for given in names if given}:
            content = " ".join((element.get("content") or "").split())
            if content:
                yield content


def _stated(tree: Element) -> list[str]:
    title = tree.find(".//title")
    return meta(tree, "og:title")[:1] + ([said(title)] if title is not None else [])
