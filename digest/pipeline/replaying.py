"""Replay: a day drafted again out of the archive, for whoever asks why, or what would have been."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digest import selection
from digest.errors import DigestError
from digest.models import Article, Edition, Event, Story
from digest.newsroom import ReadingRoom, Tell
from digest.pipeline.preparing import Drafting, brief, composed, select, shortlist, write
from digest.selection import Candidate, Step, Verdict
from digest.selection.addresses import canonical

LATER = timedelta(days=1)  # after the hour of a day: younger reports are not its business


@dataclass(frozen=True, slots=True)
class Look:
    """Which day is looked at, and as of which hour.

    With `known`, by what the archive held at that hour; `further` is how much further back than the
    newsletter's window reports are accounted for.
    """

    day: date
    now: datetime
    known: bool = False
    further: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Trial:
    """The edition that would be, and what became of every candidate.

    What is in stands first, in the order of reading; then the events that are out, best first; then
    single reports.
    """

    edition: Edition
    candidates: tuple[Candidate, ...]

    @property
    def printed(self) -> tuple[Candidate, ...]:
        return tuple(candidate for candidate in self.candidates if candidate.verdict.printed)

    def about(self, words: str) -> tuple[Candidate, ...]:
        """The candidates that one means by an address, or by words that stand together in one title."""
        return tuple(candidate for candidate in self.candidates if _meant(candidate, words))

    def fate(self, story: Story) -> Candidate | None:
        """What became here of a story of another edition, found by the report it rests on."""
        wanted = canonical(story.source.url)
        candidates = (one for one in self.candidates if wanted in _addresses(one))
        return next(candidates, None)


def replay(room: ReadingRoom, look: Look, tell: Tell) -> Trial:
    """Draft the day again by the same steps as `prepare`. Nothing is collected, and nothing is saved.

    Raises DigestError where the archive holds nothing of that day.
    """
    since = look.now - timedelta(hours=room.newsletter.window_hours) - look.further
    articles = room.archive.articles(list(room.origins), since, look.now + LATER)
    known = room.archive.articles(list(room.origins), since, known=look.now) if look.known else articles
    if not any(article.published <= look.now for article in known):
        raise DigestError(
            f"the archive holds no article of the {room.newsletter.window_hours} hours before "
            f"{look.now:%d %B %Y, %H:%M} UTC; storage.keep_days says how long articles are kept"
        )
    asked = brief(room, look.day, look.now)
    ranking = select(known, asked, tell)
    events = shortlist(room, ranking, asked)
    drafting = write(room, events, tell)
    left = [
        *_placed(drafting, drafting.arrangement.spares),
        *_unwritten(events, drafting),
        *_surplus(ranking.events[len(events) :], len(events)),
        *selection.account(known, asked, ranking),
        *_late(articles, known),
    ]
    left.sort(key=_worth)
    printed = _placed(drafting, drafting.arrangement.printed)
    return Trial(composed(room, drafting, look.day, look.now), (*printed, *left))


def _addresses(candidate: Candidate) -> set[str]:
    return {canonical(article.url) for article in candidate.articles}


def _meant(candidate: Candidate, words: str) -> bool:
    if "://" in words:
        return canonical(words) in _addresses(candidate)
    wanted = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words.split()]
    story = [f"{candidate.story.headline} {candidate.story.lead}"] if candidate.story else []
    titles = (*story, *(f"{article.title} {article.outlet}" for article in candidate.articles))
    return any(all(word.search(title) for word in wanted) for title in titles)


def _worth(candidate: Candidate) -> tuple[bool, float, int]:
    return candidate.verdict.single, -(candidate.score or 0.0), -len(candidate.articles)


def _placed(drafting: Drafting, stories: Sequence[Story]) -> Iterator[Candidate]:
    for story in stories:
        event = drafting.events[story.key]
        yield Candidate(event.articles, drafting.arrangement.verdicts[story.key], event, story)


def _unwritten(events: Sequence[Event], drafting: Drafting) -> Iterator[Candidate]:
    written = {event.articles[0].url for event in drafting.events.values()}
    verdict = Verdict(Step.HEADLINE, "no title of its reports makes a clean headline")
    return (Candidate(one.articles, verdict, one) for one in events if one.articles[0].url not in written)


def _surplus(events: Sequence[Event], written: int) -> Iterator[Candidate]:
    verdict = Verdict(Step.RESERVE, f"the {written} best events are written, and this is not one of them")
    return (Candidate(event.articles, verdict, event) for event in events)


def _late(articles: Sequence[Article], known: Sequence[Article]) -> Iterator[Candidate]:
    verdict = Verdict(Step.ADMISSION, "collected after the edition was drafted")
    there = {(article.source, article.url) for article in known}
    return (Candidate((one,), verdict) for one in articles if (one.source, one.url) not in there)
