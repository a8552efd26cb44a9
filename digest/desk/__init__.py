"""The editor's hand: each thing that is done to an edition is one verb, shared by every door.

A verb is given the edition as its hand saw it and returns the one that stands; it raises Conflict, and
overwrites nothing, where another hand was first. Every deed is entered in the record of the edition.
"""

from digest.desk.correcting import carry, correct, leave_out
from digest.desk.deciding import approve, hold, proceed, release
from digest.desk.telling import (
    catch_up,
    remind,
    tell_blocked,
    tell_broken,
    tell_drafted,
    tell_quiet,
    tell_sent,
)

__all__ = [
    "approve",
    "carry",
    "catch_up",
    "correct",
    "hold",
    "leave_out",
    "proceed",
    "release",
    "remind",
    "tell_blocked",
    "tell_broken",
    "tell_drafted",
    "tell_quiet",
    "tell_sent",
]
