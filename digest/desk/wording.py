"""The editor's words: headlines and leads, the subject line, and the note to readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from digest import writing
from digest.desk.changing import changed, exchanged, story_of
from digest.errors import DigestError
from digest.models import Action, Deed, Edition, Event, Hand, Story
from digest.newsroom import Newsroom
from digest.rendering.cleaning import plain

LONGEST = {"headline": 200, "lead": 2_000, "subject": 200, "preheader": 300, "note": 600}
"""Characters that each may have."""


def reword(
    room: Newsroom,
    edition: Edition,
    key: str,
    hand: Hand,
    *,
    headline: str | None = None,
    lead: str | None = None,
    writer: str | None = None,
) -> Edition:
    """Put the editor's headline, lead or both over a story; what is None stays.

    What it claims is looked up anew, and the record names the story as it is now. It names the model that
    worded it until headline and lead are both the editor's; `writer` says so of words that a model suggested.
    """
    story = story_of(edition, key)
    above = story.headline if headline is None else _cleaned("headline", headline)
    below = story.lead if lead is None else _cleaned("lead", lead)
    if not above:
        raise DigestError("a story needs a headline")
    if (above, below) == (story.headline, story.lead):
        return edition
    ours = replace(story, headline=above, lead=below, hand=hand.name)
    named = _writer(room, edition, ours) if writer is None else plain(writer)
    after = replace(edition, stories=exchanged(edition, key, looked_up(room, replace(ours, writer=named))))
    return changed(room, edition, after, Deed(hand, Action.REWORDED, above))


def title(
    room: Newsroom,
    edition: Edition,
    hand: Hand,
    *,
    subject: str | None = None,
    preheader: str | None = None,
) -> Edition:
    """Write the subject line, the preheader or both; an empty one is made of the headlines again."""
    newsletter, stories = room.newsletter, edition.stories
    after = edition
    if subject is not None:
        line = _cleaned("subject", subject) or writing.subject(stories, newsletter, edition.day)
        after = replace(after, subject=line)
    if preheader is not None:
        line = _cleaned("preheader", preheader) or writing.preheader(stories, newsletter, edition.day)
        after = replace(after, preheader=line)
    return changed(room, edition, after, Deed(hand, Action.TITLED, after.subject))


def annotate(room: Newsroom, edition: Edition, note: str, hand: Hand) -> Edition:
    """Write the note to readers above the stories; an empty one takes it away."""
    words = _cleaned("note", note)
    return changed(
        room, edition, replace(edition, note=words), Deed(hand, Action.NOTED, words or edition.note)
    )


def suggest(room: Newsroom, edition: Edition, key: str) -> Story | None:
    """Another wording of a story by the model, not saved; None where the newsroom has none.

    Raises DigestError, in words, where the model finds none that may be printed, or the reports are gone.
    """
    story = story_of(edition, key)
    reports = room.archive.reports(writing.addresses(story))
    if not reports:
        raise DigestError(f"the reports' texts are not in the archive any more: {story.headline}")
    origins = tuple(room.origins.values())
    event = Event(tuple(reports), story.section, story.factors, story.score, story.update, origins)
    return room.summariser.another(event, room.newsletter, story)


def looked_up(room: Newsroom, story: Story) -> Story:
    """The story, each of its claims tied to a sentence of its reports; without claims where none is kept."""
    reports = writing.reports_of(story, room.archive.reports(writing.addresses(story)))
    claims = writing.evidence(story.headline, reports, story.lead, reports) if reports else ()
    return replace(story, claims=claims)


def _writer(room: Newsroom, edition: Edition, ours: Story) -> str:
    """The model that worded some of a story that an editor has changed."""
    if not ours.writer:
        return ""
    drafted = next((one for one in _versions(room, edition, ours.key) if not one.hand), None)
    left = drafted is None or drafted.headline == ours.headline or drafted.lead == ours.lead
    return ours.writer if left else ""


def _versions(room: Newsroom, edition: Edition, key: str) -> Iterator[Story]:
    """The story as it was in each version of the edition, latest first."""
    for number in range(edition.revision, 0, -1):
        version = room.editions.at(edition, number)
        yield from (one for one in (*version.stories, *version.spares) if one.key == key)


def _cleaned(name: str, text: str) -> str:
    """The text as a letter can carry it. Raises DigestError where it is too long."""
    words = plain(text)
    if len(words) > LONGEST[name]:
        raise DigestError(f"the {name} has {len(words)} characters, and {LONGEST[name]} are the most")
    return words
