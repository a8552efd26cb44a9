"""A story that an editor found: its page is read by the guarded client, kept, and written like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from digest import writing
from digest.desk.changing import changed, joined, require_section
from digest.desk.gathering import extracted
from digest.errors import Blocked, DigestError, SourceIll
from digest.models import (
    Action,
    Article,
    Condition,
    Deed,
    Edition,
    Factor,
    Hand,
    Harvest,
    Origin,
    Page,
    Reference,
    Story,
)
from digest.newsroom import Newsroom
from digest.rendering.cleaning import link, plain
from digest.selection.languages import language

BY_HAND = "by hand"
"""The source under which reports are kept that none of the newsroom's sources brought."""
LONGEST = 2_000  # characters of an address


def add(room: Newsroom, edition: Edition, url: str, section: str, hand: Hand) -> Edition:
    """Add the story of a page as the last of a section, written by extraction.

    Raises DigestError, in words, for a page that cannot be read or has nothing to say, or whose story is
    in the edition already.
    """
    section = require_section(room, edition, section)
    address = _address(url)
    _require_new(edition, address)
    article = _kept(room, address, hand)
    _require_new(edition, article.url)
    added = Story(
        key=writing.key(article),
        section=section,
        headline="",
        lead="",
        source=Reference(article.outlet, article.url, article.title, article.language),
        factors=(Factor("desk", 1.0, f"added by {hand.name}"),),
    )
    story = extracted(room, added, [article])
    after = replace(edition, stories=joined(edition, story, len(edition.stories), room.newsletter))
    return changed(room, edition, after, Deed(hand, Action.ADDED, story.headline))


def _address(url: str) -> str:
    address = link(url) if len(url) <= LONGEST else ""
    if not address:
        raise DigestError(f"that is no address of a page: {plain(url)[:100]!r}")
    return address


def _require_new(edition: Edition, url: str) -> None:
    for story in (*edition.stories, *edition.spares):
        if url in {one.url for one in (story.source, *story.also)}:
            raise DigestError(f"that report is there already, with the story: {story.headline}")


def _kept(room: Newsroom, url: str, hand: Hand) -> Article:
    """The article of this page as the archive has it from now on."""
    try:
        page = room.collector.page(url)
    except (SourceIll, Blocked) as failure:
        raise DigestError(f"{url} cannot be read: {failure}") from failure
    known = room.archive.reports([url])
    if not known:
        _keep(room, url, page, hand)
    room.archive.fill(url, page)
    return next(iter(room.archive.reports([url])))


def _keep(room: Newsroom, url: str, page: Page, hand: Hand) -> None:
    """Store what was read as a report of its source, or of none."""
    if not plain(page.title):
        raise DigestError(f"{url} cannot be read: it has no headline")
    origin = _origin(room, url, hand)
    condition = room.archive.conditions().get(origin.key) or Condition(checked=hand.at, succeeded=hand.at)
    article = Article(
        url=url,
        title=plain(page.title),
        published=hand.at,
        source=origin.key,
        outlet=origin.outlet,
        body=page.text,
        undated=True,
    )
    reads = room.newsletter.reads
    article = replace(article, language=language(article, room.origins, reads))
    room.archive.keep(Harvest(origin.key, (article,), condition))


def _origin(room: Newsroom, url: str, hand: Hand) -> Origin:
    """The source whose reports of late stand at this host; where there is none, the host by its name."""
    host = _host(url)
    since = hand.at - timedelta(hours=room.newsletter.window_hours)
    for article in room.archive.articles(list(room.origins), since):
        if _host(article.url) == host:
            return room.origins[article.source]
    return Origin(BY_HAND, host)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
