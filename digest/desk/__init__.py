"""The editor's hand: each thing that is done to an edition is one verb, shared by every door.

A verb is given the edition as its hand saw it and returns the one that stands; it raises Conflict, and
overwrites nothing, where another hand was first. Every deed is entered in the record of the edition.
"""

from digest.desk.adding import add
from digest.desk.arranging import drop, move, swap, take
from digest.desk.checking import findings, overrule, told
from digest.desk.deciding import approve, hold, proceed, release
from digest.desk.entering import enter_by_link, sign_in, sign_out
from digest.desk.gathering import merge, rest_on, split
from digest.desk.linking import link_for
from digest.desk.posting import post
from digest.desk.proofing import proof
from digest.desk.recalling import restore, undo, undoable
from digest.desk.staffing import admit, change_password, give_role, let_back, lock_out, set_password
from digest.desk.wording import annotate, reword, suggest, title

__all__ = [
    "add",
    "admit",
    "annotate",
    "approve",
    "change_password",
    "drop",
    "enter_by_link",
    "findings",
    "give_role",
    "hold",
    "let_back",
    "link_for",
    "lock_out",
    "merge",
    "move",
    "overrule",
    "post",
    "proceed",
    "proof",
    "release",
    "rest_on",
    "restore",
    "reword",
    "set_password",
    "sign_in",
    "sign_out",
    "split",
    "suggest",
    "swap",
    "take",
    "title",
    "told",
    "undo",
    "undoable",
]
