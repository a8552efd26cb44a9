"""The desk's pages, drawn on the server from templates/web/desk; what many look at, once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from digest.models import Newsletter, Role
from digest.web.desk.entry import CSRF_LENGTH
from digest.web.desk.kept import Keeper
from digest.web.desk.plates import Blanks, Fills, Plate, Printed
from digest.web.desk.signed import Signed

BLANKS = Blanks.of("csrf", "name", "said", "state", "due", "left")
"""What is one person's or one moment's on the pages that are drawn for all."""
STEADY = {"csrf": CSRF_LENGTH}

Draw = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Anybody:
    """Whoever looks at a page that is drawn for all of one role: their name is a blank."""

    role: Role
    name: Markup = BLANKS["name"]


@dataclass(frozen=True, slots=True)
class Shared:
    """What a page shows that is the same for all of one role.

    `version` is all that decides it, and is compared; `question` tells pages of one kind apart; `draw`
    gives the facts of the template, where they are not drawn yet.
    """

    version: object
    draw: Draw
    question: Hashable = ""


class DeskPages:
    """Draws a page for whoever looks. `today` is the newsletter's own day."""

    def __init__(self, newsletter: Newsletter, templates: Path, today: Callable[[], date]) -> None:
        self.newsletter, self.templates, self.today = newsletter, templates, today
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._plates: Keeper[Any, Plate] = Keeper()

    def show(self, name: str, signed: Signed | None, status: int = 200, /, **facts: object) -> HTMLResponse:
        """The page `name`.html. Besides its own facts every page has user, csrf, newsletter, today and said.

        `csrf` may be given to a page that a stranger sees; `said` is a sentence on what was just done.
        """
        given: dict[str, object] = {
            "user": signed and signed.user,
            "csrf": signed.csrf if signed else "",
            "newsletter": self.newsletter,
            "today": self.today(),
            "said": "",
        }
        return HTMLResponse(self._drawn(name, given | facts), status)

    def shared(self, name: str, signed: Signed, of: Shared, /, **fills: str) -> Response:
        """The page `name`.html, drawn once for all of one role, with this person in its blanks."""
        all_fills = {"csrf": signed.csrf, "name": signed.user.name, "said": ""} | fills
        return Printed(self._plate(name, signed, of, all_fills), all_fills, media_type="text/html")

    def piece(self, name: str, signed: Signed, of: Shared, /, **fills: str) -> Markup:
        """A piece of a page, `name`.html, drawn once for all of one role."""
        return Markup(self._plate(name, signed, of, fills).filled(fills).decode())  # noqa: S704  (our template)

    def _plate(self, name: str, signed: Signed, of: Shared, fills: Fills) -> Plate:
        """The plate of a page that is as `of` tells. Nothing in it is this person's but their role."""
        role = signed.user.role

        def drawn() -> Plate:
            given = {"newsletter": self.newsletter, "today": self.today(), **of.draw(), "user": Anybody(role)}
            blank = {one: BLANKS[one] for one in fills if one != "name"}
            return BLANKS.plate(self._drawn(name, {**given, **blank}), STEADY)

        return self._plates.of((name, role, of.question), (of.version, self.today()), drawn)

    def _drawn(self, name: str, facts: Mapping[str, object]) -> str:
        return self._environment.get_template(f"{name}.html").render(facts)
