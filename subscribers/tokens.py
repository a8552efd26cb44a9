"""Signed links: a number that only we can write, for one purpose, in 36 letters and digits."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from functools import lru_cache

SHORTEST_KEY = 16
BLOCK = 64  # bytes that SHA-256 takes at a time
NUMBER, SEAL = 6, 16  # bytes: numbers up to 2**48 - 1, and a seal of 128 bits
LENGTH = 36  # letters and digits of a token
TOKEN = re.compile(rf"[a-z2-7]{{{LENGTH}}}", re.ASCII)
# Base 32 (RFC 4648) in pairs of letters: the standard library's takes four times as long, twice a message.
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
PAIRS = [one + two for one in LETTERS for two in LETTERS]
SHIFTS = range(170, -1, -10)  # 176 bits, and 4 empty ones, are 18 pairs


class Signer:
    """Makes and checks tokens. The first key signs, all verify: put a new key in front, keep the old.

    Tokens are opaque, never expire, and are letters of one case and digits: they pass a URL, a header
    and the local part of an address; whoever reads one out of an address lowers its case first.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"a signer needs at least one key, each of {SHORTEST_KEY} bytes or more")
        self._keys = tuple(keys)

    def __repr__(self) -> str:
        return f"<Signer with {len(self._keys)} keys>"

    def token(self, purpose: str, number: int) -> str:
        """The token of this number for this purpose ("leave", "confirm", "bounce"), always the same."""
        return _written(_sealed(self._keys[0], purpose, number.to_bytes(NUMBER)))

    def verify(self, purpose: str, token: str) -> int | None:
        """The number in a token of ours for this purpose, or None; in the same time for every forgery."""
        sealed = _read(token)
        if sealed is None:
            return None
        found = None
        for key in self._keys:
            number = _masked(key, purpose, sealed[:SEAL], sealed[SEAL:])
            if hmac.compare_digest(_sealed(key, purpose, number), sealed):
                found = int.from_bytes(number)
        return found


def _sealed(key: bytes, purpose: str, number: bytes) -> bytes:
    """The seal of the number, and the number masked by the seal."""
    seal = _keyed(key, b"seal", purpose, number)[:SEAL]
    return seal + _masked(key, purpose, seal, number)


def _masked(key: bytes, purpose: str, seal: bytes, number: bytes) -> bytes:
    mask = _keyed(key, b"mask", purpose, seal)[:NUMBER]
    return (int.from_bytes(number) ^ int.from_bytes(mask)).to_bytes(NUMBER)


def _keyed(key: bytes, use: bytes, purpose: str, content: bytes) -> bytes:
    begun, outer = _begun(key, use, purpose)
    inner = begun.copy()
    inner.update(content)
    whole = outer.copy()
    whole.update(inner.digest())
    return whole.digest()


@lru_cache(64)
def _begun(key: bytes, use: bytes, purpose: str) -> tuple[hashlib._Hash, hashlib._Hash]:
    """HMAC-SHA-256 (RFC 2104), its two hashes begun with all that is the same for every number.

    `hmac` begins anew for each, which takes three times as long, six times a message.
    """
    block = (key if len(key) <= BLOCK else hashlib.sha256(key).digest()).ljust(BLOCK, b"\0")
    name = purpose.encode()
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
    inner.update(use + len(name).to_bytes(2) + name)
    return inner, hashlib.sha256(bytes(byte ^ 0x5C for byte in block))


def _written(sealed: bytes) -> str:
    bits = int.from_bytes(sealed) << 4
    return "".join([PAIRS[bits >> shift & 1023] for shift in SHIFTS])


def _read(token: str) -> bytes | None:
    """The bytes of a token, or None where it is not written exactly as we write it."""
    if not TOKEN.fullmatch(token):
        return None
    sealed = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    return sealed if _written(sealed) == token else None
