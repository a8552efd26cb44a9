"""Addresses: what is one, how it is written, and when two are the same."""

from __future__ import annotations

import re

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from subscribers.errors import BadAddress

LONGEST = 254
SHOWN = 60

# The common case, for which the full rules (a hundred times slower) would say the same: a lower-case
# ASCII name, and a domain that is neither punycode nor reserved.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = r"(?=[^@]{1,64}@)[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*"
_COMMON = re.compile(rf"({_NAME})@((?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z])?)", re.ASCII)
_RESERVED = re.compile(rf"(?:.*\.)?(?:{'|'.join(map(re.escape, SPECIAL_USE_DOMAIN_NAMES))})")


def normal(address: str) -> str:
    """The address in its normal form: the domain in lower case, Unicode composed. Raises BadAddress.

    Refused with words: control and invisible characters, reversed text, display names, comments,
    quoted names, bare IP domains, names over 64 and addresses over 254 bytes. No network is asked.
    """
    common = _COMMON.fullmatch(address)
    if common and len(address) <= LONGEST and not _RESERVED.fullmatch(common[2]) and "--" not in common[2]:
        return address
    if len(address) > 4 * LONGEST:
        raise BadAddress(f"{shown(address)} is no address: it has {len(address)} characters")
    try:
        found = validate_email(address, check_deliverability=False, strict=True)
    except EmailNotValidError as fault:
        raise BadAddress(f"{shown(address)} is no address: {_words(fault)}") from None
    return found.normalized


def folded(address: str) -> str:
    """The form in which two addresses of one person are equal."""
    return address.casefold()


def shown(address: str) -> str:
    """The address as a log or a terminal may show it: short, on one line, nothing hidden or reversed."""
    start = _visible(address[:SHOWN])
    return f"{start}..." if len(address) > SHOWN else start or "(nothing)"


def _words(fault: EmailNotValidError) -> str:
    words = _visible(str(fault))
    return words[:1].lower() + words[1:].rstrip(".")


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
