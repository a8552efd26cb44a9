"""The whole day in one call, for cron and the service alike."""

from __future__ import annotations

import logging
from datetime import datetime

from digest import writing
from digest.errors import Conflict
from digest.models import Action, Approval, Deed, Edition, EditionStatus, Finding, Tally, machine
from digest.newsroom import Clock, Newsroom, Tell
from digest.pipeline.amending import Send, mail_corrections
from digest.pipeline.preparing import prepare
from digest.pipeline.publishing import publish, too_old

log = logging.getLogger(__name__)


def run(room: Newsroom, clock: Clock, tell: Tell, send: Send = publish) -> tuple[Edition, Tally | None]:
    """Draft today's edition, let it out if no editor is needed, and send it to whoever has not had it.

    Safe to call again at any time. The tally is None when the edition waits for an editor, or for one who
    looks at what bars its approval. `send` is `publish`, or what publishes through workers. Whatever
    becomes of the edition, the mails of corrections go out after it.
    """
    with room.locks.hold(f"run-{room.newsletter.key}"):
        try:
            return _run(room, clock, tell, send)
        finally:
            mail_corrections(room, clock, tell, send)


def _run(room: Newsroom, clock: Clock, tell: Tell, send: Send) -> tuple[Edition, Tally | None]:
    _end_old(room, clock, tell)
    edition = prepare(room, room.newsletter.day(clock.now()), clock.now(), tell)
    edition = let_out(room, edition, clock.now())
    if edition.status in (EditionStatus.DRAFT, EditionStatus.HELD):
        return edition, None
    tally = send(room, edition, clock, tell)
    return room.editions.find(edition.newsletter, edition.day) or edition, tally


def _end_old(room: Newsroom, clock: Clock, tell: Tell) -> None:
    """Nothing stands as being sent whose life is over: whoever has not had it is skipped, with the reason."""
    day = room.newsletter.day(clock.now())
    for edition in room.editions.before(room.newsletter.key, day, days=7):
        if edition.status is EditionStatus.SENDING and too_old(edition, clock.now()):
            publish(room, edition, clock, tell)


def let_out(room: Newsroom, edition: Edition, now: datetime) -> Edition:
    """Approve a draft by rule: at once when `automatic`, at the hour of sending when `deadline`.

    What bars an editor's approval bars this one: the draft waits as it is, and the log says why.
    """
    rule = room.newsletter.approval
    if edition.status is not EditionStatus.DRAFT or rule is Approval.EDITOR:
        return edition
    if found := doubtful(room, edition):
        why = f"{found[0].text or found[0].spot}: {found[0].why}"
        log.warning(
            "edition %s waits for an editor, %d of its findings bar it: %s", edition.key, len(found), why
        )
        return edition
    deed = Deed(machine(now), Action.APPROVED, f"newsletter.approval is {rule}")
    try:
        return room.editions.revise(edition, edition.approved(str(rule), now), deed)
    except Conflict as first:  # at this very moment: what they made of it is judged, and goes out
        log.info("%s", first)
        return let_out(room, room.editions.find(edition.newsletter, edition.day) or edition, now)


def doubtful(room: Newsroom, edition: Edition) -> tuple[Finding, ...]:
    """What keeps the edition from being approved."""
    reports = room.archive.reports(writing.addresses(*edition.stories))
    terms = writing.Terms(room.newsletter, tuple(room.origins.values()))
    return writing.blocking(writing.review(edition, terms, reports))
