"""The editor's hand: each thing that is done to an edition is one verb, shared by every door.

A verb is given the edition as its hand saw it and returns the one that stands; it raises Conflict, and
overwrites nothing, where another hand was first. Every deed is entered in the record of the edition.
"""

from digest.desk.adding import add
from digest.desk.arranging import drop, move, swap, take
from digest.desk.checking import findings, grounds, overrule, told
from digest.desk.correcting import carry, correct, leave_out
from digest.desk.deciding import approve, hold, proceed, release
from digest.desk.entering import enter_by_link, sign_in, sign_out
from digest.desk.gathering import merge, rest_on, split
from digest.desk.knocking import ask_for_proof
from digest.desk.linking import link_for
from digest.desk.looking import past, record, standing
from digest.desk.posting import post
from digest.desk.proofing import proof
from digest.desk.recalling import restore, undo, undoable
from digest.desk.reviewing import review
from digest.desk.staffing import admit, change_password, give_role, let_back, lock_out, set_password
from digest.desk.telling import (
    catch_up,
    remind,
    tell_blocked,
    tell_broken,
    tell_drafted,
    tell_quiet,
    tell_sent,
)
from digest.desk.tending import Standing, Use, as_configured, look_at, standings, tend, tried
from digest.desk.wording import annotate, reword, suggest, title

__all__ = [
    "Standing",
    "Use",
    "add",
    "admit",
    "annotate",
    "approve",
    "as_configured",
    "ask_for_proof",
    "carry",
    "catch_up",
    "change_password",
    "correct",
    "drop",
    "enter_by_link",
    "findings",
    "give_role",
    "grounds",
    "hold",
    "leave_out",
    "let_back",
    "link_for",
    "lock_out",
    "look_at",
    "merge",
    "move",
    "overrule",
    "past",
    "post",
    "proceed",
    "proof",
    "record",
    "release",
    "remind",
    "rest_on",
    "restore",
    "review",
    "reword",
    "set_password",
    "sign_in",
    "sign_out",
    "split",
    "standing",
    "standings",
    "suggest",
    "swap",
    "take",
    "tell_blocked",
    "tell_broken",
    "tell_drafted",
    "tell_quiet",
    "tell_sent",
    "tend",
    "title",
    "told",
    "tried",
    "undo",
    "undoable",
]
