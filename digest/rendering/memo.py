"""A memo: a short plain mail to one person of the newsroom, about their own account or day."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from email.utils import format_datetime

from digest.models import Message, Newsletter
from digest.rendering import headers
from digest.rendering.flowing import flowed
from digest.rendering.links import BLANKS
from digest.rendering.transfer import text_body


def memo(newsletter: Newsletter, recipient: str, subject: str, text: str, at: datetime) -> Message:
    """The message, its headers read back and verified. Raises Refused for an address mail cannot reach."""
    display, address = headers.sender(newsletter.sender)
    to = headers.mailable(recipient)
    name = hashlib.sha256(f"{to} {subject} {secrets.token_hex(16)}".encode()).hexdigest()[:32]
    message_id = f"<memo.{name}@{address.rpartition('@')[2]}>"
    body = text_body(flowed(text))
    fields = [
        ("From", headers.mailbox("From", display or newsletter.name, address)),
        ("To", to),
        ("Subject", headers.words("Subject", subject)),
        ("Date", format_datetime(at)),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8; format=flowed"),
        ("Content-Transfer-Encoding", body.encoding),
    ]
    head = "".join(f"{field}: {value}\r\n" for field, value in fields).encode("ascii")
    data = head + b"\r\n" + body.filled(blank.encode() for blank in BLANKS)
    headers.verify(data, [field for field, _ in fields])
    return Message(0, address, to, message_id, data)
