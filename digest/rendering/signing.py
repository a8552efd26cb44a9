"""DKIM signatures (RFC 6376, 8463): all that is the same for every copy is made ready once per letter."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# From and Subject twice: a second one, added on the way, breaks the signature. Receivers offer one-click
# only where both of its fields are signed (RFC 8058, 4), and read Feedback-ID only where it is.
SIGNED = (
    *("From", "From", "Subject", "Subject", "To", "Date", "Message-ID", "MIME-Version", "Content-Type"),
    *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID"),
)
IF_PRESENT = ("Reply-To",)
PERSONAL = ("To", "Message-ID", "List-Unsubscribe")
_COLUMNS = 74
_BLANKS = re.compile(rb"[ \t]+")


@dataclass(frozen=True, slots=True)
class DkimKey:
    """Who signs, and how: `sign` begins to sign a SHA-256 digest; a call of what it returns waits for it."""

    domain: str
    selector: str
    algorithm: str  # "rsa-sha256" or "ed25519-sha256"
    sign: Callable[[bytes], Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class Seal:
    """The signatures of one letter's copies, one of each key. `%b` stands where each copy has its own."""

    keys: tuple[DkimKey, ...]
    fields: bytes
    written: tuple[bytes, ...]
    hashed: tuple[bytes, ...]

    @classmethod
    def of(
        cls, keys: Sequence[DkimKey], fields: Mapping[str, str], personal: Sequence[str] = PERSONAL
    ) -> Seal:
        """For copies that have these header fields in common, and the personal ones each for itself."""
        said = {name: value.replace("%", "%%") for name, value in fields.items()} | dict.fromkeys(
            personal, "%b"
        )
        names = [name for name in (*SIGNED, *IF_PRESENT) if name in said]
        written = [_value(key, names) for key in keys]
        return cls(
            keys=tuple(keys),
            fields=b"".join(_relaxed_field(name, said[name]) + b"\r\n" for name in dict.fromkeys(names)),
            written=tuple(f"DKIM-Signature: {value}".encode("ascii") for value in written),
            hashed=tuple(_relaxed_field("DKIM-Signature", value) for value in written),
        )

    def begin(self, personal: Sequence[bytes], body: bytes) -> Callable[[], bytes]:
        """Begin to sign the copy with these personal values and this relaxed body.

        A call of what is returned gives the DKIM-Signature fields, as soon as they are made.
        """
        if body.endswith(b"\r\n\r\n"):
            body = body.rstrip(b"\r\n") + b"\r\n"
        body_hash = b64encode(hashlib.sha256(body).digest())
        fields = self.fields % tuple(personal)
        begun = [
            (written % body_hash, key.sign(hashlib.sha256(fields + hashed % body_hash).digest()))
            for key, written, hashed in zip(self.keys, self.written, self.hashed, strict=True)
        ]
        return lambda: b"".join(written + _folded(made()) for written, made in begun)


def _folded(signature: bytes) -> bytes:
    text = b64encode(signature)
    rows = [text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS)]
    return b"\r\n ".join(rows) + b"\r\n"


def relaxed(text: bytes) -> bytes:
    """A stretch of a body as it is hashed (RFC 6376, 3.4.4), wherever it was cut but within white space."""
    return _BLANKS.sub(b" ", text).replace(b" \r\n", b"\r\n")


def _relaxed_field(name: str, value: str) -> bytes:
    return f"{name.lower()}:{' '.join(value.split())}".encode("ascii")


def _value(key: DkimKey, names: Sequence[str]) -> str:
    lines = [f"v=1; a={key.algorithm}; c=relaxed/relaxed;", f"d={key.domain}; s={key.selector};", "h="]
    for name in names:
        if len(lines[-1]) + len(name) > _COLUMNS:
            lines.append("")
        lines[-1] += f"{name}:"
    lines[-1] = lines[-1].removesuffix(":") + ";"
    return "\r\n ".join([*lines, "bh=%b;", "b="])
