"""A feed of any kind (RSS, Atom, RDF, JSON Feed) as a source: the plug to copy when adding one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from digest.errors import Blocked, SourceIll
from digest.models import Article, Condition, Harvest, Offer, Origin
from digest.sources.exchange import Response
from digest.sources.fetch import Fetcher
from digest.sources.health import ill, well
from digest.sources.parsing import Entry, Parser, Reading
from digest.sources.text import clipped
from digest.sources.urls import canonical

# Clocks differ, and some outlets announce a piece a little ahead.
_AHEAD = timedelta(hours=1)
_SENTENCE = re.compile(r".+?[.!?…。！？।؟](?=\s|$)|.+")
_SHORT_TITLE = 120
_VALIDATOR = 500
# Feeds that list the articles of others. Only they, linking to their own pages, may say who wrote one: any
# other feed that names a famous outlet in <source> speaks for itself.
CARRIERS = frozenset(
    {"news.google.com", "news.yahoo.com", "www.yahoo.com", "www.msn.com", "www.newsbreak.com", "www.aol.com"}
)


@dataclass(frozen=True)
class Feed:
    """A feed at an address. Of a long feed the `most_entries` newest are taken."""

    origin: Origin
    url: str
    fetcher: Fetcher
    parser: Parser
    most_entries: int = 500

    def harvest(self, condition: Condition, now: datetime) -> Harvest:
        """Visit once. An ill source raises nothing: its illness stands in the returned condition."""
        try:
            return self._harvest(condition, now)
        except (SourceIll, Blocked) as error:
            return Harvest(self.origin.key, (), ill(condition, now, error))

    def _harvest(self, condition: Condition, now: datetime) -> Harvest:
        response = self.fetcher.get(condition.moved_to or self.url, headers=_validators(condition))
        moved_to = response.permanent or condition.moved_to
        after = replace(well(condition, now), moved_to="" if moved_to == self.url else moved_to)
        if response.status == 304:
            return Harvest(self.origin.key, (), after, unchanged=True)
        articles = self._articles(self._read(response), response.url, now)
        etag, modified = (_sendable(response.headers.get(name, "")) for name in ("ETag", "Last-Modified"))
        after = replace(after, etag=etag, modified=modified, entries=len(articles))
        return Harvest(self.origin.key, articles, after)

    def offer(self, now: datetime) -> Offer:
        """What there is to read here, for whoever thinks of it as a source. Raises SourceIll or Blocked."""
        response = self.fetcher.get(self.url)
        feed = self._read(response)
        return Offer(feed.title, feed.language, self._articles(feed, response.url, now))

    def _read(self, response: Response) -> Reading:
        return self.parser.feed(response.body, response.headers.get("Content-Type", ""))

    def _articles(self, feed: Reading, base: str, now: datetime) -> tuple[Article, ...]:
        language = self.origin.language or feed.language
        found = _each_once(self._article(entry, base, now) for entry in feed.entries)
        placed = [
            replace(article, position=place, language=self.origin.language or article.language or language)
            for place, article in enumerate(found)
        ]
        newest = sorted(placed, key=lambda article: article.published, reverse=True)[: self.most_entries]
        return tuple(sorted(newest, key=lambda article: article.position))

    def _article(self, entry: Entry, base: str, now: datetime) -> Article | None:
        """The article of an entry; None when nothing can be linked or nothing named."""
        url = _address(entry.links, base)
        title = self._named_once(entry.title) or _first_sentence(entry.summary or entry.body)
        if not url or not title:
            return None
        dated = entry.published is not None and entry.published <= now + _AHEAD
        return Article(
            url=url,
            title=title,
            published=entry.published if dated and entry.published else now,
            source=self.origin.key,
            outlet=(entry.outlet if _carried(url, base) else "") or self.origin.outlet,
            summary=entry.summary,
            body=entry.body,
            language=entry.language,
            categories=entry.categories,
            undated=not dated,
            rights=entry.rights,
        )

    def _named_once(self, title: str) -> str:
        """The title without the outlet's own name behind it, which the edition says anyway."""
        for mark in (" - ", " | ", " – ", " — "):
            head, _, tail = title.rpartition(mark)
            if head and tail.casefold() == self.origin.outlet.casefold():
                return head
        return title


def _validators(condition: Condition) -> dict[str, str]:
    """The headers that let a server answer "nothing new"."""
    headers = {"If-None-Match": condition.etag, "If-Modified-Since": condition.modified}
    return {name: value for name, value in headers.items() if value}


def _sendable(validator: str) -> str:
    """A validator that can be sent back; one that cannot would make every later visit fail."""
    return (
        validator if len(validator) <= _VALIDATOR and validator.isascii() and validator.isprintable() else ""
    )


def _each_once(articles: Iterable[Article | None]) -> Iterator[Article]:
    """The articles that are there, the first of each address."""
    seen: set[str] = set()
    for article in articles:
        if article and article.url not in seen:
            seen.add(article.url)
            yield article


def _address(links: tuple[str, ...], base: str) -> str:
    """The first link that is a web address; relative ones count, but not an id that only looks so."""
    for link in links:
        if link.startswith(("http:", "https:", "//", "/", "?")) and (url := canonical(link, base)):
            return url
    return ""


def _carried(url: str, feed_url: str) -> bool:
    """Whether a carrier's own feed links to the carrier's own page of an article."""
    host = urlsplit(url).hostname
    return host in CARRIERS and urlsplit(feed_url).hostname == host


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return clipped(found[0], _SHORT_TITLE) if found else ""
