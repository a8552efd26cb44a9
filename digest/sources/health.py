"""How a source is after a visit: every change of its condition stands here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from digest.errors import SourceGone, SourceIll
from digest.models import Condition

FIRST_PAUSE = timedelta(minutes=5)
# Under a day with room to spare, so that a run at the same hour every morning asks every source every time:
# pauses only keep a collector that runs all day from hammering an ill one.
LONGEST_PAUSE = timedelta(hours=6)
# A server may ask for more, and is obeyed as long as tomorrow's run still asks it.
LONGEST_OBEYED = timedelta(hours=20)
# A 410 retires a source for good, and one alone may be a slip: a server under repair, a proxy, a wrong rule.
# Three in a row, each a longest pause apart, are at least half a day of the same answer.
GONE_FOR_GOOD = 3
_GONE = "answered 410 (gone), seen"


def due(condition: Condition, now: datetime) -> bool:
    """Whether a source is to be asked now: neither retired nor pausing."""
    return not condition.retired and (condition.not_before is None or condition.not_before <= now)


def well(condition: Condition, now: datetime) -> Condition:
    """The condition after an answer: failures and pauses forgotten."""
    return replace(condition, checked=now, succeeded=now, failures=0, ill="", not_before=None)


def ill(condition: Condition, now: datetime, error: Exception) -> Condition:
    """The condition after a failure: its words, and a pause that doubles with each failure in a row.

    An address that a permanent redirect gave is forgotten when it fails, with the validators that were its
    own: the next visit asks the configured address again. Only that one can retire the source (410).
    """
    if isinstance(error, SourceGone) and not condition.moved_to:
        return _gone(condition, now, error)
    failures = condition.failures + 1
    wait = error.retry_after if isinstance(error, SourceIll) else None
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    if wait is not None:
        pause = min(max(pause, timedelta(seconds=min(wait, 1e6))), LONGEST_OBEYED)
    after = replace(condition, checked=now, failures=failures, ill=str(error), not_before=now + pause)
    if condition.moved_to:
        return replace(after, moved_to="", etag="", modified="")
    return after


def _gone(condition: Condition, now: datetime, error: SourceGone) -> Condition:
    """The condition after a 410 from the configured address: failures count the 410s in a row alone."""
    seen = condition.failures + 1 if condition.ill.startswith(_GONE) else 1
    retired = seen >= GONE_FOR_GOOD
    words = str(error) if retired else f"{_GONE} {'once' if seen == 1 else f'{seen} times'}"
    not_before = now + LONGEST_PAUSE
    return replace(condition, checked=now, failures=seen, ill=words, not_before=not_before, retired=retired)
