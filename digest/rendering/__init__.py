"""Rendering: an edition becomes a letter, and a letter the bytes of one message per person.

Pure: reads template files, and touches no database, network, clock or settings. Templates see a
`Page` (page.py); what they write is inlined once (inlining.py), compiled once (stencil.py), and
then only three things change from person to person: the address, the token and their own links.
"""

from digest.rendering.letters import letter
from digest.rendering.links import BLANKS, Links, viewing
from digest.rendering.memo import Memo, memo
from digest.rendering.signing import DkimKey
from digest.rendering.stencil import BUDGETS, Stencil, weight
from digest.rendering.templates import own_stamps, stamps
from digest.rendering.words import Words

__all__ = [
    "BLANKS",
    "BUDGETS",
    "DkimKey",
    "Links",
    "Memo",
    "Stencil",
    "Words",
    "letter",
    "memo",
    "own_stamps",
    "stamps",
    "viewing",
    "weight",
]
