"""The nouns: what every room of the house talks about. Frozen, without I/O, clock or logging.

Times are aware and in UTC; a `date` is a day in the newsletter's own zone. None means "not there".
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from digest.errors import IllegalChange

# ------------------------------------------------------------------ the newsletter: what was asked for


class Approval(StrEnum):
    """Who lets an edition out: an editor, the deadline unless held, or nobody."""

    EDITOR = "editor"
    DEADLINE = "deadline"
    AUTOMATIC = "automatic"


class OnUncertain(StrEnum):
    """What becomes of a message that may or may not have gone out when the machine died."""

    HOLD = "hold"
    RESEND = "resend"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the edition. `title` goes through gettext; `most` stories at the most."""

    key: str
    title: str
    most: int = 4


@dataclass(frozen=True, slots=True)
class Form:
    """The house form: lengths of headlines and leads, in words, characters and sentences."""

    headline_words: tuple[int, int] = (6, 12)
    headline_characters: int = 80
    top_words: tuple[int, int] = (40, 110)
    top_sentences: int = 3
    lead_words: tuple[int, int] = (20, 40)
    lead_characters: int = 250
    lead_sentences: int = 2


@dataclass(frozen=True, slots=True)
class Look:
    """The newsletter's own colours and type; every pair keeps a contrast of 4.5:1 or more."""

    accent: str = "#8a1c1c"
    ink: str = "#1a1a1a"
    muted: str = "#595959"
    paper: str = "#ffffff"
    rule: str = "#d9d4cc"
    dark_accent: str = "#ff9d8a"
    dark_ink: str = "#e8e6e3"
    dark_muted: str = "#a8a5a0"
    dark_paper: str = "#16181a"
    dark_rule: str = "#3a3d40"
    headline_font: str = "Georgia,serif"
    body_font: str = "Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Interest:
    """What the newsletter cares for: words that raise a story, words that keep one out."""

    raise_words: tuple[str, ...] = ()
    block_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A named digest: its voice, form, sections and rules. `key` stands in List-Id and never changes."""

    key: str
    name: str
    sender: str
    public_url: str
    postal_address: str
    tagline: str = ""
    reply_to: str = ""
    language: str = "en"
    zone: str = "UTC"
    reads: tuple[str, ...] = ("en",)
    sections: tuple[Section, ...] = ()
    form: Form = field(default_factory=Form)
    look: Look = field(default_factory=Look)
    interest: Interest = field(default_factory=Interest)
    approval: Approval = Approval.AUTOMATIC
    stories: int = 20
    top_stories: int = 3
    fewest_stories: int = 6
    fewest_sources: int = 5
    window_hours: int = 30
    memory_days: int = 5

    def section_title(self, key: str) -> str:
        """The configured title of a section, or its key where none is configured."""
        return next((section.title for section in self.sections if section.key == key), key)

    def day(self, now: datetime) -> date:
        """The day it is where the newsletter lives."""
        return now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Origin:
    """What the newsroom holds of a source: who it is, what it covers, how much it counts."""

    key: str
    outlet: str
    section: str = ""
    weight: float = 1.0
    language: str = ""


# ------------------------------------------------------------------ articles: what sources said


@dataclass(frozen=True, slots=True)
class Article:
    """What one source said, as plain text. `position` is its place in the feed, from 0.

    `summary` is the feed's own description, `body` the longer text (feed content or article page).
    `undated` marks a `published` that we had to set from the time of collecting.
    """

    url: str
    title: str
    published: datetime
    source: str
    outlet: str
    summary: str = ""
    body: str = ""
    language: str = ""
    position: int = 0
    categories: tuple[str, ...] = ()
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """How a source is, and what the next visit needs to know: validators, failures, pauses."""

    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    checked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    ill: str = ""
    not_before: datetime | None = None
    retired: bool = False
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one visit to a source brought: articles, and the source's condition afterwards.

    `unchanged` says that the source answered "nothing new since" (304): healthy, with no articles.
    """

    source: str
    articles: tuple[Article, ...]
    condition: Condition
    unchanged: bool = False

    @property
    def healthy(self) -> bool:
        return not self.condition.ill


# ------------------------------------------------------------------ events and stories: what we say


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason for a story's score: `value` multiplies it, `why` says so in words."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """The articles that report one event, best first; ranked and explained, not yet written.

    `update` says in words what is new since it was last sent, and is empty for a new event.
    """

    articles: tuple[Article, ...]
    section: str
    factors: tuple[Factor, ...]
    score: float
    update: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One outlet's report of a story, to name and link."""

    outlet: str
    url: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What we say of one event. `source` is the report it rests on, `also` the other outlets' reports."""

    key: str
    section: str
    headline: str
    lead: str
    source: Reference
    also: tuple[Reference, ...] = ()
    factors: tuple[Factor, ...] = ()
    score: float = 0.0
    update: str = ""
    language: str = ""
    published: datetime | None = None


# ------------------------------------------------------------------ editions: a newsletter's day


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
    EditionStatus.HELD: frozenset({EditionStatus.DRAFT, EditionStatus.APPROVED, EditionStatus.SENDING}),
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

    `spares` are the best stories that were not chosen, for the preview and the editor's swap.
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

    @property
    def key(self) -> str:
        """The name of this edition in messages and links: stable, whatever an editor changes."""
        return f"{self.newsletter}-{self.day.isoformat()}"

    def fingerprint(self) -> str:
        """SHA-256 over everything a reader will read."""
        content = [self.subject, self.preheader, [_read(story) for story in self.stories]]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

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
        asdict(story.source),
        [asdict(r) for r in story.also],
        story.update,
    ]


# ------------------------------------------------------------------ letters, messages, deliveries


class Format(StrEnum):
    """What a subscriber receives: HTML and text, or the text alone for weak lines."""

    FULL = "full"
    LITE = "lite"


@dataclass(frozen=True, slots=True)
class Letter:
    """An edition rendered once for an audience: addressed to nobody. `html` is empty for lite."""

    format: Format
    language: str
    subject: str
    preheader: str
    text: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A letter to one person: the envelope, and the bytes with CRLF line ends."""

    delivery: int
    sender: str
    recipient: str
    message_id: str
    data: bytes


class DeliveryStatus(StrEnum):
    """What is known of one delivery. `uncertain`: the machine died while it was on the wire."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Delivery:
    """This edition to that subscription: unique per pair, with a life of its own."""

    id: int
    edition: int
    subscription: int
    status: DeliveryStatus = DeliveryStatus.WAITING
    attempts: int = 0
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery. `reply` is the server's own word, `receipt` its id for the message."""

    delivery: int
    status: DeliveryStatus
    reply: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The deliveries of an edition by status. Finished means that nobody waits or is on the wire."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    refused: int = 0
    skipped: int = 0
    uncertain: int = 0

    @property
    def listed(self) -> int:
        return self.waiting + self.sending + self.settled

    @property
    def settled(self) -> int:
        return self.sent + self.refused + self.skipped + self.uncertain

    @property
    def finished(self) -> bool:
        return self.waiting == 0 and self.sending == 0
