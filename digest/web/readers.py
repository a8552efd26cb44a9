"""The readers' app: the pages behind the links of every mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp

from digest.newsroom import Newsroom
from digest.web.leaving import PATIENCE, WayOut
from digest.web.pages import Pages
from digest.web.site import site
from digest.web.viewing import viewing

PATHS = ("leave", "return", "view", "unsubscribe")  # what a web server in front has to pass on


def readers(
    room: Newsroom, now: Callable[[], datetime], templates: Path, *, patience: float = PATIENCE
) -> ASGIApp:
    """The way out and the edition in the browser. `patience` is in seconds.

    They answer below the path of newsletter.public_url and at the root, for a proxy that strips the path.
    """
    pages = Pages(room.newsletter, templates)
    routers = [WayOut(room, pages, now, patience).router(), viewing(room, pages)]
    path = unquote(urlsplit(room.newsletter.public_url).path).rstrip("/")
    return site(routers, pages, below=(path, ""))
