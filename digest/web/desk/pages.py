"""The desk's pages, drawn on the server from templates/web/desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from digest.models import Newsletter
from digest.web.desk.signed import Signed


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
        html = self._environment.get_template(f"{name}.html").render(given | facts)
        return HTMLResponse(html, status)
