"""A mail to one person of the newsroom: words alone, and no header of a list."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from digest.models import Message, Newsletter
from digest.rendering import headers
from digest.rendering.flowing import flowed
from digest.rendering.links import BLANKS
from digest.rendering.transfer import text_body

_TEXT = "text/plain; charset=utf-8; format=flowed"


def plain_mail(
    newsletter: Newsletter, address: str, subject: str, text: str, sent_at: datetime, name: str
) -> Message:
    """The message of this text, from the newsletter's sender; `name` is its own part of the Message-ID.

    Raises Refused for an address that mail cannot reach, ConfigurationError for a sender that cannot send.
    """
    display, sender = headers.sender(newsletter.sender)
    recipient = headers.mailable(address)
    message_id = f"<{name}@{sender.rpartition('@')[2]}>"
    body = text_body(flowed(text))
    fields = [
        ("From", headers.mailbox("From", display or newsletter.name, sender)),
        ("To", recipient),
        ("Subject", headers.words("Subject", subject)),
        ("Date", format_datetime(sent_at)),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", _TEXT),
        *([("Content-Transfer-Encoding", body.encoding)] if body.encoding != "7bit" else []),
    ]
    head = "".join(f"{field}: {value}\r\n" for field, value in fields).encode("ascii")
    data = head + b"\r\n" + body.filled(blank.encode() for blank in BLANKS)
    headers.verify(data, [field for field, _ in fields])
    return Message(0, sender, recipient, message_id, data)
