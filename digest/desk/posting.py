"""Single mails to the newsroom, through the mailer that sends the editions."""

from __future__ import annotations

from threading import Lock

from digest.errors import Refused, Unavailable
from digest.models import DeliveryStatus, Message
from digest.newsroom import Newsroom

_TURN = Lock()  # a mailer has one session at a time, and the desk has many threads


def post(room: Newsroom, message: Message) -> None:
    """Hand over one message; nothing that is raised says whose it is.

    Raises Refused, or Unavailable where it did not surely go out.
    """
    with _TURN, room.mailers[0] as mailer:
        outcome = next(iter(list(mailer.send(iter((message,))))), None)
    if outcome is None:
        raise Unavailable(f"{room.mailers[0].name} gave no word of the message", sent_maybe=True)
    if outcome.status is DeliveryStatus.SENT:
        return
    if outcome.status is DeliveryStatus.REFUSED:
        raise Refused(f"the address was refused: {outcome.reply}")
    doubt = outcome.status is DeliveryStatus.UNCERTAIN
    went = "may not have gone" if doubt else "did not go"
    raise Unavailable(f"the message {went} out: {outcome.reply}", sent_maybe=doubt)
