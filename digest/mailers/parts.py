"""A message taken apart, for providers that want subject, bodies and headers one by one."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from functools import lru_cache

from digest.models import Message

# What a provider does not make itself, in the order in which it is written.
_OURS = (
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "Feedback-ID",
    "Auto-Submitted",
    "Precedence",
)
# The email package parses a Content-Type anew for every question about it, thirty times a message; all
# messages of an edition share theirs. Remembered, a message of 17 kB takes a fifth of the time.
_POLICY = email.policy.default.clone(header_factory=lru_cache(128)(HeaderRegistry()))


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and the name before it, perhaps empty."""

    name: str
    address: str

    def __str__(self) -> str:
        return str(Address(self.name, addr_spec=self.address)) if self.name else self.address


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message says. `text` and `html` are decoded, one perhaps empty; `headers` are ours, in ASCII."""

    sender: Mailbox
    reply_to: Mailbox | None
    subject: str
    text: str
    html: str
    headers: dict[str, str]


def parts(message: Message) -> Parts:
    """The message in its parts. A text that was wrapped for transport (format=flowed) is unwrapped again."""
    parsed = email.message_from_bytes(message.data, policy=_POLICY)
    assert isinstance(parsed, EmailMessage)  # noqa: S101  (for mypy: the policy makes it so)
    bodies = {part.get_content_type(): _body(part) for part in parsed.walk() if not part.is_multipart()}
    raw = {name.lower(): value for name, value in parsed.raw_items()}
    return Parts(
        sender=_mailbox(parsed, "From") or Mailbox("", message.sender),
        reply_to=_mailbox(parsed, "Reply-To"),
        subject=str(parsed.get("Subject", "")),
        text=bodies.get("text/plain", ""),
        html=bodies.get("text/html", ""),
        headers={name: _unfolded(raw[name.lower()]) for name in _OURS if name.lower() in raw},
    )


def _mailbox(parsed: EmailMessage, name: str) -> Mailbox | None:
    addresses = parsed[name].addresses if name in parsed else ()
    if not addresses:
        return None
    return Mailbox(" ".join(addresses[0].display_name.split()), addresses[0].addr_spec)


def _body(part: EmailMessage) -> str:
    text = part.get_content()
    assert isinstance(text, str)  # noqa: S101  (for mypy: our letters hold nothing but text)
    return _unwrapped(text) if part.get_param("format") == "flowed" else text


def _unfolded(value: object) -> str:
    return re.sub(r"[\r\n]+(?=[ \t])", "", str(value)).strip()


def _unwrapped(text: str) -> str:
    """The paragraphs of a flowed text (RFC 3676), each on one line."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\r\n"):
        signature = line == "-- "
        plain = line.removeprefix(" ")
        if goes_on and not signature:
            lines[-1] += plain
        else:
            lines.append(plain)
        goes_on = line.endswith(" ") and not signature
    return "\r\n".join(lines)
