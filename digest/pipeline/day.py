"""The whole day in one call, for cron and the service alike."""

from __future__ import annotations

from datetime import datetime

from digest.models import Approval, Edition, EditionStatus, Tally
from digest.newsroom import Clock, Newsroom, Tell
from digest.pipeline.preparing import prepare
from digest.pipeline.publishing import publish


def run(room: Newsroom, clock: Clock, tell: Tell) -> tuple[Edition, Tally | None]:
    """Draft today's edition, let it out if no editor is needed, and send it to whoever has not had it.

    Safe to call again at any time. The tally is None when the edition waits for an editor.
    """
    with room.locks.hold(f"run-{room.newsletter.key}"):
        edition = prepare(room, room.newsletter.day(clock.now()), clock.now(), tell)
        edition = let_out(room, edition, clock.now())
        if edition.status in (EditionStatus.DRAFT, EditionStatus.HELD):
            return edition, None
        tally = publish(room, edition, clock, tell)
        return room.editions.find(edition.newsletter, edition.day) or edition, tally


def let_out(room: Newsroom, edition: Edition, now: datetime) -> Edition:
    """Approve a draft by rule: at once when `automatic`, at the hour of sending when `deadline`."""
    rule = room.newsletter.approval
    if edition.status is not EditionStatus.DRAFT or rule is Approval.EDITOR:
        return edition
    return room.editions.save(edition.approved(str(rule), now))
