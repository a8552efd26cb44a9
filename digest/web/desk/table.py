"""The table: today's edition lies on it, is shown to whoever looks, and changed by what their forms ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from digest.desk import findings, grounds
from digest.desk.deciding import resumable
from digest.desk.recalling import undoable
from digest.errors import Conflict, DigestError, NotAllowed
from digest.models import Edition, EditionStatus, Finding, Hand, Newsletter, Origin, Tally
from digest.newsroom import Newsroom
from digest.rendering import own_stamps
from digest.web.desk.facts import Pressed, pointers, pressed, standing
from digest.web.desk.forms import Form
from digest.web.desk.given import Desk
from digest.web.desk.kept import Kept
from digest.web.desk.seen import Aspect, mark, seen
from digest.web.desk.signed import Signed
from digest.web.desk.worklist import Shelf, due, late, remaining, saved, section_name, sections, shelves, told

GONE = (EditionStatus.SENDING, EditionStatus.SENT)
"""What can only be corrected: readers have it, or some do."""

Verb = Callable[[Edition, Hand], Edition]


class Version(NamedTuple):
    """All that decides what pages about an edition say, but for the clock and the deliveries.

    Itself, its record by its length, the settings, and marks of what its reports say and of the newsroom's
    own templates: it is read once for each page, and whatever was made of an equal one is not made again.
    """

    edition: Edition
    revision: int
    newsletter: Newsletter
    origins: Mapping[str, Origin]
    hour: str
    grounds: object
    templates: object


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not done. `mine` is what was written, as (name, theirs, what stands)."""

    heading: str
    text: str
    status: int
    mine: Sequence[tuple[str, str, str]] = ()


class Table:
    """What the rooms about today's edition have in common."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._doubted: Kept[Version, tuple[Finding, ...]] = Kept()
        self._pressed: Kept[tuple[Edition, Newsletter, object], Pressed] = Kept()
        self._shelved: Kept[Version, tuple[Shelf, ...]] = Kept()
        self._steady: Kept[Version, dict[str, Any]] = Kept()

    @property
    def room(self) -> Newsroom:
        """The newsroom by the settings of this moment."""
        return self.desk.current

    def edition(self) -> Edition | None:
        """Today's edition, if it is drafted."""
        return self.room.editions.find(self.room.newsletter.key, self.desk.pages.today())

    def standing(self) -> Edition:
        """Today's edition. Raises DigestError where none is drafted."""
        edition = self.edition()
        if edition is None:
            raise DigestError("there is no edition of today yet")
        return edition

    def version(self, edition: Edition) -> Version:
        """The edition as it is at this moment, with all that its pages depend on."""
        room, settled = self.room, (edition, edition.revision)
        said, templates = grounds(room, edition), own_stamps(room.rules.templates)
        return Version(*settled, room.newsletter, room.origins, self.desk.hour, said, templates)

    def findings(self, version: Version) -> tuple[Finding, ...]:
        """What the checks find of it; looked for once for each version."""
        room, edition = self.room, version.edition
        return self._doubted.of(version, lambda: findings(room, edition, self.pressed(edition).sizes))

    def pressed(self, edition: Edition) -> Pressed:
        """Its letters; made once for each version."""
        room = self.room
        made_of = (edition, room.newsletter, own_stamps(room.rules.templates))
        return self._pressed.of(made_of, lambda: pressed(room, edition, self.desk.now()))

    def shelves(self, version: Version) -> tuple[Shelf, ...]:
        """Its sections and stories as a worklist; made once for each version."""
        edition, newsletter, found = version.edition, version.newsletter, self.findings(version)
        history = self.steady(version)["history"]
        return self._shelved.of(version, lambda: shelves(newsletter, edition, found, history))

    def facts(self, edition: Edition) -> dict[str, Any]:
        """What every page about the edition may name."""
        moment = {"due": self.due(edition), "left": self.left(edition), "tally": self.tally(edition)}
        return self.steady(self.version(edition)) | moment

    def due(self, edition: Edition) -> str:
        """How long it is until its hour, in words; empty when that has passed."""
        return remaining(due(self.room.newsletter, edition, self.desk.hour), self.desk.now())

    def left(self, edition: Edition) -> int:
        """Seconds until its hour."""
        return int((due(self.room.newsletter, edition, self.desk.hour) - self.desk.now()).total_seconds())

    def tally(self, edition: Edition) -> Tally:
        """To how many it went."""
        return self.room.ledger.tally(edition)

    def said(self, edition: Edition, done: int) -> str:
        """A sentence on the deed of this number; empty for 0, and where there is none."""
        history = self.room.editions.history(edition) if done else ()
        return next((told(self.room.newsletter, one) + "." for one in history if one.number == done), "")

    def steady(self, version: Version) -> dict[str, Any]:
        """Of the facts those that stay as they are as long as its `version` does; found once for each."""
        return self._steady.of(version, lambda: self._found(version))

    def _found(self, version: Version) -> dict[str, Any]:
        edition, newsletter, doubts = version.edition, version.newsletter, self.findings(version)
        history = self.room.editions.history(edition)
        barred = pointers(edition, doubts, blocks=True)
        ruled = {one.key for one in edition.overrulings}
        fixed = edition.status in GONE
        undo = None if fixed else undoable(history)
        return {
            "edition": edition,
            "history": history,
            "seen": mark(edition),
            "fixed": fixed,
            "day": f"{edition.day:%A} {edition.day.day} {edition.day:%B}",
            "standing": standing(newsletter, edition, history),
            "resumable": resumable(edition),
            "weights": self.pressed(edition).weights,
            "fault": self.pressed(edition).fault,
            "blocking": barred,
            "noted": pointers(edition, doubts, blocks=False),
            "about": {
                spot: [one for one in doubts if one.spot == spot and not one.story and one.key not in ruled]
                for spot in ("subject", "preheader", "note")
            },
            "hour": version.hour,
            "late": late(newsletter, edition, version.hour, barred=bool(barred)),
            "undoes": undo and told(newsletter, undo),
            "undoing": undo and undo.number,
            "saved": saved(newsletter, history),
            "section_name": lambda key: section_name(newsletter, key),
            "sections": sections(newsletter, edition),
            "conflict": None,
            "mine": {},
            "here": "/",
        }

    def done(self, form: Form, signed: Signed, verb: Verb, about: Aspect | None = None) -> Edition:
        """What stands after the verb was done to the edition that the form's page showed."""
        stands = self.standing()
        return verb(seen(self.room.editions, stands, form, about), signed.hand(self.desk.now()))


def onward(edition: Edition, form: Form, key: str = "", path: str = "/") -> Response:
    """To the page that shows what was done, there to the story it was done to; what was open stays open."""
    told = {"done": str(edition.revision), "at": key, "open": form.line("open")}
    query = urlencode({name: value for name, value in told.items() if value})
    return RedirectResponse(f"{path}?{query}" + (f"#s-{key}" if key else ""), 303)


def trouble(fault: DigestError, mine: Sequence[tuple[str, str, str]] = ()) -> Trouble:
    """What a page says of a deed that was refused."""
    text = _sentence(str(fault))
    if isinstance(fault, Conflict):
        heading = "You changed it since" if fault.own else f"{fault.by or 'Somebody'} was first"
        return Trouble(heading, text, 409, mine)
    return Trouble("That was not done", text, 403 if isinstance(fault, NotAllowed) else 422)


def _sentence(words: str) -> str:
    """Begun with a capital and ended with a stop; an address at its beginning stays as it is."""
    first = words.split(" ", 1)[0]
    address = "://" in first or "@" in first
    return (words if address else words[:1].upper() + words[1:]).rstrip(".") + "."
