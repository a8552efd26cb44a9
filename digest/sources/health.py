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
    failures = condition.failures + 1
    wait = error.retry_after if isinstance(error, SourceIll) else None
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    if wait is not None:
        pause = min(max(pause, timedelta(seconds=min(wait, 1e6))), LONGEST_OBEYED)
    after = replace(condition, checked=now, failures=failures, ill=str(error), not_before=now + pause)
    if condition.moved_to:
        return replace(after, moved_to="", etag="", modified="")
    return replace(after, retired=isinstance(error, SourceGone))
