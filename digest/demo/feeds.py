"""The feeds of the demo newswire: RSS 2.0, Atom, RSS 1.0 (RDF) and JSON Feed, written out by outlet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from typing import Any

from digest.demo import dress
from digest.demo.wire import Outlet, WireArticle

TRACKING = "utm_source=rss&utm_medium=feed&utm_campaign=daily"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of one outlet on a server whose address is `base`."""

    outlet: Outlet
    articles: Sequence[WireArticle]
    base: str

    @property
    def path(self) -> str:
        """Where this feed lives."""
        names = {"rss": "feed.xml", "atom": "atom.xml", "rdf": "index.rdf", "json": "feed.json"}
        return f"/{self.outlet.key}/{names[self.outlet.feed]}"

    @property
    def home(self) -> str:
        return f"{self.base}/{self.outlet.key}/"

    def link(self, article: WireArticle) -> str:
        """Where the feed links an article; RSS feeds add tracking parameters, as so many do."""
        url = self.base + article.path
        return f"{url}?{TRACKING}" if self.outlet.feed == "rss" else url


def written(feed: Feed) -> tuple[str, bytes]:
    """The content type and the bytes of a feed. A `cut` feed ends in the middle of its last entry."""
    kind, text = {"rss": _rss, "atom": _atom, "rdf": _rdf, "json": _json}[feed.outlet.feed](feed)
    if feed.outlet.fault == "cut":
        text = text[: text.rindex("<description>") + 40]
    return kind, text.encode()


def _rss(feed: Feed) -> tuple[str, str]:
    items = "\n".join(_rss_item(feed, article) for article in feed.articles)
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{escape(feed.outlet.name)}</title>
<link>{feed.home}</link>
<description>The latest from {escape(feed.outlet.name)}</description>
<language>{feed.outlet.language}</language>
{items}
</channel>
</rss>
"""
    return "application/rss+xml; charset=utf-8", text


def _rss_item(feed: Feed, article: WireArticle) -> str:
    url = feed.link(article)
    parts = [
        _tag("title", dress.title(feed.outlet, article)),
        _tag("link", url),
        f'<guid isPermaLink="false">{escape(article.path)}</guid>',
        _tag("pubDate", format_datetime(article.published)),
        *(_tag("category", category) for category in article.categories),
    ]
    if article.author:
        parts.append(_tag("dc:creator", article.author))
    if feed.outlet.text != "titles":
        parts.append(_tag("description", dress.description(feed.outlet, article, url)))
    if feed.outlet.text == "full":
        parts.append(f"<content:encoded><![CDATA[{dress.content(feed.outlet, article)}]]></content:encoded>")
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def _atom(feed: Feed) -> tuple[str, str]:
    entries = "\n".join(_atom_entry(feed, article) for article in feed.articles)
    updated = max(article.published for article in feed.articles)
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.outlet.language}">
<title>{escape(feed.outlet.name)}</title>
<id>{feed.home}</id>
<link rel="alternate" href="{feed.home}"/>
<link rel="self" href="{feed.base}{feed.path}"/>
<updated>{updated.isoformat()}</updated>
{entries}
</feed>
"""
    return "application/atom+xml; charset=utf-8", text


def _atom_entry(feed: Feed, article: WireArticle) -> str:
    url = feed.link(article)
    parts = [
        _tag("title", dress.title(feed.outlet, article)),
        f'<link rel="alternate" href="{escape(url)}"/>',
        _tag("id", url),
        _tag("published", article.published.isoformat()),
        _tag("updated", article.published.isoformat()),
        f"<author><name>{escape(article.author or feed.outlet.name)}</name></author>",
        *(f'<category term="{escape(category)}"/>' for category in article.categories),
        f'<summary type="html">{escape(dress.description(feed.outlet, article, url))}</summary>',
    ]
    if feed.outlet.text == "full":
        parts.append(f'<content type="html">{escape(dress.content(feed.outlet, article))}</content>')
    return "<entry>\n" + "\n".join(parts) + "\n</entry>"


def _rdf(feed: Feed) -> tuple[str, str]:
    places = "".join(f'<rdf:li rdf:resource="{feed.link(article)}"/>' for article in feed.articles)
    items = "\n".join(_rdf_item(feed, article) for article in feed.articles)
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" \
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{feed.home}">
<title>{escape(feed.outlet.name)}</title>
<link>{feed.home}</link>
<description>The latest from {escape(feed.outlet.name)}</description>
<dc:language>{feed.outlet.language}</dc:language>
<items><rdf:Seq>{places}</rdf:Seq></items>
</channel>
{items}
</rdf:RDF>
"""
    return "application/rdf+xml; charset=utf-8", text


def _rdf_item(feed: Feed, article: WireArticle) -> str:
    url = feed.link(article)
    parts = [
        _tag("title", dress.title(feed.outlet, article)),
        _tag("link", url),
        _tag("description", dress.description(feed.outlet, article, url)),
        _tag("dc:date", article.published.isoformat()),
        *(_tag("dc:subject", category) for category in article.categories),
    ]
    if article.author:
        parts.append(_tag("dc:creator", article.author))
    return f'<item rdf:about="{escape(url)}">\n' + "\n".join(parts) + "\n</item>"


def _json(feed: Feed) -> tuple[str, str]:
    text = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.outlet.name,
        "home_page_url": feed.home,
        "feed_url": feed.base + feed.path,
        "language": feed.outlet.language,
        "items": [_json_item(feed, article) for article in feed.articles],
    }
    return "application/feed+json; charset=utf-8", json.dumps(text, ensure_ascii=False, indent=1)


def _json_item(feed: Feed, article: WireArticle) -> dict[str, Any]:
    url = feed.link(article)
    return {
        "id": url,
        "url": url,
        "title": dress.title(feed.outlet, article),
        "content_html": dress.description(feed.outlet, article, url),
        "date_published": article.published.isoformat(),
        "authors": [{"name": article.author}] if article.author else [],
        "tags": list(article.categories),
    }


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
