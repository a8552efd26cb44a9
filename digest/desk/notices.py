"""What the newsroom is told, in words: each notice says what happened, what to do, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from digest.models import Approval, Edition, EditionStatus, Finding, Notice, NoticeKind, Tally
from digest.newsroom import Newsroom
from digest.rendering import Words
from digest.rendering.cleaning import plain

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
SHOWN = 12  # findings that are told; the desk shows them all

LETS_OUT = {
    Approval.EDITOR: "It waits for an approval, and stays in without one.",
    Approval.DEADLINE: "It goes out at its hour unless somebody holds it.",
    Approval.AUTOMATIC: "It goes out at its hour by itself.",
}


def drafted(room: Newsroom, edition: Edition, findings: Sequence[Finding], now: datetime) -> Notice:
    """The draft is there."""
    lines = [LETS_OUT[room.newsletter.approval], "", *_stories(edition), *_doubts(findings)]
    return _notice(room, edition, NoticeKind.DRAFTED, now, "the draft is ready", lines)


def reminder(room: Newsroom, edition: Edition, findings: Sequence[Finding], now: datetime) -> Notice:
    """Its hour is near, and nobody has approved it."""
    words = f"Its hour is near, and the edition is {edition.status}."
    lines = [words, LETS_OUT[room.newsletter.approval], *_doubts(findings), "", *_stories(edition)]
    return _notice(room, edition, NoticeKind.REMINDER, now, "not approved yet", lines)


def blocked(room: Newsroom, edition: Edition, findings: Sequence[Finding], now: datetime) -> Notice:
    """Its hour has come, and it stays in."""
    why = {
        EditionStatus.HELD: "The hour of sending has come, and somebody holds the edition.",
        EditionStatus.DRAFT: "The hour of sending has come, and nobody has approved the edition.",
    }.get(edition.status, f"The hour of sending has come, and the edition is {edition.status}.")
    lines = [why, "Nothing goes out before somebody lets it.", *_doubts(findings)]
    return _notice(room, edition, NoticeKind.BLOCKED, now, "it stays in", lines)


def sent(room: Newsroom, edition: Edition, tally: Tally, now: datetime) -> Notice:
    """It went out, and to how many."""
    lines = [f"The mail server took {tally.sent} of {tally.listed}."]
    if tally.refused:
        lines.append(f"{tally.refused} refused: `digest deliveries --status refused` says whom and why.")
    if tally.skipped:
        lines.append(f"{tally.skipped} skipped: they left, cannot be mailed, or were out of time.")
    if tally.uncertain:
        lines.append(f"{tally.uncertain} uncertain: they may have it, and are not tried again by themselves.")
    subject = f"sent to {tally.sent} of {tally.listed}"
    return _notice(room, edition, NoticeKind.SENT, now, subject, [*lines, "", *_stories(edition)])


def quiet(room: Newsroom, day: date, why: str, now: datetime) -> Notice:
    """Too little happened for an edition."""
    lines = [f"There is no edition: {why}", "Nobody is mailed. It is tried again while the day lasts."]
    return _told(room, day, NoticeKind.QUIET, now, "a quiet day", lines)


def broken(room: Newsroom, day: date, why: str, now: datetime, *, last: bool = False) -> Notice:
    """Something failed that somebody may have to mend. After the `last` one, no more are told that day."""
    lines = [
        f"It failed: {why}",
        "It is tried again while the day lasts. `digest status` tells more.",
    ]
    if last:
        lines.append("What else fails today is told in the log alone.")
    return replace(_told(room, day, NoticeKind.BROKEN, now, "something failed", lines), about=_mark(why))


def _mark(why: str) -> str:
    """What tells one failure from another: its words, without the numbers that differ each time."""
    return sha256(_NUMBER.sub("0", why).encode()).hexdigest()[:16]


def _notice(
    room: Newsroom, edition: Edition, kind: NoticeKind, now: datetime, what: str, lines: Iterable[str]
) -> Notice:
    headlines = tuple(plain(story.headline) for story in edition.stories)
    return _told(room, edition.day, kind, now, what, lines, headlines)


def _told(
    room: Newsroom,
    day: date,
    kind: NoticeKind,
    now: datetime,
    what: str,
    lines: Iterable[str],
    headlines: tuple[str, ...] = (),
) -> Notice:
    name, url = room.newsletter.name, f"{room.rules.desk_url}/" if room.rules.desk_url else ""
    first = [f"{name}, {Words('en').date(day)}: {what}.", *([url] if url else []), ""]
    return Notice(
        newsletter=room.newsletter.key,
        day=day,
        kind=kind,
        at=now,
        subject=f"{name}: {what} ({day.isoformat()})",
        text="\n".join(plain(line) for line in [*first, *lines]),
        url=url,
        headlines=headlines,
    )


def _stories(edition: Edition) -> Iterator[str]:
    yield f"Subject: {edition.subject}"
    for number, story in enumerate(edition.stories, start=1):
        yield f"{number}. {story.headline} ({story.source.outlet})"


def _doubts(findings: Sequence[Finding]) -> Iterator[str]:
    """What is doubtful, what blocks first."""
    if not findings:
        return
    blocking = sum(one.blocks for one in findings)
    yield ""
    yield f"Doubtful: {len(findings)}, of which {blocking} keep it from being approved."
    for one in sorted(findings, key=lambda one: not one.blocks)[:SHOWN]:
        yield f"- {one.spot}{f' “{one.text}”' if one.text else ''}: {one.why}"
    if len(findings) > SHOWN:
        yield f"- and {len(findings) - SHOWN} more"
