"""The history of an edition: who did what to it, and when."""

from __future__ import annotations

from datetime import datetime

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


class History(Told):
    revision: int
    entries: tuple[Entry, ...]
