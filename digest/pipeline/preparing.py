"""Prepare: from what the sources say to a finished draft."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
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
    events = selection.rank(articles, selection.Brief(newsletter, room.origins, past, now))
    tell(Progress("select", len(articles), len(articles), f"{len(events)} events"))
    return fetch_pages(room, list(events[: SHORTLIST * newsletter.stories]), tell)


def _write(room: Newsroom, events: list[Event], tell: Tell) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Drafts of all events by extraction, arranged; the chosen ones as the summariser writes them."""
    newsletter = room.newsletter
    drafts: dict[str, tuple[Event, Story]] = {}
    for done, event in enumerate(events, start=1):
        if draft := writing.story(event, newsletter):
            drafts[draft.key] = (event, draft)
        tell(Progress("write", done, len(events)))
    chosen, spares = selection.arrange([draft for _, draft in drafts.values()], newsletter)
    return _finished(room, [(draft, drafts[draft.key][0]) for draft in chosen], tell), spares


def _finished(room: Newsroom, chosen: list[tuple[Story, Event]], tell: Tell) -> tuple[Story, ...]:
    """The chosen stories in their order, those at the top at length; several at once where a model writes."""

    def finish(one: tuple[Story, Event]) -> Story:
        draft, event = one
        top = draft.section == "top"
        story = room.summariser.summarise(event, room.newsletter, top=top, draft=draft)
        return replace(story, section=draft.section, key=draft.key) if story else draft

    stories: list[Story] = []
    with ThreadPoolExecutor(room.summariser.at_once) as pool:
        for story in pool.map(finish, chosen):
            stories.append(story)
            tell(Progress("word", len(stories), len(chosen)))
    if account := room.summariser.account():
        log.info("%s", account)
        tell(Progress("account", note=account))
    return tuple(stories)


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
