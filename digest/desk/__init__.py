"""The editor's hand: each thing that is done to an edition is one verb, shared by every door.

A verb is given the edition as its hand saw it and returns the one that stands; it raises Conflict, and
overwrites nothing, where another hand was first. Every deed is entered in the record of the edition.
"""

from digest.desk.deciding import approve, hold, proceed, release
from digest.desk.entering import enter_by_link, sign_in, sign_out
from digest.desk.linking import link_for
from digest.desk.posting import post
from digest.desk.staffing import admit, change_password, give_role, let_back, lock_out, set_password
from digest.desk.tending import Standing, Use, as_configured, look_at, standings, tend, tried

__all__ = [
    "Standing",
    "Use",
    "admit",
    "approve",
    "as_configured",
    "change_password",
    "enter_by_link",
    "give_role",
    "hold",
    "let_back",
    "link_for",
    "lock_out",
    "look_at",
    "post",
    "proceed",
    "release",
    "set_password",
    "sign_in",
    "sign_out",
    "standings",
    "tend",
    "tried",
]
