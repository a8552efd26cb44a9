"""The trail: where a page says that it stands in its site, as words: Home, Asia, Kazakhstan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from digest.sources.pages import linked
from digest.sources.pages.elements import Element, bare, names, said
from digest.sources.pages.headline import meta
from digest.sources.text import line

MOST_STEPS, LONGEST_STEP = 8, 60
_MOST_RAW = 200
_CRUMBS = frozenset(("breadcrumb", "breadcrumbs", "crumbs"))
_LISTS = ("ol", "ul", "nav", "div", "p")
_MARKS = " \t\n>›»/|·•→-–—:"
_HOMES = re.compile(
    r"home(?:page)?|start(?:seite)?|accueil|in[ií]cio|principal|strona główna|главная|首页|ホーム"
)


def trail(tree: Element, found: list[dict[str, Any]], titles: Iterable[str]) -> tuple[str, ...]:
    """The steps from the front page to this one, its own headline left out; empty where none are given."""
    ways: Sequence[Callable[[], Iterable[str]]] = (
        lambda: _declared(found),
        lambda: _marked_up(tree),
        lambda: _listed(tree),
        lambda: _above_headline(tree),
        lambda: _sections(tree, found),
    )
    for way in ways:
        steps = _cleaned(way(), frozenset(titles))
        if not all(_HOMES.fullmatch(step.casefold()) for step in steps):
            return steps
    return ()


def _cleaned(raw: Iterable[str], titles: frozenset[str]) -> tuple[str, ...]:
    steps: list[str] = []
    for _, text in zip(range(_MOST_RAW), raw, strict=False):
        step = line(text).strip(_MARKS)
        if step and len(step) <= LONGEST_STEP and bare(step) not in titles and step not in steps[-1:]:
            steps.append(step)
    return tuple(steps[:MOST_STEPS])


def _declared(found: list[dict[str, Any]]) -> Iterator[str]:
    """schema.org's BreadcrumbList in JSON-LD, in the order of its positions."""
    for node in found:
        if linked.kind(node) != "breadcrumblist":
            continue
        listed = node.get("itemListElement")
        steps = (
            [step for step in listed[:_MOST_RAW] if isinstance(step, dict)]
            if isinstance(listed, list)
            else []
        )
        for step in sorted(steps, key=_position):
            yield step["name"] if isinstance(step.get("name"), str) else linked.words(step.get("item"))
        if steps:
            return


def _position(step: dict[str, Any]) -> float:
    try:
        return float(step.get("position") or 0)
    except (TypeError, ValueError):
        return 0.0


def _marked_up(tree: Element) -> Iterator[str]:
    """The same list in microdata or RDFa."""
    for holder in tree.xpath("//*[contains(@itemtype,'BreadcrumbList') or @typeof='BreadcrumbList'][1]"):
        for name in holder.xpath(".//*[@itemprop='name' or @property='name']")[:_MOST_RAW]:
            yield said(name) or name.get("content") or ""
        return
    for step in tree.xpath(
        "//*[contains(@itemtype,'data-vocabulary.org/Breadcrumb') or @typeof='v:Breadcrumb']"
    ):
        yield said(step)


def _listed(tree: Element) -> Iterator[str]:
    """A list that is called breadcrumb, by its label or its class."""
    for holder in tree.iter(*_LISTS):
        label = (holder.get("aria-label") or "").lower()
        if "breadcrumb" in label or names(holder) & _CRUMBS:
            yield from _steps(holder)
            return


def _above_headline(tree: Element) -> Iterator[str]:
    """A plain list just above the headline that begins at the front page and leads deeper.

    A menu begins there as well, but its points lie beside each other.
    """
    headline = tree.find(".//h1")
    for listing in headline.xpath("(preceding::ol|preceding::ul)[last()]") if headline is not None else ():
        steps = list(_steps(listing))
        short = 1 < len(steps) <= MOST_STEPS and all(len(step) <= LONGEST_STEP for step in steps)
        if (
            short
            and _HOMES.fullmatch(steps[0].strip(_MARKS).casefold())
            and (listing.tag == "ol" or _leads_deeper(listing))
        ):
            yield from steps


def _leads_deeper(listing: Element) -> bool:
    """Whether each link of a list goes on from the one before it."""
    paths = [urlsplit(link.get("href", "")).path.rstrip("/") for link in listing.iter("a")]
    return len(paths) > 1 and all(after.startswith(f"{before}/") for before, after in pairwise(paths))


def _steps(holder: Element) -> Iterator[str]:
    for tag in ("li", "a", "span"):
        parts = [part for part in holder.iter(tag) if said(part)][:_MOST_RAW]
        if parts:
            yield from map(said, parts)
            return
    yield from re.split(r"[>›»/|]", said(holder))


def _sections(tree: Element, found: list[dict[str, Any]]) -> Iterator[str]:
    """The section in the page's metadata, for want of a trail."""
    given = meta(tree, "article:section") or meta(tree, "og:section") or meta(tree, "parsely-section")
    if given:
        yield from dict.fromkeys(given)
        return
    section = linked.article(found).get("articleSection")
    listed = section if isinstance(section, list) else [section]
    yield from (one for one in listed[:MOST_STEPS] if isinstance(one, str))
