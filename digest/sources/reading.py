"""Feed bytes to entries, inside the child process: RSS, Atom and RDF by feedparser, JSON Feed by our own."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.sax import SAXException

import feedparser

from digest.sources import jsonfeed, quick
from digest.sources.entries import MOST_ENTRIES, entry, language
from digest.sources.text import line

_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE | re.DOTALL
)
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*>")
_SURELY_UTF8 = "application/xml; charset=utf-8"
_UTF8 = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']utf-?8", re.IGNORECASE)


def read(body: bytes, content_type: str) -> dict[str, Any]:
    """What a feed says: title, language and entries; or, under "ill", why it is no feed.

    A feed that is damaged but gave entries is well. So is one that is whole and empty: an outlet may have
    nothing to say today. Damaged and empty is ill: what it had to say may have been lost.
    """
    if jsonfeed.fits(body):
        return jsonfeed.read(body)
    kind, body = _decoded(body, content_type)
    if (body.isascii() or kind == _SURELY_UTF8) and (said := quick.read(body)):
        return said
    parsed = _parsed(kind, body) or _parsed(kind, b"< " + _DECLARATION.sub(b"", body, count=1))
    if parsed is None:
        return {"ill": "feed is damaged"}
    if not parsed.entries and (why := _illness(parsed, body, content_type)):
        return {"ill": why}
    return {
        "title": line(_word(parsed.feed, "title")),
        "language": language(_word(parsed.feed, "language")),
        "entries": [_entry(said, _word(parsed.feed, "rights")) for said in parsed.entries[:MOST_ENTRIES]],
    }


def _parsed(kind: str, body: bytes) -> Any:
    """What feedparser makes of it; None where it raises.

    Some declarations and names of namespaces make its strict parser raise what it does not catch itself. A
    sign in front that no XML may begin with sends it to its loose parser at once.
    """
    try:
        return feedparser.parse(
            BytesIO(body),  # bytes themselves would first be tried as the path of a local file
            response_headers={"content-type": kind},
            sanitize_html=False,  # no markup is kept at all
            resolve_relative_uris=False,  # nor the links inside it
        )
    except Exception:  # noqa: BLE001  (it raises whatever happens to go wrong)
        return None


def _decoded(body: bytes, content_type: str) -> tuple[str, bytes]:
    """Content type and bytes for feedparser, which believes a wrong charset of the server.

    What reads as UTF-8 and is not all ASCII is UTF-8, whatever anyone says; what says UTF-8 and nearly is
    one loses its few bad bytes, not all its accents.
    """
    if body.isascii() or b"\0" in body[:4]:
        return content_type, body
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if bad == 0 or (bad * 20 < foreign and _UTF8.search(body, 0, 200)):
        return _SURELY_UTF8, text.encode() if bad else body
    return content_type, body


def _illness(parsed: Any, body: bytes, content_type: str) -> str:
    """Why there are no entries; "" when the feed is whole and simply empty."""
    if not body.strip():
        return "answered with an empty page"
    if _PAGE.match(body.lstrip(b"\xef\xbb\xbf")):
        return "is a web page, not a feed"
    if not parsed.version:
        return "is a web page, not a feed" if content_type.startswith("text/html") else "is not a feed"
    return "feed is damaged" if isinstance(parsed.get("bozo_exception"), SAXException) else ""


def _entry(said: Mapping[str, Any], rights: str) -> dict[str, Any]:
    """One of feedparser's entries, whose own rights go before the feed's.

    Its own `get` is passed over, which warns and guesses.
    """
    source = _value(said, "source")
    tags = _value(said, "tags") or ()
    links = [_word(said, "feedburner_origlink"), _word(said, "link"), _word(said, "id")]
    return entry(
        {
            "links": [*links, *_alternates(said)],
            "title": _word(said, "title"),
            "outlet": _word(source, "title") if isinstance(source, dict) else "",
            "published": _published(said),
            "language": _value(_value(said, "title_detail") or {}, "language"),
            "categories": [_word(tag, "term") for tag in tags],
            "rights": _word(said, "rights") or rights,
        },
        _texts(said),
    )


def _texts(said: Mapping[str, Any]) -> Iterator[str]:
    yield _word(said, "summary")
    for content in _value(said, "content") or ():
        if not str(_value(content, "type")).startswith(("image/", "audio/", "video/")):
            yield _word(content, "value")


def _alternates(said: Mapping[str, Any]) -> Iterator[str]:
    for link in _value(said, "links") or ():
        if _value(link, "rel") == "alternate":
            yield _word(link, "href")


def _published(said: Mapping[str, Any]) -> int | None:
    """Seconds since 1970 in UTC, of the first date that can be read."""
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        when = _value(said, name)
        try:
            if when:
                return timegm(when)
        except (ValueError, OverflowError, TypeError):
            continue
    return None


def _value(said: Mapping[str, Any], name: str) -> Any:
    return dict.get(said, name) if isinstance(said, dict) else None


def _word(said: Mapping[str, Any], name: str) -> str:
    value = _value(said, name)
    return value if isinstance(value, str) else ""
