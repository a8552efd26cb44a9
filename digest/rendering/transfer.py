"""Bodies as they travel: the smallest of three encodings, with the reader's links filled in afterwards."""

from __future__ import annotations

import base64
import binascii
import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from digest.rendering.links import BLANKS, Links
from digest.rendering.signing import relaxed

LINE = 998  # octets of a line, RFC 5322
_ROW = 57  # octets that make one line of 76 characters in base64
_BLANKS = tuple(blank.encode() for blank in BLANKS)
_ROOM = 400  # octets kept free for each link when lines are measured


@dataclass(frozen=True, slots=True)
class Body:
    """An encoded body: what stands before and after the reader's links is encoded once and for all.

    `open` is the raw stretch from the first link to the last, cut so that encoding it alone gives
    the very bytes that encoding the whole would give.
    """

    encoding: str
    before: bytes
    open: bytes
    after: bytes

    def filled(self, links: Iterable[bytes]) -> bytes:
        """The body as it travels, for the person with these links, in the order of BLANKS."""
        raw = self.open
        for blank, link in zip(_BLANKS, links, strict=True):
            raw = raw.replace(blank, link)
        return self.before + _ENCODE[self.encoding](raw) + self.after

    def relaxed(self) -> Body:
        """Its twin whose filled bytes are those that DKIM hashes; a link holds no white space."""
        # What is still to be encoded can be relaxed before only where encoding leaves it as it is.
        raw = relaxed(self.open) if self.encoding == "7bit" else self.open
        encoding = _RELAXED if self.encoding == "quoted-printable" else self.encoding
        return Body(encoding, relaxed(self.before), raw, relaxed(self.after))


@dataclass(frozen=True, slots=True)
class Content:
    """What stands below a message's header: one part or two, and what is around them."""

    text: Body
    page: Body | None
    frames: tuple[bytes, bytes, bytes]  # before the text, between text and HTML, and at the end

    def filled(self, links: Links) -> bytes:
        """The content for the person with these links."""
        start, between, end = self.frames
        pieces = [start, self.text.filled(link.encode("ascii") for link in links)]
        if self.page:
            pieces += [between, self.page.filled(html.escape(link).encode("ascii") for link in links)]
        return b"".join([*pieces, end])

    def relaxed(self) -> Content:
        """Its twin whose filled bytes are those that DKIM hashes."""
        start, between, end = map(relaxed, self.frames)
        return Content(self.text.relaxed(), self.page and self.page.relaxed(), (start, between, end))


def html_body(page: str) -> Body:
    """The smallest body for this document; in 7bit its other characters are numeric references."""
    referenced = page.encode("ascii", "xmlcharrefreplace")
    return _smallest([_seven(referenced), *_encoded(page)])


def text_body(text: str) -> Body:
    """The smallest body for this text."""
    return _smallest([_seven(text.encode()), *_encoded(text)])


def _smallest(bodies: list[Body | None]) -> Body:
    return min((body for body in bodies if body), key=lambda body: len(body.filled(_BLANKS)))


def _seven(raw: bytes) -> Body | None:
    raw = _crlf(raw)
    if not raw.isascii() or max(map(_room, raw.split(b"\r\n"))) > LINE:
        return None
    start, end = _span(raw)
    return Body("7bit", raw[:start], raw[start:end], raw[end:])


def _encoded(text: str) -> list[Body | None]:
    raw = _crlf(text.encode())
    start, end = _span(raw)
    row = start - start % _ROW
    first = raw.rfind(b"\n", 0, start) + 1
    last = (raw.find(b"\n", end) + 1) or len(raw)
    return [
        Body("base64", _rows(raw[:row]), raw[row:], b""),
        Body("quoted-printable", _quoted(raw[:first]), raw[first:last], _quoted(raw[last:])),
    ]


def _span(raw: bytes) -> tuple[int, int]:
    """From the first of the reader's links to the end of the last."""
    spans = [(raw.find(blank), raw.rfind(blank) + len(blank)) for blank in _BLANKS if blank in raw]
    return (min(spans)[0], max(end for _, end in spans)) if spans else (len(raw), len(raw))


def _room(line: bytes) -> int:
    """The octets that this line may grow to."""
    return len(line) + _ROOM * sum(map(line.count, _BLANKS))


def _crlf(raw: bytes) -> bytes:
    return b"".join(line + b"\r\n" for line in raw.splitlines())


def _rows(raw: bytes) -> bytes:
    rows = range(0, len(raw), _ROW)
    return b"".join(base64.b64encode(raw[at : at + _ROW]) + b"\r\n" for at in rows)


def _quoted(raw: bytes) -> bytes:
    return binascii.b2a_qp(raw, istext=True)


def _same(raw: bytes) -> bytes:
    return raw


def _relaxed_quoted(raw: bytes) -> bytes:
    return relaxed(_quoted(raw))


_RELAXED = "quoted-printable, relaxed"
_ENCODE: dict[str, Callable[[bytes], bytes]] = {
    "7bit": _same,
    "base64": _rows,
    "quoted-printable": _quoted,
    _RELAXED: _relaxed_quoted,
}
