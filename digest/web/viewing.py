"""The edition in the browser: as it was sent to this reader, with their links, and what was corrected."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from html import escape

from fastapi import APIRouter, HTTPException
from starlette.responses import HTMLResponse, Response

from digest import rendering
from digest.models import Correction, Edition, Format
from digest.newsroom import Newsroom
from digest.reception import copy
from digest.rendering import Links
from digest.web.aside import Aside
from digest.web.pages import Pages

PATIENCE = 10.0  # seconds
KEPT = 16  # letters kept rendered: scanners open the link of every mail within minutes


def viewing(room: Newsroom, pages: Pages) -> APIRouter:
    """`/view/`: the letter by the very call that rendered it for the mail, and its corrections in it."""

    @lru_cache(KEPT)
    def printed(
        edition: Edition, form: Format, amended: tuple[Correction, ...]
    ) -> tuple[str, dict[str, str]]:
        letter = rendering.letter(room.newsletter, edition, form, room.rules.templates, amended)
        return pages.printed(letter)

    def shown(token: str) -> Response | None:
        theirs = copy(room, token)
        if theirs is None:
            return None
        page, policy = printed(theirs.edition, theirs.format, theirs.corrections)
        return HTMLResponse(Links(*map(escape, theirs.links)).filled_into(page), headers=policy)

    aside = Aside[str, Response | None](lambda tokens: [shown(token) for token in tokens], threads=4)

    async def view(token: str) -> Response:
        async with asyncio.timeout(PATIENCE):
            page = await aside(token)
        if page is None:
            raise HTTPException(404)
        return page

    router = APIRouter()
    router.add_api_route("/view/{token}", view, methods=["GET", "HEAD"])
    return router
