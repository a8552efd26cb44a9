"""The edition as a worklist: its sections and stories with all that an editor looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from digest.models import (
    MACHINE,
    Action,
    Approval,
    Edition,
    EditionStatus,
    Finding,
    Newsletter,
    Revision,
    Story,
)
from digest.web.desk.lengths import Length, headline_length, lead_length, topmost
from digest.web.desk.marks import Marked, marked
from digest.web.preview import outlets


@dataclass(frozen=True, slots=True)
class Item:
    """One story of the list: `number` in the edition, `place` in its section of `among`, both from 1."""

    story: Story
    number: int
    place: int
    among: int
    marked: Marked
    headline: Length
    lead: Length
    outlets: tuple[str, ...]
    touched: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One section of the edition with its stories; an empty one takes stories in."""

    key: str
    title: str
    items: tuple[Item, ...]


def shelves(
    newsletter: Newsletter, edition: Edition, findings: Sequence[Finding], history: Sequence[Revision]
) -> tuple[Shelf, ...]:
    """The edition's sections in the order of reading."""
    top = topmost(newsletter, edition)
    number = 0
    made = []
    for key, stories in edition.sections():
        items = tuple(
            Item(
                story=story,
                number=number + place,
                place=place,
                among=len(stories),
                marked=marked(edition, story, findings),
                headline=headline_length(newsletter, story.headline),
                lead=lead_length(newsletter, story.lead, top=story.key in top),
                outlets=outlets(story),
                touched=touched(newsletter, story, history),
            )
            for place, story in enumerate(stories, start=1)
        )
        number += len(stories)
        made.append(Shelf(key, section_name(newsletter, key), items))
    return tuple(made)


def section_name(newsletter: Newsletter, key: str) -> str:
    """A section's title, or its key made fit to read."""
    title = newsletter.section_title(key)
    return key.replace("-", " ").capitalize() if title == key else title


def sections(newsletter: Newsletter, edition: Edition) -> tuple[tuple[str, str], ...]:
    """The sections a story can stand in: those configured, and those that are there."""
    keys = [*(one.key for one in newsletter.sections), *(key for key, _ in edition.sections())]
    return tuple((key, section_name(newsletter, key)) for key in dict.fromkeys(keys))


def clock(newsletter: Newsletter, at: datetime) -> str:
    """The time of day where the newsletter lives."""
    return f"{at.astimezone(ZoneInfo(newsletter.zone)):%H:%M}"


def touched(newsletter: Newsletter, story: Story, history: Sequence[Revision]) -> str:
    """Who last changed the words of a story, and when: the record names it as it was called from then on."""
    if not story.hand:
        return ""
    deed = next(
        (one for one in reversed(history) if one.by == story.hand and one.about == story.headline), None
    )
    return f"{story.hand}, {clock(newsletter, deed.at)}" if deed else story.hand


def told(newsletter: Newsletter, deed: Revision) -> str:
    """A deed of the record in a line."""
    about = f" “{deed.about}”" if deed.about and deed.action is not Action.RELEASED else f" {deed.about}"
    return f"{deed.by} {deed.action}{about.rstrip()}, {clock(newsletter, deed.at)}"


def saved(newsletter: Newsletter, history: Sequence[Revision]) -> str:
    """When the edition was last saved, and by whom; empty for a draft that nobody touched."""
    last = next((one for one in reversed(history) if one.by != MACHINE), None)
    return f"Saved {clock(newsletter, last.at)} by {last.by}" if last else ""


def due(newsletter: Newsletter, edition: Edition, hour: str) -> datetime:
    """The edition's publishing hour ("06:00" where the newsletter lives)."""
    at = time.fromisoformat(hour)
    return datetime.combine(edition.day, at, tzinfo=ZoneInfo(newsletter.zone)).astimezone(UTC)


def late(newsletter: Newsletter, edition: Edition, hour: str, *, barred: bool) -> str:
    """When an edition goes out whose hour has passed; `barred` is one that its findings keep in.

    Whether a service runs, or somebody sends by hand, the desk does not know, and promises no minute.
    """
    if edition.status is EditionStatus.HELD:
        return "not while it is held"
    waits = newsletter.approval is Approval.EDITOR or barred
    if edition.status is EditionStatus.DRAFT and waits:
        return "as soon as it is approved"
    return f"with the next send: its hour, {hour}, has passed"


def remaining(until: datetime, now: datetime) -> str:
    """How long it is until then, in words; empty when the hour has passed."""
    minutes = int((until - now).total_seconds() // 60)
    if minutes < 0:
        return ""
    hours, minutes = divmod(minutes, 60)
    return f"in {hours} h {minutes} min" if hours else f"in {minutes} min"


def reason(story: Story) -> str:
    """The factor that counts most for a story, in words."""
    best = max(story.factors, key=lambda one: one.value, default=None)
    return best.why if best else ""
