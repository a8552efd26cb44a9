"""An article page, inside the child process: its text and headline, where it stands and by what right."""

from __future__ import annotations

from typing import Any

from lxml.html import document_fromstring
from trafilatura import load_html

from digest.sources.boilerplate import prose
from digest.sources.pages import linked
from digest.sources.pages.elements import MOST_ELEMENTS, Element, bare, sentence, silenced
from digest.sources.pages.elements import prose as running_text
from digest.sources.pages.extraction import extracted, headings
from digest.sources.pages.headline import descriptions, headline, titles
from digest.sources.pages.pruning import prune
from digest.sources.pages.rights import rights
from digest.sources.pages.testimony import heard
from digest.sources.pages.trail import trail
from digest.sources.text import clipped

PAGE = 100_000  # characters: the longest reports of the world's papers are shorter
_HEADLINE_WITHIN = 4  # lines from the top
_FEWEST_LETTERS = 10
_MUCH_LESS = 0.5  # of the text: what stands above a headline or below a notice is shorter than the article


def read(body: bytes, content_type: str) -> dict[str, Any]:
    """The article's "text", "title", "trail" and "rights", or under "ill" why there is no text."""
    tree = _tree(body, content_type)
    if tree is None:
        return {"ill": "page has no article text"}
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return {"ill": "page is too large to read"}
    found = linked.nodes(tree)
    article = linked.article(found)
    title = headline(tree, article)
    forms = titles(tree, article) | {bare(title)}
    silenced(tree)
    steps, notice = trail(tree, found, forms), rights(tree, found)
    text = _text(tree, linked.words(article.get("articleBody")), forms, notice)
    if not any(map(sentence, text.split("\n"))):
        return {"ill": "page has no article text"}
    return {"text": text, "title": title, "trail": list(steps), "rights": notice}


def _tree(body: bytes, content_type: str) -> Element | None:
    """The page as a tree with a body, also where only a piece of one was sent."""
    tree = load_html(_decoded(body, content_type))
    if tree is None or tree.find("body") is not None:
        return tree
    page = document_fromstring("<html><body></body></html>")
    page.find("body").append(tree)
    return page


def _text(tree: Element, declared: str, titles: set[str], notice: str) -> str:
    body = tree.find("body")
    visible = "\n".join(body.itertext())
    prune(body, running_text(body), descriptions(tree))
    text = prose(heard(extracted(body), declared, visible, headings(body)))
    lines = _above_notice(_below_headline(text.split("\n"), titles), notice)
    return clipped("\n".join(lines), PAGE)


def _below_headline(lines: list[str], titles: set[str]) -> list[str]:
    """The lines without the headline, where it is repeated at the top, and without a kicker above it.

    An extractor may put the headline behind the first paragraph, which then stays.
    """
    for at, line in enumerate(lines[:_HEADLINE_WITHIN]):
        if _repeats(bare(line), titles):
            above, below = lines[:at], lines[at + 1 :]
            return below if _much_less(above, below) else above + below
    return lines


def _repeats(line: str, titles: set[str]) -> bool:
    """Whether a line is the headline, or all but a kicker or an outlet's name of it."""
    for title in titles:
        shorter, longer = sorted((line, title), key=len)
        if line == title or (
            len(shorter) >= _FEWEST_LETTERS and shorter in longer and len(longer) < 2 * len(shorter)
        ):
            return True
    return False


def _above_notice(lines: list[str], notice: str) -> list[str]:
    """The lines without the rights notice, and without what little stands below it."""
    at = next((at for at, line in enumerate(lines) if notice and line.startswith(notice[:100])), None)
    if at is None:
        return lines
    above, below = lines[:at], lines[at + 1 :]
    return above if _much_less(below, above) else above + below


def _much_less(some: list[str], others: list[str]) -> bool:
    return sum(map(len, some)) < _MUCH_LESS * sum(map(len, others))


def _decoded(body: bytes, content_type: str) -> str | bytes:
    """Text where it is certain which; bytes, for the extractor to guess, where it is not."""
    charset = content_type.lower().partition("charset=")[2].strip(" \"';") or "utf-8"
    for name in ("utf-8", charset):
        try:
            return body.decode(name)
        except (LookupError, ValueError):
            continue
    return body
