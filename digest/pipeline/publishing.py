"""Publish: hand the approved edition to everyone who has not had it, once and only once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from digest.errors import IllegalChange, Unavailable
from digest.models import (
    Delivery,
    DeliveryStatus,
    Edition,
    EditionStatus,
    OnUncertain,
    Outcome,
    Tally,
)
from digest.newsroom import Clock, Newsroom, Progress, Tell
from digest.pipeline.press import Press

log = logging.getLogger(__name__)

LIFE = timedelta(hours=24)  # a digest is of its day: what is older is not sent any more


def publish(room: Newsroom, edition: Edition, clock: Clock, tell: Tell) -> Tally:
    """Send the edition to everyone on the day's list who has not had it yet; what is known afterwards.

    The list is frozen on the first call. Nobody is mailed twice, whatever dies in between. With
    nobody subscribed nothing is frozen and the edition stays approved. Raises Unavailable when the
    mailer serves nobody, IllegalChange when the edition may not go out, Busy beside another sender.
    """
    with room.locks.hold(f"publish-{edition.key}"):
        edition = room.editions.find(edition.newsletter, edition.day) or edition
        if edition.status is EditionStatus.SENT:
            return room.ledger.tally(edition)
        _require_leave(edition, clock.now())
        if next(room.people.mailable(edition.newsletter), None) is None and not _opened(edition):
            log.info("nobody subscribes to %s: nothing to send", edition.newsletter)
            return Tally()
        edition = _opened_for(room, edition)
        _deliver(room, edition, clock, tell)
        return _closed(room, edition)


def _require_leave(edition: Edition, now: datetime) -> None:
    if edition.status not in (EditionStatus.APPROVED, EditionStatus.SENDING):
        raise IllegalChange(f"edition {edition.key} is {edition.status}: `digest approve` lets it out")
    if edition.sanction is None or edition.sanction.fingerprint != edition.fingerprint():
        raise IllegalChange(f"edition {edition.key} was changed since its approval: approve it again")
    if now - edition.created > LIFE:
        raise IllegalChange(f"edition {edition.key} is older than 24 hours: yesterday's news is not sent")


def _opened(edition: Edition) -> bool:
    return edition.status is EditionStatus.SENDING


def _opened_for(room: Newsroom, edition: Edition) -> Edition:
    """The edition under way: its list frozen, and what a dead process left on the wire set apart."""
    room.ledger.open(edition, room.people.mailable(edition.newsletter))
    if stranded := room.ledger.strand(edition):
        log.warning("%d deliveries of %s are uncertain after a crash", stranded, edition.key)
    if room.rules.on_uncertain is OnUncertain.RESEND:
        room.ledger.release(edition)
    return edition if _opened(edition) else room.editions.save(edition.moved(EditionStatus.SENDING))


def _closed(room: Newsroom, edition: Edition) -> Tally:
    tally = room.ledger.tally(edition)
    stands = room.editions.find(edition.newsletter, edition.day)
    if tally.finished and stands and stands.status is EditionStatus.SENDING:
        room.editions.save(stands.moved(EditionStatus.SENT))
    log.info("edition %s: %s", edition.key, tally)
    return tally


def _deliver(room: Newsroom, edition: Edition, clock: Clock, tell: Tell) -> None:
    """Hand over until nobody waits, someone asks to stop, or patience is at its end.

    A provider that fails before it took anything fails the call at once: most likely a wrong setting.
    """
    press = Press(room, edition, clock.now())
    pauses = iter(room.rules.retry_pauses)
    before = room.ledger.tally(edition).settled
    while failure := _session(room, press, edition, clock, tell):
        now_settled = room.ledger.tally(edition).settled
        pause = next(pauses, None)
        if now_settled == before or pause is None or clock.stopping():
            raise failure
        log.warning("%s; trying again in %.0f s", failure, pause)
        clock.pause(pause)


def _session(room: Newsroom, press: Press, edition: Edition, clock: Clock, tell: Tell) -> Unavailable | None:
    """One connection's worth of claim, send, settle; None at the end, or why the mailer stopped."""
    tally = room.ledger.tally(edition)
    done, tried, settled = tally.settled, 0, list[Outcome]()
    try:
        with room.mailer as mailer:
            while batch := room.ledger.turn(edition, settled, 0 if clock.stopping() else mailer.at_once):
                settled = []
                if (tries := max(delivery.attempts for delivery in batch)) > tried:
                    tried = tries
                    _put_back(room, edition, batch)
                    clock.pause(_pause(room, tries))
                    continue
                settled, failure = press.hand_over(batch, mailer)
                done += sum(outcome.status is not DeliveryStatus.WAITING for outcome in settled)
                tell(Progress("send", done, tally.listed))
                if failure:
                    return failure
            settled = []
    except Unavailable as failure:
        return failure
    finally:
        if settled:
            room.ledger.turn(edition, settled, 0)
    return None


def _put_back(room: Newsroom, edition: Edition, batch: Sequence[Delivery]) -> None:
    """Claim nobody while waiting: a kill in the pause then leaves no doubt about anyone."""
    room.ledger.turn(edition, [Outcome(delivery.id, DeliveryStatus.WAITING) for delivery in batch], 0)


def _pause(room: Newsroom, tries: int) -> float:
    """Seconds to wait before those who were tried so often are tried again."""
    pauses = room.rules.retry_pauses
    return pauses[min(tries, len(pauses)) - 1] if pauses else 0.0
