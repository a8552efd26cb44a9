"""Publish: hand the approved edition to everyone who has not had it, once and only once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from digest.errors import IllegalChange, StoreError
from digest.models import Edition, EditionStatus, OnUncertain, Part, Tally
from digest.newsroom import Clock, Newsroom, Tell
from digest.pipeline.carrying import carry
from digest.pipeline.errand import Errand
from digest.pipeline.meter import Meter
from digest.pipeline.pacing import Gate
from digest.pipeline.press import Press
from digest.pipeline.settling import Charge, Unsettled, alone, settle

log = logging.getLogger(__name__)

LIFE = timedelta(hours=24)  # a digest is of its day: what is older is not sent any more
TOO_OLD = "the edition grew too old: it lives 24 hours"


def publish(
    room: Newsroom,
    edition: Edition,
    clock: Clock,
    tell: Tell,
    part: Part | None = None,
    *,
    gate: Gate | None = None,
) -> Tally:
    """Send the edition to everyone on the day's list who has not had it yet; what is known afterwards.

    The list is frozen on the first call. Nobody is mailed twice, whatever dies in between. With
    nobody subscribed nothing is frozen and the edition stays approved. Who has not had it when the
    edition's life ends is skipped. Raises Unavailable when no mailer serves anybody, IllegalChange when
    the edition may not go out, Busy beside another sender.

    `part` sends one of `parts` and nothing else, beside senders of other parts; `close` ends the edition.
    Whoever is put off in it is not waited for: they wait still when it returns. `gate` is the pace of a
    process that sends one part after another.
    """
    with alone(room, edition, part, clock) as charge:
        try:
            return _published(room, _stored(room, edition), clock, tell, charge, gate)
        except Unsettled as left:
            settle(room, left, charge, clock)
            raise StoreError(f"{left}; what was sent is stored, and `digest publish` goes on") from left


def open_list(room: Newsroom, edition: Edition, clock: Clock) -> Edition:
    """Freeze the list of an approved edition without sending, so that it can be sent in parts.

    The edition as it is then: still approved where nobody subscribes. Raises as `publish` does.
    """
    with alone(room, edition, None, clock):
        edition = _stored(room, edition)
        if edition.status is EditionStatus.SENT:
            return edition
        require_leave(edition, clock.now())
        return _opened(room, edition, clock.now())


def parts(room: Newsroom, edition: Edition, size: int) -> list[Part]:
    """The parts of an opened edition, of `size` people each: the first size asked for stands for good."""
    return room.ledger.parts(edition, size)


def close(room: Newsroom, edition: Edition, clock: Clock) -> Tally:
    """End an edition that was sent in parts, if everyone's delivery is settled; how it stands.

    What a dead sender left is uncertain from now on. Raises Busy while any part is under way.
    """
    with alone(room, edition, None, clock):
        edition, now = _stored(room, edition), clock.now()
        if edition.status is EditionStatus.SENDING:
            _recover(room, edition, now, None)
        return _closed(room, edition, now, None)


def _published(
    room: Newsroom, edition: Edition, clock: Clock, tell: Tell, charge: Charge, gate: Gate | None
) -> Tally:
    part = charge.part
    if edition.status is EditionStatus.SENT:
        return room.ledger.tally(edition, part)
    now = clock.now()
    if too_old(edition, now):
        return _laid_down(room, edition, now, part)
    require_leave(edition, now)
    if part is None:
        edition = _opened(room, edition, now)
        if not _is_open(edition):
            return Tally()
    elif not _is_open(edition) or part not in room.ledger.parts(edition):
        raise IllegalChange(f"edition {edition.key} is not open, or has no part {part[0]} to {part[1]}")
    else:
        _recover(room, edition, now, part)
    _deliver(room, edition, clock, tell, charge, gate)
    while _released(room, edition, part) and not clock.stopping():
        _deliver(room, edition, clock, tell, charge, gate)
    return _closed(room, edition, clock.now(), part)


def too_old(edition: Edition, now: datetime) -> bool:
    """Is its life over?"""
    return now - edition.created >= LIFE


def require_leave(edition: Edition, now: datetime) -> None:
    """Raise IllegalChange where the edition may not go out, with the reason."""
    if too_old(edition, now):
        raise IllegalChange(f"edition {edition.key} is older than 24 hours: yesterday's news is not sent")
    if edition.status not in (EditionStatus.APPROVED, EditionStatus.SENDING):
        raise IllegalChange(f"edition {edition.key} is {edition.status}: `digest approve` lets it out")
    if not edition.sealed:
        raise IllegalChange(f"edition {edition.key} was changed since its approval: approve it again")


def _stored(room: Newsroom, edition: Edition) -> Edition:
    return room.editions.find(edition.newsletter, edition.day) or edition


def _is_open(edition: Edition) -> bool:
    return edition.status is EditionStatus.SENDING


def _opened(room: Newsroom, edition: Edition, now: datetime) -> Edition:
    """The edition under way, its list frozen; as it was where there is nobody to list."""
    if not _is_open(edition):
        if next(room.people.mailable(edition.newsletter), None) is None and not _listed(room, edition):
            log.info("nobody subscribes to %s: nothing to send", edition.newsletter)
            return edition
        room.ledger.open(edition, room.people.mailable(edition.newsletter))
        _warm_up(room, edition, now)
    _recover(room, edition, now, None)
    return edition if _is_open(edition) else room.editions.save(edition.moved(EditionStatus.SENDING))


def _warm_up(room: Newsroom, edition: Edition, now: datetime) -> None:
    most = warm_limit(room, edition)
    if most is not None and (skipped := room.ledger.limit(edition, most, f"warm-up: {most} today", now)):
        log.warning("warm-up: %d people of %s are left out today", skipped, edition.key)


def warm_limit(room: Newsroom, edition: Edition) -> int | None:
    """The most people that a new sender dares to mail with this edition; None: everyone."""
    pace = room.rules.pace
    if not pace.warm_up:
        return None
    return pace.most(room.editions.outings(room.newsletter.key, edition.day, pace.warm_up_since))


def _recover(room: Newsroom, edition: Edition, now: datetime, part: Part | None) -> None:
    """Set apart what a dead process left on the wire."""
    if stranded := room.ledger.strand(edition, now, part):
        log.warning("%d deliveries of %s are uncertain after a crash", stranded, edition.key)
    _released(room, edition, part)


def _released(room: Newsroom, edition: Edition, part: Part | None) -> int:
    """How many in doubt wait again, by the policy `resend`; none who was tried as often as may be."""
    return room.ledger.release(edition, part) if room.rules.on_uncertain is OnUncertain.RESEND else 0


def _deliver(
    room: Newsroom, edition: Edition, clock: Clock, tell: Tell, charge: Charge, gate: Gate | None
) -> None:
    now = clock.now()
    errand = Errand(
        room=room,
        edition=edition,
        charge=charge,
        ends=edition.created + LIFE,
        clock=clock,
        press=Press(room, edition, now),
        gate=gate or Gate(room.rules.pace, now),
        meter=Meter(tell, room.ledger.tally(edition, charge.part), now),
    )
    carry(errand)


def _laid_down(room: Newsroom, edition: Edition, now: datetime, part: Part | None) -> Tally:
    """Give up on whoever has not had an edition whose life is over; raises where it never went out."""
    if not _listed(room, edition):
        require_leave(edition, now)
    room.ledger.strand(edition, now, part)
    tally = _closed(room, edition, now, part)
    if not _is_open(edition):
        require_leave(edition, now)
    return tally


def _listed(room: Newsroom, edition: Edition) -> bool:
    return next(iter(room.ledger.listing(edition)), None) is not None


def _closed(room: Newsroom, edition: Edition, now: datetime, part: Part | None) -> Tally:
    if too_old(edition, now) and (given_up := room.ledger.give_up(edition, TOO_OLD, now, part)):
        log.warning("%d people have not had %s: %s", given_up, edition.key, TOO_OLD)
    tally = room.ledger.tally(edition, part)
    stands = _stored(room, edition)
    if part is None and tally.finished and _is_open(stands):
        room.editions.save(stands.moved(EditionStatus.SENT))
    log.info("edition %s%s: %s", edition.key, f", {part[0]} to {part[1]}" if part else "", tally)
    return tally
