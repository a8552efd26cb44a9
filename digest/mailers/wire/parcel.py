"""A message on its way, and the steps that it takes on a line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from digest.models import Message


class Step(StrEnum):
    """A command whose reply is due, by the name it has in an error."""

    RSET = "RSET"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    DOT = "the message"
    VOID = "an empty message"  # a lone dot, after DATA for a recipient who was declined
    QUIT = "QUIT"


@dataclass(slots=True, eq=False)
class Parcel:
    """A message on its way: the lines that ended under it, and how many were served by the first."""

    message: Message
    tries: int = 0
    served: int = 0


@dataclass(slots=True, eq=False)
class Place:
    """A parcel on a line, made ready for this server."""

    parcel: Parcel
    rcpt: bytes
    body: bytes
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds for each answer, seconds for the answer to a whole message, and messages before it is left."""

    timeout: float
    final_timeout: float
    messages: int
