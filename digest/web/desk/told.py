"""How the pages about sources and settings tell hours and deeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from digest.models import Newsletter
from digest.web.desk.given import Desk


def hours(newsletter: Newsletter) -> Callable[[datetime], str]:
    """Tells a moment as the newsletter's own day and hour."""
    zone = ZoneInfo(newsletter.zone)
    return lambda moment: f"{moment.astimezone(zone):%-d %b, %H:%M}"


def just_kept(desk: Desk, kept: int) -> str:
    """What was kept last, where this page comes of so many changes."""
    about = [one.about for one in reversed(desk.room.configuration.kept(kept))] if kept else []
    return f"Kept. {'; '.join(about)}. It counts from the next draft on." if about else ""
