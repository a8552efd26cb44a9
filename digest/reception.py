"""The public's door: what readers ask of us, each a verb that every door shares."""

from __future__ import annotations

from datetime import datetime

from digest.newsroom import Newsroom


def erase(room: Newsroom, address: str, at: datetime) -> bool:
    """Forget a person everywhere, but for a keyed mark that keeps an import from bringing them back.

    False where nobody has this address.
    """
    theirs = room.people.remove(address, at)
    room.ledger.forget(theirs)
    return bool(theirs)
