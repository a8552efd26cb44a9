"""A letter compiled to message bytes once; then each person costs a few substitutions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from digest.errors import ConfigurationError
from digest.models import Edition, Format, Letter, Made, Message, Newsletter
from digest.rendering import headers
from digest.rendering.flowing import flowed, typewritten
from digest.rendering.links import Links
from digest.rendering.signing import PERSONAL, DkimKey, Seal
from digest.rendering.transfer import Body, Content, html_body, text_body
from subscribers.tokens import LENGTH

BUDGETS = {Format.FULL: 20_000, Format.LITE: 9_000}
"""Bytes on the wire that a message should not exceed: every one counts on a bad line."""
SIGNATURE = 700  # bytes that a DKIM signature adds on the wire

_LINK = re.compile(r"https?://[A-Za-z0-9\[][!#-;=?-~]{0,380}")
_TOKEN = re.compile(r"[A-Za-z0-9_~=-]+(?:\.[A-Za-z0-9_~=-]+)*")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")
_TEXT = "text/plain; charset=utf-8; format=flowed"
_HTML = "text/html; charset=utf-8"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Stencil:
    """The bytes that are the same for everyone, around the blanks: address, token, links."""

    sender: str
    message_id: tuple[str, str]
    head: bytes
    mime: bytes
    content: Content
    seal: Seal | None = None
    hashed: Content | None = None

    @classmethod
    def of(
        cls,
        letter: Letter,
        newsletter: Newsletter,
        edition: Edition,
        sent_at: datetime,
        keys: Sequence[DkimKey] = (),
    ) -> Stencil:
        """Compile and prove it: a message, read back, has exactly the planned headers.

        Raises ConfigurationError when it has not, or when the sender cannot send.
        """
        fields = _fields(letter, newsletter, edition, sent_at)
        text = text_body(_text(letter))
        page = html_body(letter.html) if letter.html else None
        mime = _mime(text, page)
        content = Content(text, page, _frames(text, page))
        _, address = headers.sender(newsletter.sender)
        stencil = cls(
            sender=address,
            message_id=(f"<{edition.key}.", f"@{_domain(address)}>"),
            head=_written(fields),
            mime=_written(mime) + b"\r\n",
            content=content,
            seal=Seal.of(keys, dict(fields + mime)) if keys else None,
            hashed=content.relaxed() if keys else None,
        )
        sample = stencil.message(0, address, _sample(newsletter.public_url, "sample"), "sample")
        planned = [*["DKIM-Signature"] * len(keys), *(name for name, _ in fields), *PERSONAL]
        headers.verify(sample.data, [*planned, *(name for name, _ in mime)])
        return stencil

    def message(
        self, delivery: int, address: str, links: Links, token: str, return_path: str = ""
    ) -> Message:
        """The message of one person. Raises Refused for an address that mail cannot reach.

        Bounces go to the sender's address where there is no other `return_path`.
        """
        recipient = headers.mailable(address)
        if not (all(map(_LINK.fullmatch, links)) and _TOKEN.fullmatch(token)):
            raise ConfigurationError(
                "newsletter.public_url: its links are not ASCII http(s) fit for a header"
            )
        message_id = token.join(self.message_id)
        personal = (recipient.encode("ascii"), message_id.encode("ascii"), f"<{links.leave}>".encode("ascii"))
        pieces = (
            self.head,
            b"To: %b\r\nMessage-ID: %b\r\nList-Unsubscribe: %b\r\n" % personal,
            self.mime,
            self.content.filled(links),
        )
        unsigned = b"".join(pieces)
        made: Made = unsigned
        if self.seal and self.hashed:
            made = _sealed(self.seal.begin(personal, self.hashed.filled(links)), unsigned)
        return Message(delivery, return_path or self.sender, recipient, message_id, made)


def _sealed(signatures: Callable[[], bytes], message: bytes) -> Callable[[], bytes]:
    """The message with its signatures before it, put together once, when it is wanted."""
    made = b""

    def wanted() -> bytes:
        nonlocal made
        made = made or signatures() + message
        return made

    return wanted


def weight(stencil: Stencil) -> int:
    """Bytes on the wire of one message: headers, every part as encoded, and a DKIM signature."""
    token = "x" * LENGTH
    message = stencil.message(0, stencil.sender, _sample("https://news.example.org", token), token)
    return len(message.data) + (0 if stencil.seal else SIGNATURE)


def _sample(public_url: str, token: str) -> Links:
    below = public_url.rstrip("/")
    return Links(leave=f"{below}/leave/{token}", view=f"{below}/view/{token}")


def _fields(letter: Letter, newsletter: Newsletter, edition: Edition, sent_at: datetime) -> Fields:
    if sent_at.tzinfo is None:
        raise ValueError("sent_at must be an aware time")
    if not _KEY.fullmatch(edition.key):
        raise ConfigurationError(
            f"newsletter.key = {newsletter.key!r} is not fit for a header: use a-z, 0-9, -"
        )
    display, address = headers.sender(newsletter.sender)
    domain = _domain(address)
    fields = [
        ("From", headers.mailbox("From", display or newsletter.name, address)),
        ("Subject", headers.words("Subject", letter.subject)),
        ("Date", format_datetime(sent_at)),
        ("List-Id", headers.mailbox("List-Id", newsletter.name, f"{newsletter.key}.{domain}")),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Feedback-ID", f"{edition.key}:{newsletter.key}:digest:{_sender_id(domain)}"),
        ("Auto-Submitted", "auto-generated"),
        ("Precedence", "bulk"),
    ]
    if newsletter.reply_to:
        name, reply = headers.sender(newsletter.reply_to, "reply_to")
        fields.insert(1, ("Reply-To", headers.mailbox("Reply-To", name, reply) if name else reply))
    return fields


def _sender_id(domain: str) -> str:
    """Who sends, in the 5 to 15 characters that Feedback-ID allows: the same in every mail."""
    return (re.sub(r"[^a-z0-9]", "", domain.lower()) + "digest")[:15]


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _text(letter: Letter) -> str:
    english = letter.language.partition("-")[0] == "en"
    return flowed(typewritten(letter.text) if english else letter.text)


def _mime(text: Body, page: Body | None) -> Fields:
    version = ("MIME-Version", "1.0")
    if page is None:
        return [version, *_content(_TEXT, text)]
    return [version, ("Content-Type", f'multipart/alternative; boundary="{_boundary(text, page)}"')]


def _frames(text: Body, page: Body | None) -> tuple[bytes, bytes, bytes]:
    """What stands before the text, between text and HTML, and at the end."""
    if page is None:
        return b"", b"", b""
    line = f"--{_boundary(text, page)}".encode("ascii")
    start = line + b"\r\n" + _written(_content(_TEXT, text)) + b"\r\n"
    return start, line + b"\r\n" + _written(_content(_HTML, page)) + b"\r\n", line + b"--\r\n"


def _content(kind: str, body: Body) -> Fields:
    """What is not said is 7bit (RFC 2045, 6.1)."""
    encoding = [("Content-Transfer-Encoding", body.encoding)] if body.encoding != "7bit" else []
    return [("Content-Type", kind), *encoding]


def _boundary(text: Body, page: Body) -> str:
    """The same for the same letter, and a hash of it, so that no part can hold it."""
    content = text.before + text.open + text.after + page.before + page.open + page.after
    return f"=_{hashlib.sha256(content).hexdigest()[:12]}"


def _written(fields: Fields) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii")
