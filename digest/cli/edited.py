"""How the desk's work looks in a terminal: numbered stories and findings, the record, and what was done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from digest.cli import shown
from digest.cli.screen import Screen
from digest.errors import DigestError

if TYPE_CHECKING:
    from digest.models import Edition, Finding, Revision, Story
    from digest.newsroom import Newsroom


def named(edition: Edition, word: str) -> Story:
    """The story that one means by its key or its number: spares are counted on behind the stories."""
    everything = (*edition.stories, *edition.spares)
    if found := next((one for one in everything if one.key == word), None):
        return found
    if word.isdecimal() and 1 <= int(word[:6]) <= len(everything):
        return everything[int(word[:6]) - 1]
    raise DigestError(f"there is no story {word[:40]!r}: `digest desk show` numbers {len(everything)}")


def report(story: Story, word: str) -> str:
    """The address of a story's report that one means by it or by its number."""
    references = (story.source, *story.also)
    if word.isdecimal() and 1 <= int(word[:6]) <= len(references):
        return references[int(word[:6]) - 1].url
    return word


def edition(screen: Screen, edition: Edition) -> None:
    """The lines above the stories, the stories, and the spares."""
    screen.say(f"{edition.key} is {edition.status}, version {edition.revision}")
    screen.say(f"Subject    {edition.subject}")
    screen.say(f"Preheader  {edition.preheader}")
    if edition.note:
        screen.say(f"Note       {edition.note}")
    columns = ("No.", "Section", "Headline", "Reports", "Worded by", "Key")
    screen.table(columns, _rows(edition.stories, 1))
    if edition.spares:
        screen.say("Spares")
        screen.table(columns, _rows(edition.spares, 1 + len(edition.stories)))
    shown.answer(
        screen,
        edition,
        revision=edition.revision,
        preheader=edition.preheader,
        note=edition.note,
        spares=[{"key": one.key, "section": one.section, "headline": one.headline} for one in edition.spares],
    )


def story(screen: Screen, edition: Edition, story: Story) -> None:
    """One story in full, with its reports numbered."""
    words(screen, story, answer=False)
    for number, one in enumerate((story.source, *story.also), start=1):
        screen.say(f"{number:>3}  {one.outlet}: {one.title}")
        screen.say(f"     {one.url}")
    screen.answer(edition=edition.key, story=asdict(story))


def words(screen: Screen, story: Story, *, answer: bool = True) -> None:
    """Headline and lead, and whose words they are."""
    screen.say(story.headline)
    screen.say(story.lead or "(no lead)")
    screen.say(f"     {_worded(story)}")
    if answer:
        screen.answer(headline=story.headline, lead=story.lead, writer=story.writer)


LOOKED_UP = (
    "Names, numbers, quotations and denials were looked up in the reports. Whether it happened so was not: "
    "that is for you to read."
)


def findings(screen: Screen, edition: Edition, found: Sequence[Finding]) -> None:
    """Every finding, numbered, what bars approval marked."""
    from digest.desk import told

    rows = [
        (number, "bars approval" if one.blocks else "", told(edition, one), one.sentence)
        for number, one in enumerate(found, start=1)
    ]
    if rows:
        screen.table(("No.", "", "What", "The nearest that a source says"), rows)
    screen.say(_barred(found))
    screen.say(LOOKED_UP)
    screen.answer(edition=edition.key, findings=[asdict(one) for one in found])


def history(screen: Screen, edition: Edition, entries: Sequence[Revision]) -> None:
    """Who did what, oldest first."""
    rows = [
        (one.number, f"{one.at:%d %b %H:%M}", one.by, one.whence, one.action, one.about) for one in entries
    ]
    screen.table(("No.", "When (UTC)", "Who", "As, by", "Did", "To what"), rows)
    screen.answer(edition=edition.key, history=[asdict(one) for one in entries])


def done(screen: Screen, room: Newsroom, seen: Edition, after: Edition) -> None:
    """What was entered in the record, and what still bars approval."""
    from digest.desk import findings

    if after.revision == seen.revision:
        screen.say(f"Nothing changed: that is what edition {after.key} says.")
    else:
        last = room.editions.history(after)[-1]
        screen.say(f"{after.key}, version {last.number}: {last.by} {last.action} {last.about}".rstrip())
    found = findings(room, after)
    if any(one.blocks for one in found):
        screen.say(_barred(found))
    shown.answer(screen, after, revision=after.revision, barred=sum(one.blocks for one in found))


def sure(screen: Screen, doubt: str, question: str) -> bool:
    """Whether whoever sits at the terminal says yes; no where nobody can be asked."""
    if not (screen.terminal and sys.stdin.isatty()):
        return False
    screen.warn(doubt)
    return typer.confirm(question)


def _barred(found: Sequence[Finding]) -> str:
    if barring := sum(one.blocks for one in found):
        return barred(barring)
    return f"Nothing bars its approval; found in all: {len(found)}." if found else "Nothing was found."


def barred(count: int) -> str:
    """That so many findings keep an edition from being approved, and where they are listed."""
    said = f"{count} findings bar" if count > 1 else "A finding bars"
    return f"{said} its approval: `digest desk findings` lists what was found."


def _rows(stories: Sequence[Story], first: int) -> list[tuple[object, ...]]:
    return [
        (number, one.section, one.headline, 1 + len(one.also), _worded(one), one.key)
        for number, one in enumerate(stories, start=first)
    ]


def _worded(story: Story) -> str:
    whose = [f"written by {story.writer}"] if story.writer else []
    whose += [f"changed by {story.hand}"] if story.hand else []
    return ", ".join(whose) or "its sources"
