"""Pruning: what is on an article page but is not the article, cut away before anyone extracts a text.

Every rule spares what holds much of the page's running text: a class "author" may be the article itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from digest.sources.pages.elements import Element, bare, linked, names, said

# Names that outlets give to what surrounds an article.
AROUND = re.compile(
    r"related|recommend(?:ed|ations?)?|recirc(?:ulation)?|trending|popular|teasers?|newsletters?|signup|subscri(?:be|ption)"
    r"|comments?|disqus|feedback|polls?|survey|promos?|promotion|members?(?:hip)?|cta|placeholder|toolbar|share|sharing|social"
    r"|copyright|credits?|caption|byline|authors?|bio|breadcrumbs?|player|gallery|infobox|factbox|disclaimer"
    r"|advert|advertisement|sponsored|outbrain|taboola|donat(?:e|ion)|cookie|consent"
)
# Names for the sentence between headline and article, and for the points that sum the article up.
ABOVE = re.compile(
    r"standfirst|deck|dek|sub(?:title|headline|head|heading)|excerpt|intro|einleitung|lead|leadtext|summary|preface"
    r"|chapo|sapo|kicker|topline|shorttext|ingress|manchet|bullet(?:point)?s|bulletpoint|keypoints|highlights"
)
_BLOCKS = ("div", "section", "p", "ul", "ol", "dl", "li", "h2", "h3", "h4", "h5", "h6", "aside")
_AROUND_HOLDS, _ABOVE_HOLDS, _HEADER_HOLDS, _NESTED_HOLDS = 0.15, 0.2, 0.3, 0.5
_SMALL = 0.05
_ABOVE_LONGEST = 900
_LIST_LINKED, _BLOCK_LINKED = 0.9, 0.95
_LINK_LONGEST = 200
_FEWEST_LETTERS = 40


def prune(body: Element, held: Mapping[Element, int], descriptions: Sequence[str]) -> None:
    """Cut away what is not the article. `held` is the running text of each element."""
    whole = max(held[body], 1)
    _other_articles(body, held, whole)
    _headers(body, held, whole)
    _links(body)
    _named(body, AROUND, held, _AROUND_HOLDS * whole)
    _named(body, ABOVE, held, _ABOVE_HOLDS * whole)
    _standfirst(body, [bare(text) for text in descriptions])


def cut(element: Element) -> None:
    """Take an element out of its page; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _other_articles(body: Element, held: Mapping[Element, int], whole: int) -> None:
    """The teasers inside the article, and the next articles that some pages append to it."""
    articles = list(body.iter("article"))
    for article in articles:
        inside = next(article.iterancestors("article"), None) is not None
        if inside and held.get(article, 0) < _NESTED_HOLDS * whole:
            cut(article)
    headed = [article for article in articles if article.find(".//h1") is not None]
    for article in headed[1:]:
        if headed[0] not in article.iterancestors() and article not in headed[0].iterancestors():
            cut(article)


def _headers(body: Element, held: Mapping[Element, int], whole: int) -> None:
    for header in list(body.iter("header")):
        if held.get(header, 0) < _HEADER_HOLDS * whole:
            cut(header)


def _links(body: Element) -> None:
    """Lists of nothing but links, and paragraphs or headings that are one."""
    for listing in list(body.iter("ul", "ol")):
        points = [point for point in listing if said(point)]
        if points and sum(linked(point) >= _LIST_LINKED for point in points) >= 0.8 * len(points):
            cut(listing)
    for block in list(body.iter("p", "h2", "h3", "h4", "h5", "h6")):
        if 0 < len(said(block)) < _LINK_LONGEST and linked(block) >= _BLOCK_LINKED:
            cut(block)


def _named(body: Element, wanted: re.Pattern[str], held: Mapping[Element, int], most: float) -> None:
    """Blocks of these names. A name that marks much of the page's running text marks the article."""
    found: dict[str, list[Element]] = {}
    for block in body.iter(*_BLOCKS):
        for name in sorted(filter(wanted.fullmatch, names(block))):
            found.setdefault(name, []).append(block)
    for blocks in found.values():
        outer = list(_outermost(blocks))
        if sum(held.get(block, 0) for block in outer) >= most:
            continue
        for block in outer:
            if wanted is AROUND or len(said(block)) < _ABOVE_LONGEST:
                cut(block)


def _outermost(blocks: Sequence[Element]) -> Iterator[Element]:
    inside = set(blocks)
    return (block for block in blocks if inside.isdisjoint(block.iterancestors()))


def _standfirst(body: Element, descriptions: Sequence[str]) -> None:
    """The paragraph that repeats the page's description, if no other paragraph is dressed like it.

    A first paragraph that stands among its like is the article's own, however it is used elsewhere.
    """
    wanted = [text for text in descriptions if len(text) >= _FEWEST_LETTERS]
    dressed = Counter(_dress(block) for block in body.iter("p", "h2", "h3", "h4") if said(block))
    for block in list(body.iter("p", "h2", "h3", "h4")) if wanted else ():
        if dressed[_dress(block)] > 1:
            continue
        text = bare(said(block))
        if len(text) >= _FEWEST_LETTERS and any(_same(text, description) for description in wanted):
            cut(block)


def _dress(block: Element) -> tuple[str | None, ...]:
    parent = block.getparent()
    around = (None, None) if parent is None else (parent.tag, parent.get("class"))
    return (block.tag, block.get("class"), *around)


def _same(text: str, description: str) -> bool:
    """Whether a paragraph is the description, cut or whole."""
    near = len(text) < 1.6 * len(description) + _FEWEST_LETTERS
    return near and (text.startswith(description[:150]) or description.startswith(text))
