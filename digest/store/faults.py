"""The databases' complaints as one line that names the place and the cure; passwords never stand in it."""

from __future__ import annotations

from dataclasses import dataclass

SQLITE_CURES = (
    ("file is not a database", "is not an SQLite database: name another file, or restore it from a backup"),
    ("malformed", "is damaged: restore it from a backup"),
    ("unable to open", "cannot be opened: check that its folder is there, and its owner and permissions"),
    ("readonly", "may not be written: check the owner and permissions of the file and its folder"),
    ("locked", "has been kept by another process for too long: wait for it to end, then try again"),
    ("disk is full", "cannot grow: no space is left on its disk"),
    ("disk i/o error", "cannot be read or written: its disk fails or is full"),
    ("no such table", "has no tables yet: run `digest check`, which makes them"),
)

POSTGRESQL_CURES = (
    ("authentication failed", "check user and password"),
    ("no password supplied", "put the password into the URL or into PGPASSWORD"),
    ("does not exist", "check the name, or create it"),
    ("connection refused", "check host and port, and that the server runs"),
    ("resolve", "check the host's name"),
    ("timeout", "check host and port, and the way to it"),
    ("too many clients", "raise max_connections or stop other clients"),
    ("read-only", "name the primary server"),
    ("permission denied", "grant this user its tables"),
    ("no space left", "make room on the server's disk"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Which database: a path or a URL without its password, and the secrets that no text may hold."""

    backend: str
    name: str
    secrets: tuple[str, ...] = ()


def sqlite_fault(place: Place, failure: BaseException | None) -> str:
    """One line for an operator on what SQLite complained of."""
    complaint = _first_line(failure)
    for words, cure in SQLITE_CURES:
        if words in complaint.lower():
            return f"the database {place.name} {cure}"
    return f"the database {place.name} failed: {complaint}"


def postgresql_fault(place: Place, failure: BaseException | None) -> str:
    """One line for an operator on what PostgreSQL or its driver complained of."""
    complaint = _first_line(failure)
    for secret in place.secrets:
        complaint = complaint.replace(secret, "***")
    cure = next((cure for words, cure in POSTGRESQL_CURES if words in str(failure).lower()), "")
    return f"the database {place.name} failed: {complaint}" + (f"; {cure}" if cure else "")


def _first_line(failure: BaseException | None) -> str:
    # Further lines of a PostgreSQL error quote rows, and so people's addresses.
    text = str(failure).strip() or type(failure).__name__
    return text.splitlines()[0].strip()
