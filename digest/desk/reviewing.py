"""The record of human review: who worded, changed, doubted and let out each story, as proof of it.

Under article 50(4) of the EU's AI Act a text that a model wrote need not be labelled where a person reviewed
it and somebody answers for it; this is what shows so.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest.desk.looking import Amendment, Entry, Standing, approval, standing, versions
from digest.desk.reviewed import Change, Corrected, Review, Reviewed, Ruled
from digest.models import MACHINE, Action, Correction, Doorway, Edition, Overruling, Revision, Role, Story
from digest.newsroom import Newsroom


def review(room: Newsroom, edition: Edition) -> Review:
    """The record of human review of an edition."""
    stands, walked = standing(room, edition), list(versions(room, edition))
    entries = [entry for entry, _ in walked]
    sealed_by = approval(entries)
    return Review(
        edition=edition.key,
        newsletter=room.newsletter.name,
        day=edition.day,
        status=edition.status,
        subject=edition.subject,
        preheader=edition.preheader,
        note=edition.note,
        fingerprint=edition.fingerprint(),
        approved=edition.sanction,
        approval=sealed_by if edition.sanction else None,
        by_rule=edition.sanction is not None and sealed_by is not None and _ruled_by_machine(sealed_by),
        sealed=edition.sealed,
        deliveries=stands.tally,
        mailers=stands.mailers,
        stories=tuple(_reviewed(stands, entries, [one for _, one in walked])),
        changes=_changes(entries, ""),
        overruled=_ruled(edition, entries, ""),
        record=tuple(one.deed for one in entries),
    )


def wording(story: Story) -> str:
    """Whose words a story has, before any hand: its sources' or a model's."""
    return f"model {story.model}" if story.writer else "extraction"


def _reviewed(stands: Standing, entries: list[Entry], editions: list[Edition]) -> Iterator[Reviewed]:
    edition = stands.edition
    first: dict[str, Story] = {}
    last: dict[str, Story] = {}
    for version in (*editions, edition):
        for one in version.stories:
            first.setdefault(one.key, one)
            last[one.key] = one
    places = {one.key: number for number, one in enumerate(edition.stories, start=1)}
    for key in (*places, *(key for key in last if key not in places)):
        story = last[key]
        yield Reviewed(
            number=places.get(key),
            key=key,
            section=story.section,
            headline=story.headline,
            lead=story.lead,
            outlet=story.source.outlet,
            url=story.source.url,
            drafted=wording(first[key]),
            worded=wording(story),
            hand=story.hand,
            changes=_changes(entries, key),
            overruled=_ruled(edition, entries, key),
            corrected=tuple(
                _corrected(one, entries) for one in stands.amendments if one.correction.story == key
            ),
        )


def _changes(entries: list[Entry], key: str) -> tuple[Change, ...]:
    """What hands changed of the story of this key, or, without one, of the edition's own lines."""
    return tuple(
        Change.of_deed(entry.deed, one) for entry in entries for one in entry.differences if one.story == key
    )


def _ruled(edition: Edition, entries: list[Entry], key: str) -> tuple[Ruled, ...]:
    """What was let stand of the story of this key, or, without one, of the edition's own lines."""
    found = []
    for one in edition.overrulings:
        if one.story == key:
            said = (one.story, str(one.spot), one.text, one.reason, one.by, one.at)
            found.append(Ruled(*said, *_whence(entries, Action.OVERRULED, one)))
    return tuple(found)


def _corrected(one: Amendment, entries: list[Entry]) -> Corrected:
    said, mailed = one.correction, None if one.mail is None else one.mail.listed
    return Corrected(said.text, said.by, said.at, mailed, *_whence(entries, Action.CORRECTED, said))


def _whence(
    entries: list[Entry], action: Action, said: Overruling | Correction
) -> tuple[Role | None, Doorway | None]:
    """The role and the door of whoever said this: those of the same hand's entry of that moment."""
    for deed in (one.deed for one in entries):
        if (deed.action, deed.by, deed.at) == (action, said.by, said.at):
            return deed.role, deed.door
    return None, None


def _ruled_by_machine(deed: Revision) -> bool:
    """Where no door is known, the name tells."""
    return deed.door is Doorway.SERVICE or (deed.door is None and deed.by == MACHINE)
