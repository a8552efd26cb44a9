"""One message through an SMTP connection, and at every step what may be known of it.

Before the final dot has left, nothing was taken and the message may be tried again. After the dot only the
server's answer tells. smtplib raises the same exception on either side of the dot, so the steps stand here.
"""

from __future__ import annotations

import re
import smtplib

from email_validator import EmailNotValidError, validate_email

from digest.errors import ConfigurationError, Refused
from digest.models import DeliveryStatus, Message, Outcome

# The server's words in ours: what a reply says of this person, by its first digit.
_VERDICT = {4: DeliveryStatus.WAITING, 5: DeliveryStatus.REFUSED}
# Replies that speak of us and not of the person, whatever the command: the login is missing or too weak.
_NO_LOGIN = frozenset({530, 534, 535, 538})
_READY = {"MAIL": 2, "RCPT": 2, "DATA": 3}
_CLOSING = 421


class Ended(Exception):  # noqa: N818  (it names what happened, not an error of ours)
    """The connection ended, or is as good as ended, and the server has not taken the message."""


class Unwanted(Exception):  # noqa: N818
    """The server takes no mail from us, whoever it is for."""


def transact(connection: smtplib.SMTP, message: Message, final_timeout: float) -> Outcome:
    """Hand over one message: SENT, REFUSED, WAITING or UNCERTAIN.

    Raises Ended or Unwanted, and only when the server has surely not taken the message.
    """
    data = _canonical(message.data)
    try:
        commands = _commands(connection, message, data)
    except Refused as refused:
        return Outcome(message.delivery, DeliveryStatus.REFUSED, str(refused))
    for verb, argument in commands:
        try:
            code, reply = connection.docmd(verb, argument)
        except smtplib.SMTPException as error:
            raise Ended(f"ended the connection after {verb}: {error}") from error
        if code // 100 != _READY[verb]:
            return _declined(message, verb, code, words(reply))
    try:
        connection.send(_stuffed(data) + b".\r\n")
    except smtplib.SMTPException as error:  # a send that fails has bytes left: the dot never left whole
        raise Ended(f"ended the connection during the message: {error}") from error
    return _answer(connection, message, final_timeout)


def _answer(connection: smtplib.SMTP, message: Message, final_timeout: float) -> Outcome:
    """The server's word on the whole message. Without one, nobody knows whether it was taken."""
    sock = connection.sock
    before = sock.gettimeout() if sock else None
    try:
        if sock:
            sock.settimeout(final_timeout)
        code, reply = connection.getreply()
        if sock:
            sock.settimeout(before)
    except OSError as error:
        return Outcome(message.delivery, DeliveryStatus.UNCERTAIN, f"no answer to the message: {error}")
    if code // 100 == 2:
        return Outcome(message.delivery, DeliveryStatus.SENT, f"{code} {words(reply)}", _receipt(reply))
    if code // 100 in _VERDICT:
        return _declined(message, "DATA", code, words(reply))
    return Outcome(message.delivery, DeliveryStatus.UNCERTAIN, f"an answer without sense: {words(reply)}")


def _declined(message: Message, verb: str, code: int, said: str) -> Outcome:
    """What a refusing reply says: of this connection, of everyone, or of this person."""
    if code == _CLOSING or code // 100 not in _VERDICT:
        raise Ended(f"answered {verb} with {code} {said}")
    # "Relay access denied" comes on RCPT, in the shape of a dead address, where our login is missing.
    if verb == "MAIL" or code in _NO_LOGIN or (verb == "RCPT" and "relay" in said.casefold()):
        raise Unwanted(f"takes no mail from {message.sender}: {code} {said}")
    return Outcome(message.delivery, _VERDICT[code // 100], f"{code} {said}")


def _commands(connection: smtplib.SMTP, message: Message, data: bytes) -> list[tuple[str, str]]:
    """The three commands of a message, or Refused when no command can carry the recipient's address."""
    utf8 = connection.has_extn("smtputf8")
    try:
        sender = _address(message.sender, utf8=utf8) if message.sender else ""
    except Refused as error:
        raise ConfigurationError(f"newsletter.sender: {error}") from error
    recipient = _address(message.recipient, utf8=utf8)
    needs_utf8 = not (sender + recipient).isascii()
    connection.command_encoding = "utf-8" if needs_utf8 else "ascii"
    parameters = [
        *([f"SIZE={len(data)}"] if connection.has_extn("size") else []),
        *(["BODY=8BITMIME"] if not data.isascii() and connection.has_extn("8bitmime") else []),
        *(["SMTPUTF8"] if needs_utf8 else []),
    ]
    return [
        ("MAIL", " ".join([f"FROM:<{sender}>", *parameters])),
        ("RCPT", f"TO:<{recipient}>"),
        ("DATA", ""),
    ]


def _address(address: str, *, utf8: bool) -> str:
    """The address as it may stand in a command, or Refused. A name of a domain beyond ASCII is encoded."""
    if not address.isascii():
        try:
            valid = validate_email(address, check_deliverability=False)
        except EmailNotValidError as error:
            raise Refused(f"{address!r} is no address: {error}") from error
        if valid.ascii_email is None and not utf8:
            raise Refused(f"{address!r} needs SMTPUTF8, which the server does not offer")
        address = valid.ascii_email or valid.normalized
    if not re.fullmatch(r"[^\x00-\x20\x7f<>@]+@[^\x00-\x20\x7f<>@]+", address):
        raise Refused(f"{address!r} cannot stand in a command to the server")
    return address


def _canonical(data: bytes) -> bytes:
    """The message with CRLF line ends only: a bare CR or LF could end it early and smuggle in another."""
    if not data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r"):
        data = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def _stuffed(data: bytes) -> bytes:
    """The message with every leading dot doubled (RFC 5321, 4.5.2); all line ends are CRLF here."""
    stuffed = data.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed


def _receipt(reply: bytes) -> str:
    found = re.search(r"(?:queued as|\bid=)\s*([^\s;,]+)", words(reply), re.IGNORECASE)
    return found.group(1) if found else ""


def words(reply: bytes | str) -> str:
    """A reply as one printable line of at most 400 characters."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:400]
