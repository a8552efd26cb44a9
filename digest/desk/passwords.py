"""Passwords: how they are kept, and whether one fits. Argon2id, as RFC 9106 has it for small machines."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from digest.errors import ConfigurationError

SHORTEST = 12  # characters
LONGEST = 256  # characters; a longer one costs time and adds nothing
ROUNDS, MEMORY, LANES = 3, 65_536, 4  # memory in KiB


def hashed(password: str) -> str:
    """What is kept of a password. Raises ConfigurationError for one that is too short or too long."""
    if len(password) < SHORTEST:
        raise ConfigurationError(
            f"a password has at least {SHORTEST} characters: three or four words in a row are easy to keep"
        )
    if len(password) > LONGEST:
        raise ConfigurationError(f"a password has at most {LONGEST} characters")
    return _hasher().hash(password)


def fits(kept: str, password: str) -> bool:
    """Is this the password? It takes the same time where none is kept."""
    nobodys = _nobodys()  # made at the first question, whoever asks it
    try:
        _hasher().verify(kept or nobodys, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def outdated(kept: str) -> bool:
    """Was it kept at other costs than those of today?"""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY, parallelism=LANES)


@cache
def _nobodys() -> str:
    """The hash of a password that nobody has."""
    return _hasher().hash("nobody comes in with this one")
