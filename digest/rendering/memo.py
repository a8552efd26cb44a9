"""A memo: a short plain mail to one person of the newsroom, about their own account or day."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from digest.models import Message, Newsletter
from digest.rendering import headers
from digest.rendering.flowing import flowed
from digest.rendering.links import BLANKS
from digest.rendering.signing import DkimKey, Seal
from digest.rendering.transfer import text_body


@dataclass(frozen=True, slots=True)
class Memo:
    """To whom, and what it says."""

    recipient: str
    subject: str
    text: str


def memo(newsletter: Newsletter, said: Memo, at: datetime, keys: Sequence[DkimKey] = ()) -> Message:
    """The signed message, its headers read back and verified.

    Raises Refused for an address that mail cannot reach.
    """
    display, address = headers.sender(newsletter.sender)
    to = headers.mailable(said.recipient)
    name = hashlib.sha256(f"{to} {secrets.token_hex(16)}".encode()).hexdigest()[:32]
    message_id = f"<memo.{name}@{address.rpartition('@')[2]}>"
    body = text_body(flowed(said.text))
    fields = [
        ("From", headers.mailbox("From", display or newsletter.name, address)),
        ("To", to),
        ("Subject", headers.words("Subject", said.subject)),
        ("Date", format_datetime(at)),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8; format=flowed"),
        ("Content-Transfer-Encoding", body.encoding),
    ]
    head = "".join(f"{field}: {value}\r\n" for field, value in fields).encode("ascii")
    blanks = [blank.encode() for blank in BLANKS]
    data = head + b"\r\n" + body.filled(blanks)
    if keys:
        data = Seal.of(keys, dict(fields), ()).begin((), body.relaxed().filled(blanks))() + data
    headers.verify(data, [*["DKIM-Signature"] * len(keys), *(field for field, _ in fields)])
    return Message(0, address, to, message_id, data)
