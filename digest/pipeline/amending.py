"""Corrections on their way: which of them a new draft carries, and the mails of those that have one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from digest.errors import Busy, DigestError
from digest.models import Correction, Edition, EditionStatus, Tally
from digest.newsroom import Clock, Newsroom, Tell
from digest.pipeline.publishing import publish, too_old

log = logging.getLogger(__name__)

MEMORY = 31  # days in which an edition that carried a correction is looked for

Send = Callable[[Newsroom, Edition, Clock, Tell], Tally]


def waiting_corrections(room: Newsroom, day: date) -> tuple[Correction, ...]:
    """What earlier editions got wrong, and none that reached anybody has told.

    The editions say what was carried: a draft that was never sent carried nothing.
    """
    waiting = [one for one in room.corrections.waiting(room.newsletter.key) if one.day < day]
    if not waiting:
        return ()
    told = {
        one.id: edition.id
        for edition in room.editions.before(room.newsletter.key, day, MEMORY)
        for one in edition.corrections
    }
    for one in waiting:
        if number := told.get(one.id):
            room.corrections.carried(one, number)
    return tuple(one for one in waiting if one.id not in told)


def mail_corrections(room: Newsroom, clock: Clock, tell: Tell, send: Send = publish) -> None:
    """Send every correction's mail to whoever has not had it yet, once; it lives 24 hours, too.

    What keeps one back is logged and holds up nothing else: the next call goes on from there.
    """
    for number in room.corrections.unsent(room.newsletter.key):
        mail = room.editions.numbered(number)
        if mail is None or clock.stopping():
            continue
        try:
            if too_old(mail, clock.now()) and mail.status is EditionStatus.APPROVED:
                mail = room.editions.save(mail.moved(EditionStatus.SENDING))  # so that it can be ended
            log.info("the correction %s: %s", mail.key, send(room, mail, clock, tell))
        except Busy as reason:
            log.info("%s", reason)
        except DigestError as failure:
            log.error("the correction %s: %s", mail.key, failure)  # noqa: TRY400  (its words are enough)
