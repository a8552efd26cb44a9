"""The rights line: what a page says about its article's licence or first publication, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from digest.sources.pages import linked
from digest.sources.pages.elements import Element, said
from digest.sources.text import clipped, plain

MOST_RIGHTS = 300
_LONGEST_LINE = 600  # a paragraph that only mentions a licence is no notice
_SHORTEST_LINE = 20
_MOST_HINTS = 200
_BLOCKS = (
    "p",
    "div",
    "li",
    "small",
    "footer",
    "section",
    "blockquote",
    "aside",
    "td",
    "dd",
    "figcaption",
    "h6",
)

_HINT = re.compile(
    r"publi|print|licen[cs]|lizenz|licenz|licencj|лиценз|syndicat|commons|copyright|CC[ -]?(?:BY|0)"
    r"|permission|appear|erschien|veröffentlich|pubblic|опубликов|produced",
    re.IGNORECASE,
)

_ARTICLE = r"(?:this|the|our)\s+(?:article|story|piece|post|report|text|column|essay|interview|content|work)"
_DONE = r"(?:(?:re-?)?published|printed|produced|written|appeared|ran|licen[cs]ed|released|posted)"
_NOTICE = re.compile(
    rf"""
    {_ARTICLE}\s+ (?:(?:was|is|has|have|been|were|first|originally|also|initially)\s+){{0,3}} {_DONE} \b
        .{{0,60}}\b(?:by|in|on|at|under|while|from|with|as)\b
    | ^\W*(?:originally|first)\s+(?:published|appeared|posted)\s+(?:in|on|by|at)\s+(?!\d|\w+\s\d)
    | \b(?:re-?published|reprinted|reproduced|cross-?posted|syndicated)\s+
        (?:here\s+)?(?:with|by|under|courtesy)\s+(?:\w+\s+){{0,3}}(?:permission|licen[cs]e|of\b)
    | \bused\s+(?:with|by)\s+(?:kind\s+)?permission\b | \bre-?published\s+from\b
    | \brepublish(?:ing)?\s+(?:this|our)\b | \bqueries\s+(?:on|about)\s+copyright\b
    | \bcreative\ commons\b | \bCC[ -]BY\b | \bCC0\b | \blicen[cs]ed\s+under\b
    | \b(?:zuerst|ursprünglich)\s+(?:\w+\s+){{0,4}}(?:erschienen|veröffentlicht)\b(?!\s+am\s+\d)
    | \bunter\s+(?:einer|der)\s+(?:\S+\s+){{0,3}}lizenz\b
    | \bsous\s+(?:la\s+)?licence\s+\S+
    | \bcet\s+article\s+(?:est|a)\s+(?:\S+\s+){{0,3}}(?:re)?(?:publié|paru)\b
    | \bbajo\s+(?:una?\s+|la\s+)?licencia\b | \bsob\s+(?:a\s+|uma\s+)?licença\b
    | \b(?:artículo|artigo|texto|nota|reportaje|matéria)\s+
        (?:\S+\s+){{0,3}}publicad[oa]\s+(?:originalmente|por\ primera)\b
    | \bpubblicat[oa]\s+(?:originariamente|originalmente|per\ la\ prima\ volta)\b
    | \bna\s+licencji\b | \btekst\s+(?:\S+\s+){{0,3}}(?:pierwotnie|po\ raz\ pierwszy)\b
    | \bпо\s+лицензии\b | \b(?:статья|материал|текст)\s+(?:\S+\s+){{0,2}}впервые\s+опубликован
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A photograph's licence is the photograph's; a publisher's general "all rights" is said on every page.
_ELSEWHERE = re.compile(
    r"\b(?:photos?|photographs?|images?|pictures?|fotos?|bild(?:er)?|imagen|wikimedia|cookies?)\b"
    r"|\bmay\s+not\s+be\b|\b(?:this|our)\s+(?:web)?site\b.{0,40}\bmay\b",
    re.IGNORECASE,
)
_CC_BY_NAME = re.compile(r"\bcreative\ commons\b|\bCC[ -]BY\b|\bCC0\b", re.IGNORECASE)
_CC = re.compile(
    r"creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)"
    r"|publicdomain/(zero|mark)/(\d\.\d))",
    re.IGNORECASE,
)


def rights(tree: Element, found: list[dict[str, Any]]) -> str:
    """What the page says about licence or republication, on one line; "" where it says nothing."""
    stated = (" ".join(plain(text).split()) for text in (*_notices(tree), *_declared(tree, found)))
    return next((clipped(line, MOST_RIGHTS) for line in stated if line), "")


def notice(text: object) -> str:
    """A feed's or page's own statement of rights, if it is about licence or republication; otherwise ""."""
    line = " ".join(plain(text[:_LONGEST_LINE]).split()) if isinstance(text, str) else ""
    return clipped(line, MOST_RIGHTS) if about_rights(line) else ""


def about_rights(text: str) -> bool:
    """Whether a line speaks about licence or republication, and not just of whom everything belongs to."""
    return len(text) <= _LONGEST_LINE and bool(_NOTICE.search(text)) and not _ELSEWHERE.search(text)


def _notices(tree: Element) -> Iterator[str]:
    """The lines of the page, the innermost element of each, that are a notice.

    What stands in the site's footer is of the site: there only a licence counts.
    """
    for block in _hinted(tree):
        text = said(block)
        if len(text) < _SHORTEST_LINE or not about_rights(text) or _within(block):
            continue
        if _of_the_site(block) and not _CC_BY_NAME.search(text):
            continue
        yield text


def _hinted(tree: Element) -> Iterator[Element]:
    """The blocks around each piece of text that may belong to a notice, in the order of the page."""
    body = tree.find("body")
    pieces = body.xpath(".//text()[string-length(normalize-space()) > 3]") if body is not None else ()
    hints = [piece for piece in pieces if _HINT.search(piece)][:_MOST_HINTS]
    seen: set[Element] = set()
    for piece in hints:
        element = piece.getparent() if piece.is_text else piece.getparent().getparent()
        while element is not None and element.tag not in _BLOCKS:
            element = element.getparent()
        if element is not None and element not in seen:
            seen.add(element)
            yield element


def _within(block: Element) -> bool:
    """Whether a smaller element holds the whole notice."""
    return any(
        about_rights(said(inner))
        for inner in block.iterchildren(*_BLOCKS)
        if len(said(inner)) >= _SHORTEST_LINE
    )


def _of_the_site(block: Element) -> bool:
    if next(block.iterancestors("article", "main"), None) is not None:
        return False
    return block.tag == "footer" or next(block.iterancestors("footer"), None) is not None


def _declared(tree: Element, found: list[dict[str, Any]]) -> Iterator[str]:
    """A licence by link, or in the article's linked data."""
    for link in tree.xpath("//*[self::a or self::link][contains(concat(' ', @rel, ' '), ' license ')]"):
        yield _named(link.get("href") or "")
    article = linked.article(found)
    yield _named(linked.words(article.get("license")))
    yield notice(linked.words(article.get("copyrightNotice")))


def _named(address: str) -> str:
    """The Creative Commons licence of an address, by its name; of other addresses nothing is said."""
    licence = _CC.search(address[:300])
    if not licence:
        return ""
    if licence[3]:
        return (
            f"Creative Commons {'CC0' if licence[3].lower() == 'zero' else 'Public Domain Mark'} {licence[4]}"
        )
    return f"Creative Commons {licence[1].upper()} {licence[2]}"
