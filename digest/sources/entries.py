"""One entry of a feed of any kind, as plain text: what the child process answers with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from digest.sources.boilerplate import prose
from digest.sources.pages.rights import notice
from digest.sources.text import BODY, SUMMARY, clipped, line, plain

# No outlet has as many; it bounds what a hostile feed can make of 10 MB.
MOST_ENTRIES = 5_000
MOST_CATEGORIES = 10
_CATEGORY, _OUTLET, _LINK = 60, 100, 2000
_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .&'’-]){0,39}")
_SIGNS = re.compile(r"[\W_]+")
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])")


def entry(said: Mapping[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """An entry from what a feed said. `texts` are its longer texts, its own summary first.

    An aggregator names the outlet twice, in <source> and behind the title: then it is the entry's outlet,
    if it looks like a name. Whether the feed may name outlets at all is for the plug to say.
    """
    title, outlet = line(said.get("title") or ""), line(said.get("outlet") or "", _OUTLET)
    cleaned = [prose(plain(text)) for text in dict.fromkeys(texts) if text]
    cleaned = [text for text in cleaned if not _echoes(text, title)]
    if _NAME.fullmatch(outlet) and title.endswith(f" - {outlet}"):
        title = title.removesuffix(f" - {outlet}")
        # such a summary lists headlines, this one first
        cleaned = [text for text in cleaned if not text.startswith(title)]
    else:
        outlet = ""
    summary = clipped(cleaned[0], SUMMARY) if cleaned else ""
    longest = clipped(max(cleaned, key=len, default=""), BODY)
    return {
        "links": [link for link in said["links"] if isinstance(link, str) and 0 < len(link) <= _LINK],
        "title": title,
        "outlet": outlet,
        "summary": summary,
        "body": longest if len(longest) > len(summary) else "",
        "published": said.get("published"),
        "language": language(said.get("language")),
        "categories": categories(said.get("categories") or ()),
        "rights": notice(said.get("rights")),
    }


def _echoes(text: str, title: str) -> bool:
    """Whether a text says nothing but the title once more, with whatever signs between its words."""
    near = abs(len(text) - len(title)) < 20
    return near and _SIGNS.sub("", text).casefold() == _SIGNS.sub("", title).casefold()


def language(tag: object) -> str:
    """The language itself of a tag such as "en-GB", or ""."""
    found = _LANGUAGE.match(tag) if isinstance(tag, str) else None
    return found[1].lower() if found else ""


def categories(terms: Iterable[object]) -> list[str]:
    """The first few categories, each once."""
    cleaned = (line(term, _CATEGORY) for term in terms if isinstance(term, str))
    return list(dict.fromkeys(word for word in cleaned if word))[:MOST_CATEGORIES]
