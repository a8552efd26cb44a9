"""The summariser that invents nothing: it prints what a source said."""

from __future__ import annotations

from dataclasses import dataclass

from digest.models import Event, Newsletter, Story
from digest.writing import story


@dataclass(frozen=True, slots=True)
class Extractive:
    """Headline and lead out of the reports themselves; needs neither network nor account."""

    def summarise(self, event: Event, newsletter: Newsletter, *, top: bool) -> Story | None:
        """The story in the house form, or None when no title makes a clean headline."""
        return story(event, newsletter, top=top)
