"""Prepare: from what the sources say to a finished draft."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from digest import selection, writing
from digest.errors import NotEnough
from digest.models import Action, Article, Deed, Edition, EditionStatus, Event, Page, Story, machine
from digest.newsroom import Newsroom, Progress, ReadingRoom, Tell
from digest.pipeline.amending import waiting_corrections
from digest.pipeline.collecting import collect, fetch_pages, require_sources
from digest.pipeline.wording import worded_by
from digest.selection import Arrangement, Brief, Ranking

log = logging.getLogger(__name__)

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SHORTLIST = 2  # events written for each place of the edition, so that a swap finds a finished story

Room = Newsroom | ReadingRoom


@dataclass(frozen=True, slots=True)
class Drafting:
    """The written stories in their places, and the events they were written from, by the story's key."""

    events: Mapping[str, Event]
    arrangement: Arrangement


def prepare(room: Newsroom, day: date, now: datetime, tell: Tell, *, again: bool = False) -> Edition:
    """Draft the edition of this day, once: a second call returns the edition that is there.

    With `again`, a draft nobody has approved is drafted anew. Raises NotEnough for a poor day.
    """
    there = room.editions.find(room.newsletter.key, day)
    if there and not (again and there.status is EditionStatus.DRAFT):
        return there
    collect(room, now, tell)
    require_sources(room, now)
    asked = brief(room, day, now)
    ranking = select(archived(room, now), asked, tell)
    drafting = write(room, _read(room, shortlist(room, ranking, asked), asked, tell), tell)
    chosen = drafting.arrangement.printed
    if len(chosen) < room.newsletter.fewest_stories:
        raise NotEnough(
            f"only {len(chosen)} stories are fit to print, and newsletter.fewest_stories asks for "
            f"{room.newsletter.fewest_stories}: no edition today{_staleness(room, now)}"
        )
    edition = replace(composed(room, drafting, day, now), corrections=waiting_corrections(room, day))
    log.info("drafted %s: %d stories, %d spares", edition.key, len(chosen), len(edition.spares))
    if not there:
        return room.editions.add(edition)
    drafted = Deed(machine(now), Action.DRAFTED, edition.subject)
    return room.editions.revise(there, replace(edition, id=there.id), drafted)


def archived(room: Room, now: datetime) -> list[Article]:
    """What the sources said within the newsletter's window."""
    return room.archive.articles(list(room.origins), now - timedelta(hours=room.newsletter.window_hours))


def brief(room: Room, day: date, now: datetime) -> Brief:
    """What the day's choice depends on beside the articles."""
    newsletter = room.newsletter
    past = room.editions.before(newsletter.key, day, newsletter.memory_days)
    return Brief(newsletter, room.origins, past, now)


def select(articles: Sequence[Article], brief: Brief, tell: Tell) -> Ranking:
    """The events of the day, ranked."""
    tell(Progress("select", 0, len(articles)))
    ranking = selection.ranked(articles, brief)
    tell(Progress("select", len(articles), len(articles), f"{len(ranking.events)} events"))
    return ranking


def shortlist(room: Room, ranking: Ranking, brief: Brief) -> list[Event]:
    """The events that are written, with the pages that were read before.

    Selection saw the feeds alone: a day drafted again is the same, whatever was read meanwhile.
    """
    chosen = ranking.events[: SHORTLIST * room.newsletter.stories]
    pages = room.archive.pages([article.url for event in chosen for article in event.articles])
    return [_opened(event, pages, brief) for event in chosen]


def _opened(event: Event, pages: Mapping[str, Page], brief: Brief) -> Event:
    read = [one.read(pages[one.url]) if one.url in pages else one for one in event.articles]
    same = all(after is before for before, after in zip(event.articles, read, strict=True))
    return _placed(event, event if same else replace(event, articles=tuple(read)), brief)


def _placed(before: Event, after: Event, brief: Brief) -> Event:
    """The event in the section that it belongs to, where a page was read that may say so."""
    return after if after is before else selection.placed(after, brief)


def write(room: Room, events: Sequence[Event], tell: Tell) -> Drafting:
    """Drafts of all events by extraction, arranged; the chosen ones as the summariser words them."""
    newsletter = room.newsletter
    drafts: dict[str, tuple[Event, Story]] = {}
    for done, event in enumerate(events, start=1):
        if draft := writing.story(event, newsletter):
            drafts[draft.key] = (event, draft)
        tell(Progress("write", done, len(events)))
    arrangement = selection.arrange([draft for _, draft in drafts.values()], newsletter)
    chosen = [(draft, drafts[draft.key][0]) for draft in arrangement.printed]
    worded = worded_by(room.summariser, newsletter, chosen, tell)
    return Drafting({key: event for key, (event, _) in drafts.items()}, replace(arrangement, printed=worded))


def composed(room: Room, drafting: Drafting, day: date, now: datetime) -> Edition:
    """The edition of these stories, with its subject line; not saved."""
    chosen = drafting.arrangement.printed
    return Edition(
        newsletter=room.newsletter.key,
        day=day,
        subject=writing.subject(chosen, room.newsletter, day),
        preheader=writing.preheader(chosen, room.newsletter, day),
        stories=chosen,
        spares=drafting.arrangement.spares,
        created=now,
    )


def _read(room: Newsroom, events: list[Event], brief: Brief, tell: Tell) -> list[Event]:
    """The events with the pages they need; what a page says of its section moves an event once more."""
    read = fetch_pages(room, events, tell)
    return [_placed(before, after, brief) for before, after in zip(events, read, strict=True)]


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
