"""The readers' pages: the way out, where looking changes nothing and one press is enough."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from digest.errors import DigestError
from digest.models import Newsletter
from digest.newsroom import Newsroom
from digest.reception import genuine, leave
from digest.rendering import Words
from digest.web.guard import STRICT, headed

BODY_AT_MOST = 4096  # bytes; what a mailbox provider sends has 26
PATIENCE = 10.0  # seconds: a provider waits little longer, and comes again after a 503
ONE_CLICK = b"One-Click"  # urlencoded or multipart (RFC 8058), it stands in the body as it is

log = logging.getLogger(__name__)


def readers(
    room: Newsroom, now: Callable[[], datetime], templates: Path, *, patience: float = PATIENCE
) -> Starlette:
    """The app behind the link to leave: GET shows a button, POST leaves. `patience` is in seconds.

    It answers below the path of newsletter.public_url and at the root, for a proxy that strips the path.
    """
    pages = Pages(room.newsletter, templates)

    async def door(request: Request) -> Response:
        if not genuine(room, request.path_params["token"]):
            return pages.show("incomplete", 404)
        return await leaving(request) if request.method == "POST" else pages.show("ask")

    async def leaving(request: Request) -> Response:
        """Whatever the body says, the address and the method already said it; it tells who asked."""
        try:
            async with asyncio.timeout(patience):
                body = await _body(request)
                if body is None:
                    return PlainTextResponse("This is more than a reader has to say.\n", 413)
                by_provider = ONE_CLICK in body
                await note(request.path_params["token"], by_provider)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it
        except (DigestError, TimeoutError) as failure:
            log.warning("a reader could not leave: %s", str(failure) or f"it took over {patience} seconds")
            return pages.show("failed", 503)
        return PlainTextResponse("You have left.\n") if by_provider else pages.show("left")

    async def note(token: str, by_provider: bool) -> None:
        evidence = "one-click unsubscribe in the mail program" if by_provider else "button on our page"
        # Unlike Starlette's, this thread can be left behind: a slow database keeps no reader waiting.
        left = await asyncio.to_thread(leave, room, token, now(), evidence)
        log.info("%s left: %s", f"subscription {left.id}" if left else "someone erased before", evidence)

    path = unquote(urlsplit(room.newsletter.public_url).path).rstrip("/")
    routes = [
        Route(f"{prefix}/unsubscribe/{{token}}", door, methods=["GET", "POST"])
        for prefix in dict.fromkeys((path, ""))
    ]
    app = Starlette(routes=routes, middleware=[Middleware(partial(headed, headers=pages.headers))])
    app.router.redirect_slashes = False  # a provider follows no redirect
    return app


class Pages:
    """The four pages, in the newsletter's language and look: written once, the same for everyone."""

    def __init__(self, newsletter: Newsletter, templates: Path) -> None:
        environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        sheet = environment.overlay(autoescape=False).get_template("readers.css").render(look=newsletter.look)
        page = environment.get_template("leave.html")
        given = {
            "newsletter": newsletter,
            "words": Words(newsletter.language),
            "sheet": Markup(sheet),  # noqa: S704  (our file, and colours and fonts of the settings)
        }
        self._html = {
            state: page.render(given, state=state) for state in ("ask", "left", "incomplete", "failed")
        }
        seal = b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'self'; "
        self.headers = {
            **STRICT,
            "Content-Security-Policy": policy + "frame-ancestors 'none'",
            "X-Robots-Tag": "noindex",
        }

    def show(self, state: str, status: int = 200) -> Response:
        """One page; with a 503, when to come again."""
        return HTMLResponse(self._html[state], status, {"Retry-After": "300"} if status == 503 else None)


async def _body(request: Request) -> bytes | None:
    """What was sent, or None as soon as it is too much."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_AT_MOST:
            return None
    return body
