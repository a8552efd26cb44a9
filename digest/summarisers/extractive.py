"""The summariser that invents nothing: it prints what a source said."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.models import Event, Newsletter, Story
from digest.writing import story


@dataclass(frozen=True, slots=True)
class Extractive:
    """Headline and lead out of the reports themselves; needs neither network nor account."""

    at_once: int = field(default=1, init=False)

    def summarise(
        self, event: Event, newsletter: Newsletter, *, top: bool, draft: Story | None = None
    ) -> Story | None:
        """The story in the house form, or None when no title makes a clean headline."""
        return draft if draft and not top else story(event, newsletter, top=top) or draft

    def another(self, event: Event, newsletter: Newsletter, stands: Story) -> Story | None:  # noqa: ARG002
        """None: there is one way to print what a source said."""
        return None

    def account(self) -> str:
        """Nothing: every story is written like every other."""
        return ""

    def check(self) -> str:
        """What there is to prove: nothing can be missing."""
        return "extractive"
