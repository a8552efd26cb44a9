"""Tells the newsroom how its day goes: by mail and webhook, each thing once, and again where that failed.

Whatever fails here is logged and tried again later: a notice never breaks the day.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from digest.desk import notices
from digest.errors import Busy, DigestError, Refused
from digest.models import (
    Approval,
    DeliveryStatus,
    Edition,
    EditionStatus,
    Finding,
    Message,
    Notice,
    NoticeKind,
    Tally,
)
from digest.newsroom import Newsroom
from digest.rendering import Memo, memo

log = logging.getLogger(__name__)

WEBHOOK = "webhook"  # among those who are told: no address is called so
MOST_FAILURES = 5  # of a day that are told: where all fails differently, the log is the place to look
FIRST = timedelta(seconds=30)  # until the second try; each further pause is twice as long
AGAIN = (DeliveryStatus.WAITING,)  # an uncertain one may have arrived: nobody is told twice for it


def tell_drafted(room: Newsroom, edition: Edition, findings: Sequence[Finding], now: datetime) -> None:
    """The draft is ready: its headlines, and what is doubtful."""
    _tell(room, notices.drafted(room, edition, findings, now), now)


def remind(room: Newsroom, edition: Edition, findings: Sequence[Finding], now: datetime) -> None:
    """The hour of sending is near: say so where somebody has to approve the edition, or could hold it."""
    waits = edition.status in (EditionStatus.DRAFT, EditionStatus.HELD)
    if waits and room.newsletter.approval is not Approval.AUTOMATIC:
        _tell(room, notices.reminder(room, edition, findings, now), now)


def tell_blocked(room: Newsroom, edition: Edition, findings: Sequence[Finding], now: datetime) -> None:
    """The hour of sending has come, and a finding or a missing approval keeps the edition in."""
    _tell(room, notices.blocked(room, edition, findings, now), now)


def tell_sent(room: Newsroom, edition: Edition, tally: Tally, now: datetime) -> None:
    """The edition is at its end: to how many it went, and to whom not."""
    _tell(room, notices.sent(room, edition, tally, now), now)


def tell_quiet(room: Newsroom, day: date, why: str, now: datetime) -> None:
    """There is no edition, because too little happened or too few sources are well."""
    _tell(room, notices.quiet(room, day, why, now), now)


def tell_broken(room: Newsroom, day: date, why: str, now: datetime) -> None:
    """Something failed, in the words of its error; each failure once a day, up to MOST_FAILURES of them."""
    if not _listeners(room):
        return
    try:
        of_day = room.notices.of(room.newsletter.key, day)
    except DigestError as failure:
        log.warning("the newsroom is not told what failed: %s", failure)
        return
    known = [one.about for one in of_day if one.kind is NoticeKind.BROKEN]
    notice = notices.broken(room, day, why, now, last=len(known) == MOST_FAILURES - 1)
    if notice.about in known or len(known) < MOST_FAILURES:
        _tell(room, notice, now)


def catch_up(room: Newsroom, now: datetime) -> None:
    """Tell of an edition that others brought to its end, and whatever somebody could not be told before."""
    if not _listeners(room):
        return
    day = room.newsletter.day(now)
    try:
        edition = room.editions.find(room.newsletter.key, day)
        known = {one.kind for one in room.notices.of(room.newsletter.key, day)}
        if edition and edition.status is EditionStatus.SENT and NoticeKind.SENT not in known:
            tell_sent(room, edition, room.ledger.tally(edition), now)
        for since in (day - timedelta(days=1), day):
            _pass_on(room, since, now)
    except DigestError as failure:
        log.warning("the newsroom is not told: %s", failure)


def _listeners(room: Newsroom) -> tuple[str, ...]:
    return (*dict.fromkeys(room.rules.tell), *([WEBHOOK] if room.hook else []))


def _tell(room: Newsroom, notice: Notice, now: datetime) -> None:
    """Say it once: the first notice of its kind, day and subject stands, whoever comes with another."""
    listeners = _listeners(room)
    if not listeners:
        return
    try:
        room.notices.add(replace(notice, left=listeners))
        _pass_on(room, notice.day, now)
    except DigestError as failure:
        log.warning("the newsroom is not told that %s is %s: %s", notice.edition, notice.kind, failure)


def _pass_on(room: Newsroom, day: date, now: datetime) -> None:
    """Tell whoever is left, unless another process is at it."""
    try:
        with room.locks.hold(f"notices-{room.newsletter.key}"):
            for notice in room.notices.of(room.newsletter.key, day):
                if notice.left and now >= notice.at + FIRST * (2**notice.tries - 1):
                    _try(room, notice, now)
    except Busy:
        log.debug("another process tells the newsroom")


def _try(room: Newsroom, notice: Notice, now: datetime) -> None:
    left = [*_mailed(room, notice, now), *_posted(room, notice)]
    room.notices.save(replace(notice, left=tuple(left), tries=notice.tries + bool(left)))


def _mailed(room: Newsroom, notice: Notice, now: datetime) -> list[str]:
    """Mail it to every address that is left; to whom it has to be tried again."""
    messages = dict(enumerate(_messages(room, notice, now)))
    if not messages:
        return []
    left = {number: message.recipient for number, message in messages.items()}
    again: list[str] = []
    try:
        with room.mailers[0] as mailer:
            for outcome in mailer.send(iter(replace(one, delivery=n) for n, one in messages.items())):
                address = left.pop(outcome.delivery, "")
                if outcome.status in AGAIN:
                    again.append(address)
                elif outcome.status is DeliveryStatus.REFUSED:
                    log.warning("desk.tell: %s is not told: %s", address, outcome.reply)
    except DigestError as failure:
        log.warning("nobody can be mailed that %s is %s: %s", notice.edition, notice.kind, failure)
    return [*again, *left.values()]


def _messages(room: Newsroom, notice: Notice, now: datetime) -> list[Message]:
    made = []
    for number, address in enumerate(one for one in notice.left if one != WEBHOOK):
        name = f"{notice.edition}.{notice.kind}.{notice.id}-{number}"
        try:
            said = Memo(address, notice.subject, notice.text, name)
            made.append(memo(room.newsletter, said, now, room.dkim))
        except Refused as refusal:
            log.warning("desk.tell: %s is not told: %s", address, refusal)
    return made


def _posted(room: Newsroom, notice: Notice) -> list[str]:
    """Post it to the webhook if that is left; WEBHOOK where it has to be tried again."""
    if WEBHOOK not in notice.left or room.hook is None:
        return []
    try:
        room.hook.post(posted(notice))
    except DigestError as failure:
        log.warning("%s", failure)
        return [WEBHOOK]
    return []


def posted(notice: Notice) -> dict[str, object]:
    """The notice as JSON: `text` as Slack and its like take it, and our own fields for other programs."""
    return {
        "text": _unmarked(f"{notice.subject}\n{notice.text}"),
        "edition": notice.edition,
        "kind": str(notice.kind),
        "url": notice.url,
        "headlines": list(notice.headlines),
    }


def _unmarked(text: str) -> str:
    """Without Slack's markup: in a headline, <!channel> would call everybody out of bed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
