"""What hands did to an edition: every change is kept, with who made it, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MACHINE = "Morning Digest"
"""The name under which the program itself stands in the record of an edition."""


class Role(StrEnum):
    """What somebody may do at the desk: an editor changes, a chief lets out and looks after users, too."""

    EDITOR = "editor"
    CHIEF = "chief"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something at the desk, and when."""

    name: str
    at: datetime
    role: Role = Role.CHIEF


class Action(StrEnum):
    """What was done, in the words of the record."""

    DRAFTED = "drafted"
    REWORDED = "reworded"
    MOVED = "moved"
    DROPPED = "dropped"
    SWAPPED = "swapped"
    MERGED = "merged"
    SPLIT = "split"
    ADDED = "added"
    RESOURCED = "rested on another report"
    TITLED = "wrote the subject"
    NOTED = "wrote the note"
    OVERRULED = "overruled a finding"
    UNDID = "undid"
    RESTORED = "went back to a version"
    PROOFED = "sent a proof"
    APPROVED = "approved"
    HELD = "held"
    RELEASED = "released"
    CONTINUED = "let it go on"
    CORRECTED = "corrected"
    CARRIED = "took a correction in"
    LEFT_OUT = "left a correction out"


@dataclass(frozen=True, slots=True)
class Deed:
    """What goes into the record: `about` says in words what it was done to, as a headline.

    `undoes` is the number of the deed that this one takes back.
    """

    hand: Hand
    action: Action
    about: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One deed of an edition's record, numbered from 1, and the status and fingerprint it led to.

    `changes` tells that it changed the content.
    """

    number: int
    by: str
    at: datetime
    action: Action
    about: str
    status: str
    fingerprint: str
    changes: bool
    undoes: int | None = None
