"""A send without sending: who would get what, through whom and when. Nothing is claimed or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from digest.errors import Refused
from digest.models import Delivery, DeliveryStatus, Edition, EditionStatus, Format, OnUncertain
from digest.newsroom import Newsroom
from digest.pipeline.pacing import Timetable
from digest.pipeline.press import Press, form_for
from digest.pipeline.publishing import LIFE, warm_limit

PAGE = 1000

Waiting = tuple[int, datetime | None]  # a subscription, and the moment before which it is not tried


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person's message, and when it would go out at the earliest: None where it would not, for `why`."""

    address: str
    format: Format
    at: datetime | None
    why: str = ""


def rehearse(room: Newsroom, edition: Edition, now: datetime) -> Iterator[Appointment]:
    """Everyone who would be sent the edition if the send began now, before or after a half-finished one."""
    if edition.status is EditionStatus.SENT:
        return
    press = Press(room, edition, now)
    timetable = Timetable(room.rules.pace, now)
    waiting = _waiting(room, edition)
    while some := list(islice(waiting, PAGE)):
        people = room.people.addressees([subscription for subscription, _ in some])
        for subscription, due in some:
            if (person := people.get(subscription)) is None:
                continue
            form = form_for(person)
            try:
                message = press.copy(Delivery(0, 0, subscription), person)
            except Refused as refusal:
                yield Appointment(person.address, form, None, str(refusal))
                continue
            at = timetable.moment(person.address, max(now, due or now))
            late = at >= edition.created + LIFE
            yield Appointment(message.recipient, form, None if late else at, "too late" if late else "")


def _waiting(room: Newsroom, edition: Edition) -> Iterator[Waiting]:
    """Whom a send would come to, in the order of its list."""
    opened = next(iter(room.ledger.listing(edition)), None)
    if opened is None:
        everyone = room.people.mailable(edition.newsletter)
        yield from ((subscription, None) for subscription in islice(everyone, warm_limit(room, edition)))
        return
    for one in room.ledger.listing(edition, DeliveryStatus.WAITING):
        yield one.subscription, one.due
    if room.rules.on_uncertain is OnUncertain.RESEND:
        for status in (DeliveryStatus.UNCERTAIN, DeliveryStatus.SENDING):
            doubted = room.ledger.listing(edition, status)
            yield from ((one.subscription, None) for one in doubted if one.attempts + 1 < room.rules.tries)
