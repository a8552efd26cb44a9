"""Editions: a newsletter's day, and the table of its allowed changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from digest.errors import IllegalChange
from digest.models.findings import Correction, Overruling
from digest.models.stories import Reference, Story

REFERRED = tuple(one.name for one in fields(Reference))
CORRECTING = "_correction-"  # between a newsletter's key, which has no underscore, and a correction's id


class EditionStatus(StrEnum):
    """The life of an edition."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"


EDITION_CHANGES: dict[EditionStatus, frozenset[EditionStatus]] = {
    EditionStatus.DRAFT: frozenset({EditionStatus.APPROVED, EditionStatus.HELD}),
    EditionStatus.APPROVED: frozenset({EditionStatus.SENDING, EditionStatus.DRAFT, EditionStatus.HELD}),
    EditionStatus.SENDING: frozenset({EditionStatus.SENT, EditionStatus.HELD}),
    EditionStatus.HELD: frozenset({EditionStatus.DRAFT, EditionStatus.APPROVED}),
    EditionStatus.SENT: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Sanction:
    """Who approved an edition, when, and the fingerprint of exactly what they approved."""

    by: str
    at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A newsletter's day: its stories in the order of reading. Unique per (newsletter, day).

    `spares` are the best stories that were not chosen, for the preview and the editor's swap. `note` is a
    word of the editor to readers, above the stories; `corrections` are those of earlier editions that this
    one carries. `revision` counts the deeds of its record: who changes it names the one they saw.
    """

    newsletter: str
    day: date
    subject: str
    preheader: str
    stories: tuple[Story, ...]
    created: datetime
    spares: tuple[Story, ...] = ()
    status: EditionStatus = EditionStatus.DRAFT
    sanction: Sanction | None = None
    id: int | None = None
    note: str = ""
    corrections: tuple[Correction, ...] = ()
    overrulings: tuple[Overruling, ...] = ()
    revision: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """The name of this edition in messages and links: stable, whatever an editor changes."""
        return f"{self.newsletter}-{self.day.isoformat()}"

    @property
    def paper(self) -> str:
        """The key of the newsletter it goes out under: the mail of a correction is an edition of its own."""
        return self.newsletter.partition(CORRECTING)[0]

    def fingerprint(self) -> str:
        """SHA-256 over everything a reader will read."""
        # What was added later stands only where it is there: older editions keep the fingerprint they have.
        content = [
            self.subject,
            self.preheader,
            [_read(story) for story in self.stories],
            *([self.note] if self.note else []),
            *([[_corrected(one) for one in self.corrections]] if self.corrections else []),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    @property
    def sealed(self) -> bool:
        """Whether what it says is exactly what somebody let out."""
        return self.sanction is not None and self.sanction.fingerprint == self.fingerprint()

    def moved(self, to: EditionStatus) -> Edition:
        """This edition in another status, or IllegalChange."""
        if to not in EDITION_CHANGES[self.status]:
            raise IllegalChange(f"edition {self.key} is {self.status} and cannot become {to}")
        return replace(self, status=to)

    def approved(self, by: str, at: datetime) -> Edition:
        """This edition, let out by someone, sealed with the fingerprint of its content."""
        return replace(self.moved(EditionStatus.APPROVED), sanction=Sanction(by, at, self.fingerprint()))

    def sections(self) -> tuple[tuple[str, tuple[Story, ...]], ...]:
        """The stories grouped by section, sections in order of first appearance."""
        grouped: dict[str, list[Story]] = {}
        for story in self.stories:
            grouped.setdefault(story.section, []).append(story)
        return tuple((key, tuple(stories)) for key, stories in grouped.items())


def _read(story: Story) -> list[Any]:
    return [
        story.section,
        story.headline,
        story.lead,
        _named(story.source),
        [_named(reference) for reference in story.also],
        story.update,
        *([story.writer] if story.writer else []),
        *([story.rights] if story.rights else []),
    ]


def _corrected(one: Correction) -> list[str]:
    return [one.day.isoformat(), one.headline, one.text]


def _named(reference: Reference) -> dict[str, Any]:
    """A reference as older editions know it, unless it says more than they could."""
    told = {name: getattr(reference, name) for name in REFERRED}  # asdict takes ten times as long
    return told if reference.quoted else {key: value for key, value in told.items() if key != "quoted"}
