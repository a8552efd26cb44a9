"""When a busy provider wants to be asked again, in any of the ways in which providers say it."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from math import isfinite

_DAY = 86_400.0
_YEAR_2001 = 10**9  # a number of seconds beyond it is an hour on the clock, and no wait
_MILLISECONDS = 10**12


def seconds(headers: Mapping[str, str], name: str) -> float | None:
    """The wait that this header asks for: seconds, an HTTP date, or a time since 1970. At most a day.

    An hour counts from the provider's own clock, which it was made from.
    """
    text = headers.get(name, "").strip()
    try:
        number = float(text[:20])
        if not isfinite(number):
            return None
        if number < _YEAR_2001:
            return min(max(number, 0.0), _DAY)
        then = number / 1000 if number > _MILLISECONDS else number
        return _between(then, _clock(headers))
    except ValueError:
        pass
    try:
        return _between(parsedate_to_datetime(text).timestamp(), _clock(headers))
    except (ValueError, TypeError):
        return None


def _clock(headers: Mapping[str, str]) -> float:
    try:
        return parsedate_to_datetime(headers.get("Date", "")).timestamp()
    except TypeError as error:
        raise ValueError("no Date") from error


def _between(then: float, now: float) -> float:
    return min(max(then - now, 0.0), _DAY)
