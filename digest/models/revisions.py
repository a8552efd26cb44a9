"""What hands did to an edition: every change is kept, with who made it, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digest.errors import Conflict

MACHINE = "Morning Digest"
"""The name under which the program itself stands in the record of an edition."""


class Role(StrEnum):
    """What somebody may do at the desk: an editor changes, a chief lets out and looks after users, too."""

    EDITOR = "editor"
    CHIEF = "chief"


class Doorway(StrEnum):
    """The door by which a hand comes in. `SERVICE` is the program itself, by a rule or a schedule."""

    PAGE = "desk page"
    API = "API"
    TERMINAL = "terminal"
    SERVICE = "service"


SIGNED_IN = (Doorway.PAGE, Doorway.API)
"""Where a hand is a user who showed who they are; in a terminal anybody gives whatever name."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something at the desk, when, and by which door. `role` is what they may do there."""

    name: str
    at: datetime
    role: Role = Role.CHIEF
    door: Doorway | None = None

    @property
    def signed_as(self) -> Role | None:
        """The role of a user who is signed in; None for everybody else."""
        return self.role if self.door in SIGNED_IN else None


def machine(at: datetime) -> Hand:
    """The program's own hand."""
    return Hand(MACHINE, at, door=Doorway.SERVICE)


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

    `changes` tells that it changed the content. `role` is the user's at that time, None where nobody was
    signed in; `door` is None in what was recorded before doors were.
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
    role: Role | None = None
    door: Doorway | None = None

    @property
    def whence(self) -> str:
        """The role and the door in words; empty where nothing is known."""
        return whence(self.role, self.door)

    @property
    def done(self) -> str:
        """What was done, and to what, in a few words."""
        return f"{self.action} {self.about}".strip()


def whence(role: object, door: object) -> str:
    """A role and a door in words, those that are known."""
    return ", ".join(str(one) for one in (role, door) if one)


def overtaken(later: Sequence[Revision], name: str) -> Conflict:
    """Why this hand cannot change what it saw: what was done since, by others rather than by itself."""
    telling = [one for one in later if one.changes] or later
    others = [one for one in telling if one.by != name]
    last = next(iter((others or telling)[-1:]), None)
    by, done = (last.by, last.done) if last else ("somebody", "changed it")
    if last and not others:
        text = f"this was asked of a version before your own last change ({done})"
    else:
        text = f"{by} was first ({done})"
    return Conflict(
        f"{text}: look at the edition as it is now", by=by, done=done, own=bool(last and not others)
    )
