"""Single mails to the newsroom, through the mailer that sends the editions."""

from __future__ import annotations

from threading import Lock

from digest.errors import Refused, Unavailable
from digest.models import DeliveryStatus, Message
from digest.newsroom import Newsroom

_TURN = Lock()  # a mailer has one session at a time, and the desk has many threads


def post(room: Newsroom, message: Message) -> None:
    """Hand over one message. Raises Refused or Unavailable, in the mailer's words, where it did not go."""
    with _TURN, room.mailers[0] as mailer:
        outcomes = list(mailer.send(iter((message,))))
    if any(outcome.status is DeliveryStatus.SENT for outcome in outcomes):
        return
    reply = next((outcome.reply for outcome in outcomes), "") or "the mailer said nothing"
    if any(outcome.status is DeliveryStatus.REFUSED for outcome in outcomes):
        raise Refused(reply)
    raise Unavailable(reply)
