"""The editor's hand: each thing that is done to an edition is one verb, shared by every door.

A verb is given the edition as its hand saw it and returns the one that stands; it raises Conflict, and
overwrites nothing, where another hand was first. Every deed is entered in the record of the edition.
"""

from digest.desk.deciding import approve, hold, proceed, release
from digest.desk.tending import Standing, Use, as_configured, look_at, standings, tend, tried

__all__ = [
    "Standing",
    "Use",
    "approve",
    "as_configured",
    "hold",
    "look_at",
    "proceed",
    "release",
    "standings",
    "tend",
    "tried",
]
