"""The short way through a faultless feed: lxml instead of feedparser, at a tenth of the cost.

It reads only what it is sure to read as feedparser would; at the first doubt feedparser decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz
from typing import Any

from lxml import etree

from digest.sources.entries import MOST_ENTRIES, entry, language
from digest.sources.text import line

_ATOM = "{http://www.w3.org/2005/Atom}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_RSS1 = "{http://purl.org/rss/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# What each element is to us. An element that stands twice, or under a name not listed here, is a doubt.
_RSS = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "description": "summary",
    "pubDate": "published",
    "category": "category",
    "source": "source",
}
_OTHERS = {
    f"{_DC}date": "updated",
    f"{_DC}subject": "category",
    f"{_DC}rights": "rights",
    "{http://purl.org/rss/1.0/modules/content/}encoded": "content",
    "{http://rssnamespace.org/feedburner/ext/1.0}origLink": "origin",
}
_ROLES: dict[str, dict[str, str]] = {
    "rss": _RSS | _OTHERS,
    _RDF: {f"{_RSS1}{name}": role for name, role in _RSS.items()} | _OTHERS,
    f"{_ATOM}feed": {
        f"{_ATOM}{name}": name
        for name in ("title", "id", "summary", "content", "published", "updated", "category", "rights")
    }
    | _OTHERS,
}
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?\d{1,2} +[A-Za-z]{3} +\d{4} +\d{1,2}:\d\d(?::\d\d)?"
    r" +(?:[+-]\d{4}|GMT|UTC?|Z|[ECMP][SD]T)"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")


class _Doubt(Exception):  # noqa: N818  (never leaves this module)
    """Something that feedparser may read in a way of its own."""


def read(body: bytes) -> dict[str, Any] | None:
    """What a faultless UTF-8 feed says, in the shape of `reading.read`, or None for any other."""
    if b"xml:base" in body or b"\x1b" in body:
        return None
    limits = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, limits)
        if root.tag not in _ROLES or root.getroottree().docinfo.doctype:
            return None
        head = _head(root)
        found = list(root.iterdescendants("{*}item", "{*}entry"))
        if any(item.getparent() not in (head, root) for item in found):
            return None
        rights = _rights(head)
        entries = [_entry(item, _ROLES[root.tag], rights) for item in found[:MOST_ENTRIES]]
    except (etree.XMLSyntaxError, _Doubt):
        return None
    if not entries or head is None:
        return None
    titles = [child for child in head if child.tag in {"title", f"{_ATOM}title", f"{_RSS1}title"}]
    tongue = head.findtext("{*}language") or root.get(_LANG)
    return {
        "title": line(titles[0].text or "") if titles else "",
        "language": language(tongue),
        "entries": entries,
    }


def _head(root: Any) -> Any:
    """The element that speaks of the feed itself."""
    if root.tag == f"{_ATOM}feed":
        return root
    return root.find("channel" if root.tag == "rss" else f"{_RSS1}channel")


def _rights(head: Any) -> str:
    """What the feed says of its rights."""
    named = ("copyright", f"{_ATOM}rights", f"{_DC}rights")
    return "".join([_text(child) for child in head if child.tag in named][:1]) if head is not None else ""


def _entry(item: Any, roles: dict[str, str], rights: str) -> dict[str, Any]:
    said: dict[str, str] = {}
    categories, links, strangers = [], [], []
    for child in item:
        role = roles.get(child.tag)
        if child.tag == f"{_ATOM}link":
            links += [child.get("href", "")] if child.get("rel", "alternate") == "alternate" else []
        elif role == "category":
            categories.append(child.get("term") or _text(child))
        elif role is None:
            strangers.append(etree.QName(child).localname)
        elif role in said:
            raise _Doubt
        else:
            said[role] = _text(child)
    _certain(said, links, strangers)
    return entry(
        {
            "links": [
                said.get("origin", "").strip(),
                said.get("link", "").strip(),
                *links,
                said.get("id", "").strip(),
            ],
            "title": said["title"],
            "outlet": said.get("source", ""),
            "published": _seconds(said.get("published", "").strip() or said.get("updated", "").strip()),
            "language": item.get(_LANG),
            "categories": categories,
            "rights": said.get("rights") or rights,
        },
        _texts(said),
    )


def _certain(said: dict[str, str], links: list[str], strangers: list[str]) -> None:
    """Doubt an entry that lacks something which one of its other elements may give it."""
    linked = "link" in said or len(links) == 1
    whole = linked and any(said.get(role, "").strip() for role in ("summary", "content"))
    whole = whole and ("published" in said or "updated" in said)
    if "title" not in said or not linked or len(links) > 1:
        raise _Doubt
    if strangers and not whole:
        raise _Doubt


def _texts(said: dict[str, str]) -> Iterator[str]:
    yield said.get("summary", "")
    yield said.get("content", "")


def _text(element: Any) -> str:
    """The text of an element; XHTML as markup. Elements inside anything else are a doubt."""
    if not len(element):
        if element.get("mode") or element.get("src") or "/" in element.get("type", "").removeprefix("text/"):
            raise _Doubt
        return element.text or ""
    if element.get("type") != "xhtml":
        raise _Doubt
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _seconds(text: str) -> int | None:
    """Seconds since 1970 of a date in the one form or the other. Any third form is a doubt."""
    if not text:
        return None
    try:
        if _RFC822.fullmatch(text) and (parts := parsedate_tz(text)):
            return mktime_tz(parts)
        if _ISO.fullmatch(text):
            when = datetime.fromisoformat(text)
            return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        pass
    raise _Doubt
