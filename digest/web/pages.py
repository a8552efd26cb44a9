"""The readers' pages, in the newsletter's language and look."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from digest.models import Letter, Newsletter
from digest.rendering import Words
from digest.web.policies import letter_policy, page_policy

RETRY_AFTER = 300  # seconds
NO_MORE = "You will receive no further editions."
TOLD = {
    "ask": ("Leave %(name)s?", NO_MORE),
    "left": ("You have left.", NO_MORE),
    "back": ("You are subscribed again.", "You will receive the next edition."),
    "late": ("This can no longer be undone here.", NO_MORE),
    "nobody": ("You are not on the list.", NO_MORE),
    "incomplete": ("This link is not complete.", "Please open it again from the mail, or copy all of it."),
    "failed": ("That did not work.", "Please try again in a few minutes."),
}
"""What the pages say, by state: heading and sentence, in the words of the catalogs."""


class Pages:
    """What readers are shown: one of TOLD, or a letter as it was sent."""

    def __init__(self, newsletter: Newsletter, templates: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        bare = self._environment.overlay(autoescape=False)
        sheet = bare.get_template("readers.css").render(look=newsletter.look)
        self._environment.globals |= {
            "newsletter": newsletter,
            "words": Words(newsletter.language),
            "sheet": Markup(sheet),  # noqa: S704  (our file, and colours and fonts of the settings)
        }
        self._policy = {"Content-Security-Policy": page_policy(sheet)}

    def show(self, state: str, status: int = 200, *, back: str = "", again: bool = False) -> Response:
        """One page. `back` is a token to come back with, `again` a button to do the same once more."""
        heading, sentence = TOLD[state]
        told = {"state": state, "heading": heading, "sentence": sentence, "back": back, "again": again}
        html = self._environment.get_template("leave.html").render(told)
        late = {"Retry-After": str(RETRY_AFTER)} if status == 503 else {}
        return HTMLResponse(html, status, {**self._policy, **late})

    def printed(self, letter: Letter) -> tuple[str, dict[str, str]]:
        """A letter as a page, its blanks still open, and the header that binds it."""
        if letter.html:
            return letter.html, {"Content-Security-Policy": letter_policy(letter.html)}
        lines = Markup("\n").join(_linked(line) for line in letter.text.splitlines())
        page = self._environment.get_template("letter.html").render(letter=letter, lines=lines)
        return page, self._policy


def _linked(line: str) -> Markup:
    """A line of a text, and a link where it is an address and nothing else."""
    address = line.startswith(("https://", "http://")) and " " not in line
    return Markup('<a href="{0}">{0}</a>').format(line) if address else escape(line)
