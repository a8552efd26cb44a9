"""The public's door: what readers ask of us, each a verb that every door shares."""

from __future__ import annotations

from datetime import datetime

from digest.newsroom import Newsroom
from subscribers.errors import NobodyThere
from subscribers.models import Subscription


def genuine(room: Newsroom, token: str) -> bool:
    """Is this the token of a link to leave that we wrote? Asks no database."""
    return room.signer.verify("leave", token) is not None


def leave(room: Newsroom, token: str, at: datetime, evidence: str) -> Subscription | None:
    """No mail from now on to whom this token was written; saying it twice changes nothing.

    None where there is nobody to leave: the token is not ours, or the person was erased.
    """
    subscription = room.signer.verify("leave", token)
    if subscription is None:
        return None
    try:
        return room.people.leave(subscription, at, evidence)
    except NobodyThere:
        return None


def erase(room: Newsroom, address: str, at: datetime) -> bool:
    """Forget a person everywhere, but for a keyed mark that keeps an import from bringing them back.

    False where nobody has this address.
    """
    theirs = room.people.remove(address, at)
    room.ledger.forget(theirs)
    return bool(theirs)
