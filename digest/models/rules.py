"""The rules of a newsroom: what an operator decides once, for every morning."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from digest.models.newsletter import OnUncertain
from digest.models.pace import Pace


@dataclass(frozen=True, slots=True)
class Rules:
    """What the verbs are told besides the newsletter: seconds, days, rates and what to do in doubt.

    `tell` are the addresses of the newsroom that are told how its day goes.
    """

    on_uncertain: OnUncertain = OnUncertain.HOLD
    retry_pauses: tuple[float, ...] = (60, 300, 900)
    pace: Pace = field(default_factory=Pace)
    keep_days: int = 30
    templates: Path | None = None
    bounce_domain: str = ""
    desk_url: str = ""
    tell: tuple[str, ...] = ()

    @property
    def tries(self) -> int:
        """How often somebody is tried before an answer "try later" is the last word."""
        return len(self.retry_pauses) + 1
