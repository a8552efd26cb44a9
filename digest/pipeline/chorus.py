"""Does a mailer say the same of everyone? Then it is about us, and not about them."""

from __future__ import annotations

import re

from digest.models import DeliveryStatus, Outcome

ENOUGH = 10  # times the same in a row, and nobody was sent anything in between

# By its enhanced code (RFC 3463) or its words a reply speaks of a mailbox: ten dead ones may stand in a row.
_MAILBOX = re.compile(r"^\d{3}[ -][45]\.(1\.[0-6]|2\.\d)\b", re.IGNORECASE)
_UNKNOWN = re.compile(r"\b(no such|unknown|mailbox|recipient|user|account|does not exist)\b", re.IGNORECASE)
_OURS = re.compile(r"\bsend(er|ing)\b|\blimit\b|\bpolicy\b|\bblocked\b", re.IGNORECASE)
_GREY = re.compile(r"gr[ea]y.?list", re.IGNORECASE)
_REFUSING = re.compile(r"5\d\d\b")
# What differs from person to person: addresses, and words with a number in them.
_PERSONAL = re.compile(r"\S*@\S*|\b\w*\d\w*\b")


class Chorus:
    """Listens to what becomes of one after the other."""

    def __init__(self) -> None:
        self._words = ""
        self._count = 0

    def hear(self, outcome: Outcome) -> bool:
        """Was the same said of so many in a row that nobody need be asked any more?"""
        if outcome.status is DeliveryStatus.SENT:
            self._count = 0
        elif _tells(outcome):
            words = outcome.reply[:3] + _PERSONAL.sub("", outcome.reply).casefold()
            self._count = self._count + 1 if words == self._words else 1
            self._words = words
        return self._count >= ENOUGH


def _tells(outcome: Outcome) -> bool:
    """May this be about us? Not a reply about a mailbox, nor one that names the hour of the next try."""
    reply = outcome.reply
    if outcome.status is DeliveryStatus.WAITING:
        named = outcome.retry_after is not None or _GREY.search(reply)
        return bool(reply) and not named and not _MAILBOX.search(reply)
    if outcome.status is not DeliveryStatus.REFUSED or not _REFUSING.match(reply):
        return False  # of a person an API refuses by name, see each mailer's table
    dead = _UNKNOWN.search(reply) and not _OURS.search(reply)
    return not (_MAILBOX.search(reply) or dead)
