"""Prepare: from what the sources say to a finished draft."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from digest import selection, writing
from digest.errors import NotEnough
from digest.models import Edition, EditionStatus, Event, Story
from digest.newsroom import Newsroom, Progress, Tell
from digest.pipeline.collecting import collect, fetch_pages, require_sources

log = logging.getLogger(__name__)

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SHORTLIST = 2  # events written for each place of the edition, so that a swap finds a finished story


def prepare(room: Newsroom, day: date, now: datetime, tell: Tell, *, again: bool = False) -> Edition:
    """Draft the edition of this day, once: a second call returns the edition that is there.

    With `again`, a draft nobody has approved is drafted anew. Raises NotEnough for a poor day.
    """
    there = room.editions.find(room.newsletter.key, day)
    if there and not (again and there.status is EditionStatus.DRAFT):
        return there
    collect(room, now, tell)
    require_sources(room, now)
    events = _select(room, day, now, tell)
    chosen, spares = _write(room, events, tell)
    if len(chosen) < room.newsletter.fewest_stories:
        raise NotEnough(
            f"only {len(chosen)} stories are fit to print, and newsletter.fewest_stories asks for "
            f"{room.newsletter.fewest_stories}: no edition today{_staleness(room, now)}"
        )
    edition = Edition(
        newsletter=room.newsletter.key,
        day=day,
        subject=writing.subject(chosen, room.newsletter, day),
        preheader=writing.preheader(chosen, room.newsletter, day),
        stories=chosen,
        spares=spares,
        created=now,
    )
    log.info("drafted %s: %d stories, %d spares", edition.key, len(chosen), len(spares))
    return room.editions.save(replace(edition, id=there.id)) if there else room.editions.add(edition)


def _select(room: Newsroom, day: date, now: datetime, tell: Tell) -> list[Event]:
    newsletter = room.newsletter
    articles = room.archive.articles(list(room.origins), now - timedelta(hours=newsletter.window_hours))
    tell(Progress("select", 0, len(articles)))
    past = room.editions.before(newsletter.key, day, newsletter.memory_days)
    brief = selection.Brief(newsletter, room.origins, past, now)
    events = selection.rank(articles, brief)
    tell(Progress("select", len(articles), len(articles), f"{len(events)} events"))
    shortlist = list(events[: SHORTLIST * newsletter.stories])
    read = fetch_pages(room, shortlist, tell)
    return [
        after if after is before else selection.placed(after, brief)
        for before, after in zip(shortlist, read, strict=True)
    ]


def _write(room: Newsroom, events: list[Event], tell: Tell) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Short stories of all events, arranged; then the top ones written again at length."""
    newsletter = room.newsletter
    written: dict[str, tuple[Event, Story]] = {}
    for done, event in enumerate(events, start=1):
        if story := room.summariser.summarise(event, newsletter, top=False):
            written[story.key] = (event, story)
        tell(Progress("write", done, len(events)))
    chosen, spares = selection.arrange([story for _, story in written.values()], newsletter)
    return tuple(_at_length(room, story, written[story.key][0]) for story in chosen), spares


def _at_length(room: Newsroom, story: Story, event: Event) -> Story:
    if story.section != "top":
        return story
    long = room.summariser.summarise(event, room.newsletter, top=True)
    return replace(long, section=story.section, key=story.key) if long else story


def _staleness(room: Newsroom, now: datetime) -> str:
    """A hint at the clock, where the sources' news is all older than the window."""
    newest = max(
        (one.published for one in room.archive.articles(list(room.origins), LONG_AGO) if not one.undated),
        default=now,
    )
    hours = (now - newest).total_seconds() / 3600
    if hours <= room.newsletter.window_hours:
        return ""
    window = f"newsletter.window_hours takes the last {room.newsletter.window_hours} hours"
    return f" (the newest article is of {newest:%d %B %Y}, and {window})"
