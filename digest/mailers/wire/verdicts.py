"""A server's words in ours: what a reply says of a person, of this connection, or of everyone."""

from __future__ import annotations

import re

from digest.models import DeliveryStatus, Message, Outcome

# What a refusing reply says of this person, by its first digit.
_VERDICT = {4: DeliveryStatus.WAITING, 5: DeliveryStatus.REFUSED}
# Replies that speak of us and not of the person, whatever the command: the login is missing or too weak.
_NO_LOGIN = frozenset({530, 534, 535, 538})
CLOSING = 421
# Replies that speak of how much we send, unless their enhanced code (RFC 3463) or a word names a mailbox: of
# its limits they speak alike.
_TOO_MUCH = re.compile(
    r"\b(rate|sending|hourly|daily|message)[ -]?limit|\blimit (was |has been |is )?exceeded|"
    r"\btoo (many|much) (messages|mails?|e-?mails)|\bthrottl|\b[45]\.4\.5\b",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"[45]\.[12]\.\d|mailbox|inbox", re.IGNORECASE)
_RECEIPT = re.compile(r"(?:queued as|\bid=)\s*([^\s;,]+)", re.IGNORECASE)
_LATER = re.compile(r"\b(?:in|after|for) (\d{1,5}) ?(s|secs?|seconds?|m|mins?|minutes?)\b", re.IGNORECASE)


class Ended(Exception):  # noqa: N818  (it names what happened, not an error of ours)
    """The connection ended, or is as good as ended."""


class Unwanted(Exception):  # noqa: N818
    """The server takes no mail from us, whoever it is for."""


def answered(message: Message, code: int, reply: bytes) -> Outcome:
    """The server's word on a whole message. Raises Ended or Unwanted when it has surely not taken it."""
    if code // 100 == 2:
        said = words(reply)
        return Outcome(message.delivery, DeliveryStatus.SENT, f"{code} {said}", _receipt(said))
    if code // 100 in _VERDICT:
        return declined(message, "the message", code, reply)
    return uncertain(message, f"an answer without sense: {words(reply)}")


def declined(message: Message, verb: str, code: int, reply: bytes) -> Outcome:
    """What a refusing reply says of this person. Raises Ended or Unwanted when it is not about them."""
    said = words(reply)
    if code == CLOSING or code // 100 not in _VERDICT:
        raise Ended(f"answered {verb} with {code} {said}")
    # "Relay access denied" comes on RCPT, in the shape of a dead address, where our login is missing.
    if verb == "MAIL" or code in _NO_LOGIN or (verb == "RCPT" and "relay" in said.casefold()):
        raise Unwanted(f"takes no mail from {message.sender}: {code} {said}")
    status = _VERDICT[code // 100]
    hour = later(said) if status is DeliveryStatus.WAITING else None
    if _TOO_MUCH.search(said) and not _MAILBOX.search(said):
        if status is DeliveryStatus.REFUSED:
            raise Unwanted(f"takes no more mail from us: {code} {said}")
        return Outcome(message.delivery, status, retry_after=hour, slower=f"{code} {said}")
    return Outcome(message.delivery, status, f"{code} {said}", retry_after=hour)


def uncertain(message: Message, why: str) -> Outcome:
    """It may have been taken, and nobody knows."""
    return Outcome(message.delivery, DeliveryStatus.UNCERTAIN, why)


def words(reply: bytes | str) -> str:
    """A reply as one printable line of at most 400 characters."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    text = " ".join(text.split())[:400]
    return text if text.isprintable() else "".join(char for char in text if char.isprintable())


def _receipt(said: str) -> str:
    """The server's own name for the message, where it gives one."""
    found = _RECEIPT.search(said)
    return found[1] if found else ""


def later(said: str) -> float | None:
    """The seconds after which the server wants to be asked again, where it says so (greylisting)."""
    found = _LATER.search(said)
    return int(found[1]) * (60.0 if found[2][0] in "mM" else 1.0) if found else None
