"""The preview: a draft as its readers will see it, shown anew whenever a template or the edition changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from digest import rendering
from digest.errors import DigestError
from digest.models import Edition, Format, Letter, Newsletter, Story
from digest.rendering import BUDGETS
from digest.web.guard import MAIL_POLICY, guarded

VIEWS = {"mail": "Mail", "text": "Text part", "lite": "Lite", "scores": "Why these stories"}
ASSETS = ("preview.css", "preview.js", "icon.svg")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the preview is given, as callables: it knows no database and no renderer.

    `watched` are the files and folders whose change shows at once, `version` a word that changes with the
    edition, `templates` the folder of the preview's own pages. Budgets are in bytes on the wire.
    """

    load: Callable[[], tuple[Newsletter, Edition]]
    render: Callable[[Newsletter, Edition, Format], Letter]
    weigh: Callable[[Newsletter, Edition, Letter], int]
    version: Callable[[], str]
    templates: Path
    watched: tuple[Path, ...] = ()
    budget: int = BUDGETS[Format.FULL]
    lite_budget: int = BUDGETS[Format.LITE]


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes on the wire against their budget."""

    name: str
    size: int
    budget: int

    @property
    def share(self) -> float:
        """Percent of the budget, at most 100."""
        return min(100.0, 100 * self.size / self.budget)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition as both kinds of letter, and what they weigh."""

    full: Letter
    lite: Letter
    weights: tuple[Weight, Weight]


def preview(draft: Draft) -> Starlette:
    """The app that shows this draft. It answers GET only, and changes nothing."""
    pages = Environment(
        loader=FileSystemLoader(draft.templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

    async def show(request: Request) -> Response:
        view = request.path_params.get("view", "mail")
        if view not in VIEWS:
            return PlainTextResponse("There is no such page.\n", 404)
        shade = "dark" if request.query_params.get("shade") == "dark" else "light"
        facts = {"view": view, "views": VIEWS, "shade": shade, "version": _version(draft), **_facts(draft)}
        return HTMLResponse(pages.get_template("preview.html").render(facts), 503 if facts["fault"] else 200)

    async def mail(request: Request) -> Response:
        dark = request.query_params.get("shade") == "dark"
        policy = {"Content-Security-Policy": MAIL_POLICY}
        try:
            html = draft.render(*draft.load(), Format.FULL).html
        except DigestError as error:
            return HTMLResponse(f"<p>{escape(str(error))}</p>", 503, policy)
        return HTMLResponse(shaded(html, dark=dark), headers=policy)

    async def version(_: Request) -> Response:
        return PlainTextResponse(_version(draft))

    async def asset(request: Request) -> Response:
        return FileResponse(draft.templates / request.url.path.removeprefix("/assets/"))

    routes = [
        Route("/", show, methods=["GET"]),
        Route("/mail.html", mail, methods=["GET"]),
        Route("/version", version, methods=["GET"]),
        *(Route(f"/assets/{name}", asset, methods=["GET"]) for name in ASSETS),
        Route("/{view}", show, methods=["GET"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(guarded)])


def shaded(html: str, *, dark: bool) -> str:
    """The mail as a client in this colour scheme shows it, whatever the reader's own scheme is."""

    def forced(style: re.Match[str]) -> str:
        sheet = re.sub(r"\(\s*prefers-color-scheme\s*:\s*(\w+)\s*\)", wish, style[0], flags=re.IGNORECASE)
        return re.sub(r"(color-schemes?\s*:)[^;}]+", rf"\g<1>{mine}", sheet)

    def wish(query: re.Match[str]) -> str:
        return "(min-width:0)" if query[1].lower() == mine else "(max-width:0)"

    mine = "dark" if dark else "light"
    html = re.sub(r"<style\b.*?</style>", forced, html, flags=re.IGNORECASE | re.DOTALL)
    html = re.sub(r'(<meta name="color-scheme" content=")[^"]*', rf"\g<1>{mine}", html)
    # A link has nowhere to open: the sandbox allows no new window.
    return re.sub(r"<head[^>]*>", lambda head: head[0] + '<base target="_blank">', html, count=1)


def _facts(draft: Draft) -> dict[str, object]:
    """Everything a page shows. What cannot be loaded or rendered is a `fault` in words, beside what can."""
    facts: dict[str, object] = {"newsletter": None, "edition": None, "rendered": None, "fault": ""}
    try:
        newsletter, edition = draft.load()
        facts |= {"newsletter": newsletter, "edition": edition, "day": _day(edition)}
        facts |= {"sender": parseaddr(newsletter.sender)[0] or newsletter.name, "outlets": outlets}
        facts |= {
            "best": max((story.score for story in edition.stories + edition.spares), default=0.0) or 1.0
        }
        facts["rendered"] = _rendered(draft, newsletter, edition)
    except DigestError as error:
        facts["fault"] = str(error)
    return facts


def _rendered(draft: Draft, newsletter: Newsletter, edition: Edition) -> Rendered:
    full = draft.render(newsletter, edition, Format.FULL)
    lite = draft.render(newsletter, edition, Format.LITE)
    heavy = Weight("Mail", draft.weigh(newsletter, edition, full), draft.budget)
    light = Weight("Lite", draft.weigh(newsletter, edition, lite), draft.lite_budget)
    return Rendered(full, lite, (heavy, light))


def outlets(story: Story) -> tuple[str, ...]:
    """Who reported the story, each once, the one it rests on first."""
    return tuple(dict.fromkeys(reference.outlet for reference in (story.source, *story.also)))


def _day(edition: Edition) -> str:
    return f"{edition.day:%A} {edition.day.day} {edition.day:%B %Y}"


def _version(draft: Draft) -> str:
    """A word that changes when the edition or a watched file does."""
    try:
        edition = draft.version()
    except DigestError as error:
        edition = str(error)
    state = repr((edition, rendering.stamps(*draft.watched, draft.templates)))
    return hashlib.sha256(state.encode()).hexdigest()[:16]
