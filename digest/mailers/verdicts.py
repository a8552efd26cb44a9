"""What a provider said of a message, in our words.

Each mailer keeps a table from its provider's words to these; what a table does not name is read as HTTP
means it, and never as a success.
"""

from __future__ import annotations

from dataclasses import dataclass

from digest.mailers.http import Answer
from digest.models import DeliveryStatus

SENT, REFUSED = DeliveryStatus.SENT, DeliveryStatus.REFUSED
WAITING, UNCERTAIN = DeliveryStatus.WAITING, DeliveryStatus.UNCERTAIN


@dataclass(frozen=True, slots=True)
class Nobody:
    """The provider serves nobody for now, and has not taken this message. `cure` says what to look at."""

    cure: str


@dataclass(frozen=True, slots=True)
class Slower:
    """The provider is given too much at a time, and has not taken this message."""


Verdict = DeliveryStatus | Nobody | Slower

SLOWER = Slower()

KEY = Nobody("look at mailer.api_key")
SENDER = Nobody("look at newsletter.sender: the provider must know it")
ACCOUNT = Nobody("look at the account with the provider")
PLACE = Nobody("look at mailer.base_url")
LARGE = Nobody("the letter is too large for this provider, or mailer.batch too high")

_USUAL: dict[int, Verdict] = {
    401: KEY,
    402: ACCOUNT,
    403: KEY,
    404: PLACE,
    405: PLACE,
    413: LARGE,
    429: SLOWER,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one message: our word, the provider's own, its id, and seconds to wait.

    `repeated` tells that the provider knows the message from an earlier request, and speaks of that one.
    """

    verdict: Verdict
    reply: str
    receipt: str = ""
    wait: float | None = None
    repeated: bool = False


def usual(status: int) -> Verdict:
    """What a status says by itself. A 4xx of unknown reason is tried again: it may be our fault."""
    if status in _USUAL:
        return _USUAL[status]
    if 300 <= status < 400:
        return PLACE
    return WAITING if 400 <= status < 500 else UNCERTAIN


def everyone(
    answer: Answer, verdict: Verdict, people: int, *waits: str, repeated: bool = False
) -> list[Said]:
    """The same for each of so many people. `waits` are headers that name a wait besides Retry-After."""
    return [Said(verdict, answer.said, wait=answer.wait(*waits), repeated=repeated)] * people
