"""What an edition carried does not come back, unless something material changed; then it says what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.models import Event, Reference, Story
from digest.selection.addresses import canonical
from digest.selection.brief import Brief
from digest.selection.changes import Told, changes
from digest.selection.events import said
from digest.selection.sections import country, shared, subject
from digest.selection.variety import profiles
from digest.selection.vectors import Text

SAME = 0.38
AKIN = 0.2
OWN_PAGES = 0.3


@dataclass(frozen=True, slots=True)
class _Sent:
    """A story as an edition carried it."""

    story: Story
    at: datetime

    def references(self) -> tuple[Reference, ...]:
        return (self.story.source, *self.story.also)

    def addresses(self) -> set[str]:
        return {canonical(reference.url) for reference in self.references()}

    def country(self) -> str:
        """What country it was about, as far as its headline and the titles of its reports tell."""
        language = self.story.language or "en"
        titles = [self.story.headline, *(reference.title for reference in self.references())]
        return shared(subject(language, title) for title in titles if title)

    def gist(self) -> Text:
        titles = [reference.title for reference in self.references()[:4] if reference.title]
        return Text(" . ".join([self.story.headline, *titles]), self.story.lead)

    def told(self) -> Told:
        titles = " . ".join(reference.title for reference in self.references())
        return Told(f"{self.story.headline} . {self.story.lead} . {titles}", len(self.references()))


def unsent(events: Sequence[Event], brief: Brief) -> tuple[Event, ...]:
    """The events that no past edition carried, and those with news since, as updates; in the same order."""
    sent = [_Sent(story, edition.created) for edition in brief.past for story in edition.stories]
    if not sent or not events:
        return tuple(events)
    return tuple(_remembered(events, sent))


def _remembered(events: Sequence[Event], sent: Sequence[_Sent]) -> Iterator[Event]:
    """Each event as it may be printed. An update of a story comes once: the best of its events."""
    updated: set[int] = set()
    for event, same in zip(events, _carried(events, sent), strict=True):
        if not same:
            yield event
        elif not updated.issuperset(same) and (update := _updated(event, [sent[at] for at in same])):
            updated |= same
            yield update


def _carried(events: Sequence[Event], sent: Sequence[_Sent]) -> Iterator[set[int]]:
    """For each event the places of the sent stories that told it.

    Told is what has the page it was told from, or many of the same pages, or says nearly the same; but two
    countries are two events, however alike two tolls or two elections sound.
    """
    reports = [[said(article) for article in event.articles] for event in events]
    rows = profiles([*reports, *([one.gist()] for one in sent)])
    likeness = (rows[: len(events)] @ rows[len(events) :].T).toarray()
    addresses = [one.addresses() for one in sent]
    countries = [one.country() for one in sent]
    for event, near in zip(events, likeness, strict=True):
        own = {canonical(article.url) for article in event.articles}
        where = country(event.articles)
        one_place = [not where or not other or where == other for other in countries]
        yield {
            at
            for at, used in enumerate(addresses)
            if canonical(sent[at].story.source.url) in own
            or len(own & used) >= OWN_PAGES * len(own)
            or (one_place[at] and near[at] >= (AKIN if own & used else SAME))
        }


def _updated(event: Event, sent: Sequence[_Sent]) -> Event | None:
    """The new reports of the event and what they add in words, or None when they add nothing.

    The old reports were told: a headline or lead of theirs would be yesterday's news once more.
    """
    latest = max(one.at for one in sent)
    used = set().union(*(one.addresses() for one in sent))
    new = tuple(a for a in event.articles if a.published > latest and canonical(a.url) not in used)
    old = tuple(article for article in event.articles if article not in new)
    said = changes(new, old, [one.told() for one in sent])
    return replace(event, articles=new, update=said) if said else None
