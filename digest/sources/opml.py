"""Lists of feeds as other readers keep them: OPML in and out, and plain lists of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from digest.errors import ConfigurationError
from digest.models import Origin
from digest.sources.entries import language
from digest.sources.text import line

_WORD_BREAKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list. `section` is the heading above it, or its category, as a key: "middle-east"."""

    title: str
    url: str
    section: str = ""
    language: str = ""


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML list, or of a plain list with one address a line; each address once.

    Raises ConfigurationError for a list that is broken, hostile or empty.
    """
    found = _outlines(body) if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(body)
    outlines: dict[str, Outline] = {}
    for outline in found:
        outlines.setdefault(outline.url, outline)
    if not outlines:
        raise ConfigurationError("the list names no feed: OPML or one http(s) address a line is understood")
    return tuple(outlines.values())


def write_opml(sources: Iterable[tuple[Origin, str]], title: str = "Sources") -> str:
    """An OPML list of these sources, those of one section under one heading."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    headings: dict[str, Element] = {"": body}
    for origin, url in sources:
        if origin.section not in headings:
            headings[origin.section] = SubElement(body, "outline", text=origin.section)
        facts = {"type": "rss", "text": origin.outlet, "xmlUrl": url, "language": origin.language}
        SubElement(headings[origin.section], "outline", {name: word for name, word in facts.items() if word})
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _outlines(body: bytes) -> Iterator[Outline]:
    try:
        root = fromstring(body, forbid_dtd=False)
    except DefusedXmlException:
        raise ConfigurationError("the OPML list declares entities, which no honest list needs") from None
    except (ParseError, ValueError, LookupError) as error:
        raise ConfigurationError(f"the OPML list is broken: {line(str(error), 100)}") from None
    yield from _below(root)


def _below(root: _Node) -> Iterator[Outline]:
    """Every outline with a feed, with the heading above it; without recursion, which depth could exhaust."""
    waiting: list[tuple[_Node, str]] = [(root, "")]
    while waiting:
        node, heading = waiting.pop()
        title = line(_attribute(node, "title") or _attribute(node, "text"))
        url = _attribute(node, "xmlUrl").strip()
        if _web(url):
            category = _attribute(node, "category").partition(",")[0].strip("/").rpartition("/")[2]
            tongue = language(_attribute(node, "language"))
            yield Outline(title or _host(url), url, _key(heading) or _key(line(category)), tongue)
        elif title:
            heading = title
        waiting += [(child, heading) for child in reversed(list(node))]


def _lines(body: bytes) -> Iterator[Outline]:
    for text in body.decode("utf-8-sig", "replace").splitlines():
        url = text.strip()
        if _web(url):
            yield Outline(_host(url), url)


class _Node(Protocol):
    """As much of an XML element as is read here."""

    @property
    def attrib(self) -> dict[str, str]: ...

    def __iter__(self) -> Iterator[_Node]: ...


def _attribute(node: _Node, name: str) -> str:
    """An attribute by name in any case: exporters do not agree on xmlUrl."""
    return next((value for key, value in node.attrib.items() if key.lower() == name.lower()), "")


def _web(url: str) -> bool:
    try:
        return (
            url.isprintable() and urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
        )
    except ValueError:
        return False


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _key(heading: str) -> str:
    return _WORD_BREAKS.sub("-", heading.casefold()).strip("-")
