"""Which edition a program means, and whether it is still the one that it saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from fastapi import HTTPException
from starlette.responses import Response

from digest.errors import IllegalChange
from digest.models import Edition, Hand, Revision, overtaken
from digest.newsroom import Newsroom
from digest.web.api import told
from digest.web.api.asked import Wish
from digest.web.api.describing import JSON, written
from digest.web.desk.given import Desk
from digest.web.desk.kept import Keeper
from digest.web.desk.plates import Plate, Printed
from digest.web.desk.signed import Signed

Verb = Callable[[Newsroom, Edition, Hand], Edition]
DAYS = 4  # whose editions are kept as they are told


@dataclass(frozen=True, slots=True)
class Sight:
    """The editions of the newsletter, as programs name them."""

    desk: Desk
    _plates: Keeper[tuple[Edition, int], Plate] = field(default_factory=lambda: Keeper(DAYS))

    @property
    def room(self) -> Newsroom:
        """The newsroom by the settings of this moment."""
        return self.desk.current

    def edition(self, day: str) -> Edition:
        """The edition of this day. Raises 404 where there is none."""
        try:
            named = self.desk.pages.today() if day == "today" else date.fromisoformat(day)
        except ValueError:
            raise HTTPException(404, f"There is no day {day}.") from None
        found = self.room.editions.find(self.room.newsletter.key, named)
        if found is None:
            raise HTTPException(404, f"There is no edition of {named}.")
        return found

    def seen(self, signed: Signed, day: str, wish: Wish, key: str = "") -> Edition:
        """The edition, where nothing of it changed since it was seen. Raises Conflict, or 404."""
        stands = self.edition(day)
        require_unchanged(stands, self.room.editions.history(stands), wish.seen, signed.user.name)
        if key:
            require_story(stands, key)
        return stands

    def whole(self, stands: Edition) -> Response:
        """The edition as it is told; written once for each version, whoever asks or has changed it."""
        plate = self._plates.of(stands.key, (stands, stands.revision), lambda: _plate(stands))
        return Printed(plate, {}, media_type=JSON)

    def done(self, signed: Signed, edition: Edition, verb: Verb) -> Edition:
        """What stands after this hand did it."""
        return verb(self.room, edition, signed.hand(self.desk.now()))


def _plate(stands: Edition) -> Plate:
    return Plate((written(told.edition(stands)),))


def require_unchanged(stands: Edition, history: list[Revision], seen: int, name: str) -> None:
    """Raise Conflict where its content or status is another than in that revision, saying whose hand it was.

    A program that approves, releases or changes an edition has seen what it does that to.
    """
    if seen > stands.revision:
        raise IllegalChange(f"edition {stands.key} has no revision {seen}: it is at {stands.revision}")
    was = next((one.status for one in history if one.number == max(seen, 1)), str(stands.status))
    later = [one for one in history if one.number > max(seen, 1) and (one.changes or one.status != was)]
    if later:
        raise overtaken(later, name)


def require_story(edition: Edition, key: str) -> None:
    """Raise 404 where the edition has no story of this key, printed or spare."""
    if not any(one.key == key for one in (*edition.stories, *edition.spares)):
        raise HTTPException(404, f"Edition {edition.key} has no story {key}.")
