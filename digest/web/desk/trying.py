"""What today's edition would become with other settings: drafted twice out of the archive, and compared."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date, datetime

from digest.errors import Busy
from digest.models import Edition, Setup, Story
from digest.newsroom import Newsroom, Progress
from digest.pipeline import Difference, Look, Trial, difference, replay
from digest.wiring import trial_room

PATIENCE = 30  # seconds for another look that is under way; each takes a processor for some seconds


@dataclass(frozen=True, slots=True)
class Tried:
    """The edition that would be, against the one that the present settings make."""

    trial: Trial
    apart: Difference

    def why(self, story: Story) -> str:
        """Why a story would be in or out."""
        fate = self.trial.fate(story)
        return fate.verdict.why if fate else "none of its reports would be read"


class Trials:
    """Drafts one day at a time, and remembers what the present settings made of it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._present: tuple[tuple[str, Look], Edition] | None = None

    def of(self, room: Newsroom, wanted: Setup, day: date, now: datetime) -> Tried:
        """What these settings would make of the day. Nothing is fetched, saved or sent.

        Raises DigestError where the archive holds nothing of that day, and Busy while others look.
        """
        if not self._turn.acquire(timeout=PATIENCE):
            raise Busy("others try their settings just now: try again in a moment")
        try:
            look = self._look(room, day, now)
            present = self._of_present(room, look)
            trial = replay(trial_room(room, wanted), look, _unheard)
        finally:
            self._turn.release()
        return Tried(trial, difference(present, trial.edition))

    def _look(self, room: Newsroom, day: date, now: datetime) -> Look:
        stands = room.editions.find(room.newsletter.key, day)
        return Look(day, stands.created, known=True) if stands else Look(day, now)

    def _of_present(self, room: Newsroom, look: Look) -> Edition:
        setup = room.configuration.setup()
        if self._present is None or self._present[0] != (setup.seen, look):
            self._present = (setup.seen, look), replay(trial_room(room, setup), look, _unheard).edition
        return self._present[1]


def _unheard(_: Progress) -> None:
    """Nobody watches how far it is: a page comes when it is done."""
