"""Plates: a page drawn once for all who look at it, with blanks for what is one person's or one moment's.

What stands between the blanks is packed (gzip) once, too; a person's page is then put together from pieces.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from secrets import token_hex
from typing import Any

from markupsafe import Markup, escape
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

LEVEL = 6
WINDOW = 32_768  # bytes back to which deflate may point
LEAST = 1000  # bytes of a page that is worth packing
LONG = 200  # bytes of what fills a blank, to be worth it
STORED = 65_535  # bytes of a stored block, at most
_BEGIN = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # gzip, of no file, hour or system
_END = b"\x03\0"  # an empty last block
_NEVER = b"\xff"  # in no UTF-8: nothing that is packed points to it

Fills = Mapping[str, str]
"""What goes into the blanks: text, or Markup."""


@dataclass(frozen=True)
class Blanks:
    """The marks that stand in a drawing for what is filled in later. Nobody outside can write one."""

    names: tuple[str, ...]
    secret: str

    @classmethod
    def of(cls, *names: str) -> Blanks:
        return cls(names, f"blank{token_hex(16)}")

    def __getitem__(self, name: str) -> Markup:
        return Markup(f"{self.secret}-{name}.")  # noqa: S704  (letters and digits of ours)

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        return re.compile(rf"{self.secret}-({'|'.join(self.names)})\.")

    def plate(self, drawn: str, steady: Mapping[str, int] | None = None) -> Plate:
        """The plate of a page drawn with these marks in it.

        `steady` are the blanks that are filled with the same number of bytes for everybody.
        """
        parts = self._marks.split(drawn)
        pieces = tuple(part.encode() for part in parts[::2])
        return Plate(pieces, tuple(parts[1::2]), steady or {})


@dataclass(frozen=True)
class Plate:
    """A page in pieces, with a blank behind each but the last; `steady` tells how long some of them are."""

    pieces: tuple[bytes, ...]
    blanks: tuple[str, ...] = ()
    steady: Mapping[str, int] | None = None

    @cached_property
    def packed(self) -> tuple[bytes, ...]:
        """Each piece as blocks of deflate, which may point back over blanks of a steady length alone."""
        return tuple(_packed(self.pieces, self.blanks, self.steady or {}))

    def filled(self, fills: Fills) -> bytes:
        """The page with these in its blanks."""
        return b"".join(_between(self.pieces, [written(fills[name]) for name in self.blanks]))

    def squeezed(self, fills: Fills) -> bytes:
        """The same, as gzip. Nothing is packed together with what fills a blank, a secret not even alone:

        of what stands there, the length of the page tells no more than the length (BREACH).
        """
        blocks = _between(self.packed, [self._block(name, fills) for name in self.blanks])
        whole = self.filled(fills)
        return b"".join((_BEGIN, *blocks, _END, struct.pack("<II", zlib.crc32(whole), len(whole))))

    def _block(self, name: str, fills: Fills) -> bytes:
        word = written(fills[name])
        steady = name in (self.steady or {})
        return b"".join(_stored(word)) if steady or len(word) < LONG else _deflated(word)


class Printed(Response):
    """A plate, filled for one person; packed where their browser takes that."""

    def __init__(self, plate: Plate, fills: Fills, **more: Any) -> None:
        self.plate, self.fills = plate, fills
        super().__init__(plate.filled(fills), **more)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "gzip" in Headers(scope=scope).get("accept-encoding", "") and len(self.body) >= LEAST:
            self.body = self.plate.squeezed(self.fills)
            self.headers["Content-Encoding"] = "gzip"
            self.headers["Vary"] = "Accept-Encoding"
            self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def written(fill: str) -> bytes:
    """What fills a blank, as it stands in a page."""
    return str(escape(fill)).encode()


def _between(pieces: Sequence[bytes], words: Sequence[bytes]) -> Iterator[bytes]:
    for piece, word in zip(pieces, words, strict=False):
        yield piece
        yield word
    yield pieces[-1]


def _packed(pieces: Sequence[bytes], blanks: Sequence[str], steady: Mapping[str, int]) -> Iterator[bytes]:
    window = b""
    for piece, blank in zip(pieces, (*blanks, ""), strict=True):
        yield _deflated(piece, window)
        window = (window + piece + _NEVER * steady[blank])[-WINDOW:] if blank in steady else b""


def _deflated(piece: bytes, before: bytes = b"") -> bytes:
    """Blocks of deflate that hold this, and may point back into what stands `before` it."""
    known: dict[str, Any] = {"zdict": before} if before else {}
    packing = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, **known)
    return packing.compress(piece) + packing.flush(zlib.Z_SYNC_FLUSH)


def _stored(word: bytes) -> Iterator[bytes]:
    """Blocks of deflate that hold this as it is."""
    for at in range(0, len(word), STORED):
        some = word[at : at + STORED]
        yield struct.pack("<BHH", 0, len(some), len(some) ^ 0xFFFF) + some
