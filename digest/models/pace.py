"""How fast an edition may go out: what a new domain dares, and what the big mailbox providers bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class DomainLimit:
    """The most messages per minute to these domains together: one provider has many names."""

    domains: tuple[str, ...]
    per_minute: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Rates in messages per minute; 0 sets none.

    `warm_up` is the most people on the first, second, ... day that an edition goes out, counted from
    `warm_up_since`, or from the first edition ever; after its last day nothing limits.
    """

    per_minute: int = 0
    domains: Sequence[DomainLimit] = ()
    warm_up: tuple[int, ...] = ()
    warm_up_since: date | None = None

    def most(self, days: int) -> int | None:
        """How many may be mailed after this many days on which editions went out; None: everyone."""
        return self.warm_up[days] if days < len(self.warm_up) else None

    @property
    def limited(self) -> bool:
        """Is there any rate to keep?"""
        return bool(self.per_minute or self.domains)

    def shared(self, senders: int) -> Pace:
        """What each of so many senders may do: its share of every rate, and one a minute at least."""
        domains = tuple(replace(one, per_minute=_share(one.per_minute, senders)) for one in self.domains)
        return replace(self, per_minute=_share(self.per_minute, senders), domains=domains)


def _share(rate: int, senders: int) -> int:
    return max(rate // senders, 1) if rate else 0
