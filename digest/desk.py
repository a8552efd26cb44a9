"""The editor's hand: approve, hold, release. Each is one verb, shared by every door."""

from __future__ import annotations

from datetime import datetime

from digest.models import Edition, EditionStatus
from digest.newsroom import Newsroom


def approve(room: Newsroom, edition: Edition, by: str, now: datetime) -> Edition:
    """Let the edition out, sealed: what is approved here, and nothing else, is what will be sent."""
    return room.editions.save(edition.approved(by, now))


def hold(room: Newsroom, edition: Edition) -> Edition:
    """Keep the edition in until someone releases it; a running send stops after what is on the wire."""
    return room.editions.save(edition.moved(EditionStatus.HELD))


def release(room: Newsroom, edition: Edition) -> Edition:
    """Make a held edition a draft again; it needs its approval anew."""
    return room.editions.save(edition.moved(EditionStatus.DRAFT))
