"""What people write into a cell or a form, as what we mean by it; or words on what to write instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from subscribers.models import LONGEST_EVIDENCE, Consent, Health, Membership

T = TypeVar("T")

LONGEST_NAME = 200
UNFIT = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]")  # controls, line ends, reversals
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", re.ASCII)

FORMATS = {"full": "full", "html": "full", "lite": "lite", "text": "lite", "plain": "lite"}
MEMBERSHIPS = {
    **{one.value: one for one in Membership},
    **dict.fromkeys(("no", "false", "0"), Membership.NONE),
    **dict.fromkeys(("yes", "true", "1", "active", "paid"), Membership.MEMBER),
    **dict.fromkeys(("expired", "former"), Membership.LAPSED),
}
CONSENTS = {
    "": Consent.GIVEN,
    **{one.value: one for one in Consent},
    **dict.fromkeys(("yes", "true", "1", "subscribed", "active", "confirmed"), Consent.GIVEN),
    **dict.fromkeys(("no", "false", "0", "unsubscribed", "inactive"), Consent.LEFT),
    **dict.fromkeys(("unconfirmed",), Consent.PENDING),
}


def name(text: str) -> str:
    """A person's name, composed and on one line. ValueError for control characters and novels."""
    return _line(text, "the name", LONGEST_NAME)


def evidence(text: str) -> str:
    """The proof of a consent, on one line."""
    return _line(text, "the evidence", LONGEST_EVIDENCE)


def zone(text: str) -> str:
    """The name of a time zone, or "". ValueError where the machine knows none of this name."""
    if text:
        try:
            ZoneInfo(text)
        except (ValueError, OSError, LookupError):
            raise ValueError(f"{_quoted(text)} is no time zone: write it like Europe/Paris") from None
    return text


def language(text: str) -> str:
    """A language tag, or ""."""
    if text and not LANGUAGE.fullmatch(text):
        raise ValueError(f"{_quoted(text)} is no language: write it like en or pt-BR")
    return text.replace("_", "-")


def format(text: str) -> str:
    """`full`, `lite`, or "" where nothing is said."""
    return "" if not text else _one_of(FORMATS, text, "a format: write full or lite")


def membership(text: str) -> Membership | None:
    """What they paid for, or None where nothing is said."""
    return None if not text else _one_of(MEMBERSHIPS, text, "a membership: write none, member or lapsed")


def consent(text: str) -> Consent:
    """What they said. Nothing means given: whoever brings a list vouches for it."""
    return _one_of(CONSENTS, text, "a consent: write given, pending or left")


def health(text: str) -> Health | None:
    """What their mailbox said, or None where nothing is said."""
    known = {one.value: one for one in Health}
    return None if not text else _one_of(known, text, "a health: write good, failing, dead or complained")


def moment(text: str) -> datetime | None:
    """An ISO 8601 time in UTC, or None where nothing is said. Without a zone it is taken as UTC."""
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"{_quoted(text)} is no date: write it like 2026-08-13 or 2026-08-13T06:30:00Z"
        ) from None


def _line(text: str, what: str, longest: int) -> str:
    if UNFIT.search(text):
        raise ValueError(f"{what} holds a control character or a line break")
    if len(text) > longest:
        raise ValueError(f"{what} is longer than {longest} characters")
    return unicodedata.normalize("NFC", text)


def _one_of(words: dict[str, T], text: str, what: str) -> T:
    found = words.get(text.casefold())
    if found is None:
        raise ValueError(f"{_quoted(text)} is not {what}")
    return found


def _quoted(text: str) -> str:
    return repr(text[:40])
