"""Linked data: what a page says of itself for machines, in JSON-LD. Believed only where the page agrees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from digest.sources.pages.elements import Element

# A page's own data is a few thousand characters beside the article's text; more is a mistake or an attack.
_LONGEST, _MOST_SCRIPTS, _MOST_NODES, _DEEPEST = 1_000_000, 30, 5_000, 12


def nodes(tree: Element) -> list[dict[str, Any]]:
    """Every object of the page's linked data, outer ones first; what cannot be read is passed over."""
    found: list[dict[str, Any]] = []
    room = _LONGEST
    for script in list(tree.iter("script"))[:200]:
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        room -= len(text)
        if room < 0 or len(found) >= _MOST_NODES:
            break
        try:
            whole = json.loads(text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found += _objects(whole, _MOST_NODES - len(found))
    return found


def kind(node: dict[str, Any]) -> str:
    """The type of an object in lower case; several types joined by spaces."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return " ".join(one.lower() for one in listed if isinstance(one, str))


def words(value: object) -> str:
    """A value as text: itself, or the name or address of the object it is; of several the first."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("headline") or value.get("url") or value.get("@id")
        else:
            break
    return value if isinstance(value, str) else ""


def article(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The object that is the article itself, or an empty one."""
    articles = [node for node in found if kind(node).endswith(("article", "posting", "report"))]
    return max(articles, key=_told, default={})


def _told(node: dict[str, Any]) -> int:
    body = node.get("articleBody")
    return len(body) if isinstance(body, str) else 0


def _objects(whole: object, most: int) -> Iterator[dict[str, Any]]:
    """The objects of a document breadth first, without recursion: depth and number are bounded."""
    level: list[object] = [whole]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                if most <= 0:
                    return
                most -= 1
                yield value
                below += value.values()
            elif isinstance(value, list):
                below += value[:most]
        level = [value for value in below if isinstance(value, dict | list)]
