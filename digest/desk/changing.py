"""What every change of an edition has in common: its stories by key, what follows from it, and its entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest import writing
from digest.errors import DigestError, IllegalChange
from digest.models import Deed, Edition, EditionStatus, Newsletter, Overruling, Spot, Story
from digest.newsroom import Newsroom
from digest.rendering.cleaning import plain

UNDER_WAY = (EditionStatus.SENDING, EditionStatus.SENT)


def changed(room: Newsroom, seen: Edition, after: Edition, deed: Deed) -> Edition:
    """Store a change of content and enter it; the edition as it was, and no entry, where nothing changed.

    A subject that nobody wrote follows the headlines. An overruling ends with the text it was made for.
    """
    require_open(seen)
    after = _titled(room.newsletter, seen, after)
    after = replace(after, overrulings=_upheld(seen, after))
    return seen if after == seen else room.editions.revise(seen, after, deed)


def require_open(edition: Edition) -> None:
    """Raise IllegalChange where readers have begun to get it."""
    if edition.status in UNDER_WAY:
        raise IllegalChange(
            f"edition {edition.key} is {edition.status}: what readers have stays as it is; correct it instead"
        )


def story_of(edition: Edition, key: str) -> Story:
    """The story of this key among those that are printed. Raises DigestError where it is not."""
    return _found(edition.stories, key, "that story is no longer in the edition")


def spare_of(edition: Edition, key: str) -> Story:
    """The story of this key among the spares. Raises DigestError where it is not."""
    return _found(edition.spares, key, "that story is no longer among the spares")


def _found(stories: Sequence[Story], key: str, otherwise: str) -> Story:
    story = next((one for one in stories if one.key == key), None)
    if story is None:
        raise DigestError(f"{otherwise}: {plain(key)[:40] or 'it has no name'}")
    return story


def exchanged(edition: Edition, key: str, *stories: Story) -> tuple[Story, ...]:
    """The stories of the edition with these in the place of the one of this key."""
    at = edition.stories.index(story_of(edition, key))
    return (*edition.stories[:at], *stories, *edition.stories[at + 1 :])


def joined(edition: Edition, story: Story, place: int, newsletter: Newsletter) -> tuple[Story, ...]:
    """The stories with this one at a place of its section, from 0; beyond its end, as the last.

    A section that was empty opens where the newsletter has it.
    """
    stories = edition.stories
    mine = [at for at, one in enumerate(stories) if one.section == story.section]
    if mine:
        at = mine[max(place, 0)] if place < len(mine) else mine[-1] + 1
    else:
        order = [section.key for section in newsletter.sections]
        rank = {key: number for number, key in enumerate(order)}
        wanted = rank.get(story.section, len(order))
        later = (at for at, one in enumerate(stories) if rank.get(one.section, len(order)) > wanted)
        at = next(later, len(stories))
    return (*stories[:at], story, *stories[at:])


def require_section(room: Newsroom, edition: Edition, section: str) -> str:
    """The section, if the newsletter or the edition has it. Raises DigestError where neither does."""
    known = dict.fromkeys(one.key for one in room.newsletter.sections)
    known |= dict.fromkeys(one.section for one in edition.stories)
    if section not in known:
        raise DigestError(f"there is no section {plain(section)[:40]!r}: choose one of {', '.join(known)}")
    return section


def said(edition: Edition, spot: Spot, key: str = "") -> str:
    """What stands in a spot of the edition, or of its story of this key; empty where there is none."""
    if spot in (Spot.SUBJECT, Spot.PREHEADER, Spot.NOTE):
        return {Spot.SUBJECT: edition.subject, Spot.PREHEADER: edition.preheader}.get(spot, edition.note)
    story = next((one for one in edition.stories if one.key == key), None)
    if story is None:
        return ""
    return {Spot.HEADLINE: story.headline, Spot.LEAD: story.lead}.get(spot, "")


def _titled(newsletter: Newsletter, seen: Edition, after: Edition) -> Edition:
    """The edition, with what was made of the headlines before made of the headlines after."""
    subject, preheader = after.subject, after.preheader
    if seen.subject == subject == writing.subject(seen.stories, newsletter, seen.day):
        subject = writing.subject(after.stories, newsletter, seen.day)
    if seen.preheader == preheader == writing.preheader(seen.stories, newsletter, seen.day):
        preheader = writing.preheader(after.stories, newsletter, seen.day)
    return replace(after, subject=subject, preheader=preheader)


def _upheld(seen: Edition, after: Edition) -> tuple[Overruling, ...]:
    return tuple(
        one
        for one in after.overrulings
        if one not in seen.overrulings
        or said(seen, one.spot, one.story) == said(after, one.spot, one.story) != ""
    )
