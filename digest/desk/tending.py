"""The sources and what is wished of them: how each does, a look at a new one, and changes that are checked.

Whoever may come in may change them: what is kept counts from the next draft on, and an edition that
stands stays as it is. Each change is logged, and entered in the history, with whose it is.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest.desk.wishes import require_address, require_sound, told
from digest.models import Article, Change, Condition, Edition, Hand, Listed, Offer, Setup, Story
from digest.newsroom import Newsroom

log = logging.getLogger(__name__)

USED_DAYS = 14  # over whose editions it is counted what was used of a source


@dataclass(frozen=True, slots=True)
class Use:
    """What of the editions of the last days is a source's: stories that it told, of all stories."""

    stories: int
    of: int
    editions: int

    @property
    def share(self) -> float:
        return self.stories / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one source does: its last visit, its latest articles, and what of them was used."""

    source: Listed
    condition: Condition | None
    latest: tuple[Article, ...]
    use: Use

    @property
    def state(self) -> str:
        """In a word: well, ill, gone, paused, or new where it was never visited."""
        if self.source.paused:
            return "paused"
        if self.condition is None or self.condition.checked is None:
            return "new"
        if self.condition.retired:
            return "gone"
        return "ill" if self.condition.ill else "well"

    @property
    def why(self) -> str:
        """What is wrong with it, in words; empty where nothing is."""
        return self.condition.ill if self.condition and not self.source.paused else ""


def as_configured(room: Newsroom, setup: Setup | None = None) -> Newsroom:
    """The newsroom as this setup has it, or the configuration at this moment."""
    setup = setup or room.configuration.setup()
    return replace(room, newsletter=setup.newsletter, origins=setup.origins)


def standings(room: Newsroom, day: date, latest: int = 1, key: str = "") -> tuple[Standing, ...]:
    """Every source, in the order of the configuration, or one alone; with so many latest articles."""
    setup, conditions = room.configuration.setup(), room.archive.conditions()
    past = room.editions.before(room.newsletter.key, day + timedelta(days=1), USED_DAYS)
    used, stories = _used(room, setup, past), sum(len(edition.stories) for edition in past)
    return tuple(
        Standing(
            source,
            conditions.get(source.key),
            tuple(room.archive.latest(source.key, latest)),
            Use(used[source.key], stories, len(past)),
        )
        for source in setup.sources
        if key in ("", source.key)
    )


def look_at(room: Newsroom, url: str, now: datetime) -> Offer:
    """What a feed gives, before it is added; nothing of it is kept.

    Raises IllegalChange for what is no address, Blocked for one that must not be visited, and SourceIll
    where no feed is, or none that can be read.
    """
    require_address(url)
    return room.collector.offer(url, now)


def tried(room: Newsroom, changes: Sequence[Change]) -> Setup:
    """What would stand with these changes. Raises what is wrong with them, in words; writes nothing."""
    require_sound(changes)
    return room.configuration.propose(changes)


def tend(room: Newsroom, changes: Sequence[Change], seen: str, hand: Hand) -> tuple[str, ...]:
    """Keep these changes of the configuration that the hand saw; what was changed, in words.

    What stands already is no change. Raises Conflict, and keeps nothing, where another hand was first.
    """
    require_sound(changes)
    setup = room.configuration.setup()
    news = [(change, words) for change in changes if (words := told(change, setup))]
    about = tuple(words for _, words in news)
    if news:
        room.configuration.keep([change for change, _ in news], seen, hand, about)
        for words in about:
            log.info("%s changed the configuration: %s", hand.name, words)
    return about


def _used(room: Newsroom, setup: Setup, past: Sequence[Edition]) -> Counter[str]:
    """How many printed stories name a report of each source: as the one they rest on, or also."""
    stories = [story for edition in past for story in edition.stories]
    brought = room.archive.bringers([url for story in stories for url in _reports(story)])
    return Counter(key for story in stories for key in _tellers(story, brought, setup))


def _reports(story: Story) -> Iterator[str]:
    return (reference.url for reference in (story.source, *story.also))


def _tellers(story: Story, brought: dict[str, frozenset[str]], setup: Setup) -> set[str]:
    """The sources that told a story. Where its report was forgotten since, those of the outlet named."""
    keys: set[str] = set()
    for reference in (story.source, *story.also):
        outlet = {one.key for one in setup.sources if one.origin.outlet == reference.outlet}
        keys |= brought.get(reference.url, outlet)
    return keys
