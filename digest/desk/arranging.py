"""The order of reading: stories are moved, dropped, swapped and taken in. No story is ever lost."""

from __future__ import annotations

from dataclasses import replace

from digest.desk.changing import changed, exchanged, joined, require_section, spare_of, story_of
from digest.models import Action, Deed, Edition, Hand
from digest.newsroom import Newsroom


def move(
    room: Newsroom, edition: Edition, key: str, hand: Hand, *, section: str | None = None, place: int
) -> Edition:
    """Put a story at a place of its section or of another, from 0; beyond its end, as the last."""
    story = story_of(edition, key)
    if section is not None:
        story = replace(story, section=require_section(room, edition, section))
    left = replace(edition, stories=exchanged(edition, key))
    after = replace(edition, stories=joined(left, story, place, room.newsletter))
    return changed(room, edition, after, Deed(hand, Action.MOVED, story.headline))


def drop(room: Newsroom, edition: Edition, key: str, hand: Hand) -> Edition:
    """Take a story out: it becomes the first of the spares."""
    story = story_of(edition, key)
    after = replace(edition, stories=exchanged(edition, key), spares=(story, *edition.spares))
    return changed(room, edition, after, Deed(hand, Action.DROPPED, story.headline))


def swap(room: Newsroom, edition: Edition, key: str, spare: str, hand: Hand) -> Edition:
    """Let a spare have the section and place of a story, which takes its place among the spares."""
    story, newcomer = story_of(edition, key), spare_of(edition, spare)
    stories = exchanged(edition, key, replace(newcomer, section=story.section))
    spares = tuple(story if one.key == spare else one for one in edition.spares)
    about = f"{story.headline} for {newcomer.headline}"
    return changed(
        room, edition, replace(edition, stories=stories, spares=spares), Deed(hand, Action.SWAPPED, about)
    )


def take(room: Newsroom, edition: Edition, spare: str, hand: Hand, section: str | None = None) -> Edition:
    """Let a spare in as the last of its section or of another; nobody leaves for it."""
    newcomer = spare_of(edition, spare)
    if section is not None:
        newcomer = replace(newcomer, section=require_section(room, edition, section))
    stories = joined(edition, newcomer, len(edition.stories), room.newsletter)
    spares = tuple(one for one in edition.spares if one.key != spare)
    return changed(
        room,
        edition,
        replace(edition, stories=stories, spares=spares),
        Deed(hand, Action.ADDED, newcomer.headline),
    )
