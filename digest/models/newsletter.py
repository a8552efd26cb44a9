"""The newsletter: what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

QUOTE = 40  # words in a row that may be taken of a source's text, where nothing else is agreed


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
    """What the newsletter cares for: words that raise a story, that keep one out, that put one first."""

    raise_words: tuple[str, ...] = ()
    block_words: tuple[str, ...] = ()
    pin_words: tuple[str, ...] = ()


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
    show_writer: bool = False

    def section_title(self, key: str) -> str:
        """The configured title of a section, or its key where none is configured."""
        return next((section.title for section in self.sections if section.key == key), key)

    def day(self, now: datetime) -> date:
        """The day it is where the newsletter lives."""
        return now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Origin:
    """What the newsroom holds of a source: who it is, what it covers, how much it counts, and its terms.

    `quote` words in a row may be taken of its text: 0 is a source for headlines only, None has no limit.
    `rights` is the line that it asks to be printed.
    """

    key: str
    outlet: str
    section: str = ""
    weight: float = 1.0
    language: str = ""
    quote: int | None = QUOTE
    rights: str = ""
