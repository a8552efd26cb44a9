"""The history of an edition: who did what to it, and when."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from digest.web.api.told import Told


class Entry(Told):
    """One deed of the record; `changes` tells that it changed what readers will read."""

    number: int
    at: datetime
    by: str
    action: str
    about: str
    status: str
    fingerprint: str
    changes: bool
    undoes: int | None
    role: str | None = Field(description="Of the user, at that time; none where nobody was signed in.")
    door: str | None = Field(description="desk page, API, terminal, or service: the program itself.")


class History(Told):
    revision: int
    entries: tuple[Entry, ...]
