"""JSON Feed 1.0 and 1.1, read as loosely as feedparser reads the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from digest.sources.entries import MOST_ENTRIES, entry, language
from digest.sources.text import line

_BOM = b"\xef\xbb\xbf"


def fits(body: bytes) -> bool:
    """Whether the bytes are JSON rather than XML, by their first sign."""
    return body.lstrip(_BOM + b" \t\r\n")[:1] in {b"{", b"["}


def read(body: bytes) -> dict[str, Any]:
    """What the feed says, in the shape of `reading.read`."""
    try:
        said = json.loads(body.removeprefix(_BOM).decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return {"ill": "feed is damaged: JSON that does not end well"}
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        return {"ill": "is JSON, but not a JSON Feed"}
    items = [item for item in said["items"] if isinstance(item, dict)]
    return {
        "title": line(_word(said, "title")),
        "language": language(said.get("language")),
        "entries": [_entry(item) for item in items[:MOST_ENTRIES]],
    }


def _entry(item: dict[str, Any]) -> dict[str, Any]:
    tags = item.get("tags")
    return entry(
        {
            "links": [_word(item, "url"), _word(item, "external_url"), _word(item, "id")],
            "title": _word(item, "title"),
            "published": _published(item),
            "language": item.get("language"),
            "categories": tags if isinstance(tags, list) else (),
        },
        _texts(item),
    )


def _texts(item: dict[str, Any]) -> Iterator[str]:
    yield _word(item, "summary")
    yield _word(item, "content_html")
    # Signs that are markup elsewhere are plain text here.
    yield _word(item, "content_text").replace("&", "&amp;").replace("<", "&lt;")


def _published(item: dict[str, Any]) -> int | None:
    for name in ("date_published", "date_modified"):
        when = _moment(_word(item, name).strip())
        if when:
            return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    return None


def _moment(text: str) -> datetime | None:
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return reader(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _word(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
