"""The desk's app: its rooms, behind the gate, under strict headers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from digest.newsroom import Newsroom
from digest.sockets import Accounts
from digest.web.api import asked as programs
from digest.web.api.routes import api
from digest.web.desk import asked as forms
from digest.web.desk.assets import assets
from digest.web.desk.edition import edition
from digest.web.desk.entry import Entry
from digest.web.desk.faults import Faults
from digest.web.desk.gate import API, gated
from digest.web.desk.given import Desk
from digest.web.desk.mending import mending
from digest.web.desk.origins import Origins
from digest.web.desk.pages import DeskPages
from digest.web.desk.signing_in import doorstep
from digest.web.desk.tuning import tending
from digest.web.desk.users import users
from digest.web.desk.you import you
from digest.web.guard import STRICT, headed
from digest.web.site import bare

ROOMS: tuple[Callable[[Desk], APIRouter], ...] = (
    assets,
    doorstep,
    edition,
    tending,
    mending,
    you,
    users,
    api,
)
"""What makes the routes. They are plain: the gate knows who may pass before any of them is asked."""

LONGER = {API: programs.MOST_BYTES, "/tuning": forms.MOST_BYTES}
"""Where lists are sent that are longer than any other form, and how many bytes they may have."""

NICENESS = 19  # steps: as far as there are any

POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{what}-src 'self'" for what in ("script", "style", "img", "connect", "frame")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    **STRICT,
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # under `no-referrer` a browser sends a form of ours from origin "null"
    "X-Robots-Tag": "noindex",
}


def desk(
    room: Newsroom,
    accounts: Accounts,
    templates: Path,
    now: Callable[[], datetime],
    url: str = "",
) -> ASGIApp:
    """The desk of this newsroom. `templates` is its own folder, `url` how editors reach it."""
    given = furnished(room, accounts, templates, now, url)
    faults = Faults(given.pages)
    app = gated(inside(given), given.entry, faults.answer, LONGER)
    return headed(GZipMiddleware(app, minimum_size=1000, compresslevel=4), HEADERS)


def give_way() -> None:
    """Let other processes go first, a send above all: an editor waits some milliseconds more."""
    os.nice(NICENESS)
    if sys.platform == "linux":  # and do not break in on them for each request that comes in
        with suppress(OSError):  # a sandbox may forbid even to be modest
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def furnished(
    room: Newsroom,
    accounts: Accounts,
    templates: Path,
    now: Callable[[], datetime],
    url: str = "",
) -> Desk:
    """What the rooms are made with."""
    zone = ZoneInfo(room.newsletter.zone)

    def day() -> date:
        return now().astimezone(zone).date()

    pages = DeskPages(room.newsletter, templates, day)
    return Desk(room, accounts, pages, Entry(accounts, Origins(url), now), now)


def inside(given: Desk) -> FastAPI:
    """The rooms, before the gate is put in front. A page that blocks runs in one of forty threads."""
    return bare([room(given) for room in ROOMS], Faults(given.pages).answers())
