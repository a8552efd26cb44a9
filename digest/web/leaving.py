"""The way out: looking changes nothing, one press or one click leaves, and a mistake can be taken back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from digest.errors import DigestError
from digest.newsroom import Newsroom
from digest.reception import Wish, come_back, genuine, leave, standing, way_back
from digest.web.aside import Aside
from digest.web.pages import Pages
from subscribers.models import Consent, Subscription

BODY_AT_MOST = 4096  # bytes; what a mailbox provider sends has 26
PATIENCE = 10.0  # seconds: a provider waits little longer, and comes again after a 503
TOGETHER = 500  # who leave in one transaction
GLANCE = 2.0  # seconds to look up how somebody stands, before the page asks without knowing
ONE_CLICK = b"One-Click"  # urlencoded or multipart (RFC 8058), it stands in the body as it is

log = logging.getLogger(__name__)


class WayOut:
    """The pages behind a link to leave. `patience` is in seconds.

    Looking and leaving have threads of their own: who waits for a busy database holds up no one who looks.
    Providers click by the hundred just after a send, while the ledger writes: they leave together.
    """

    def __init__(
        self, room: Newsroom, pages: Pages, now: Callable[[], datetime], patience: float = PATIENCE
    ) -> None:
        self.room, self.pages, self.now, self.patience = room, pages, now, patience
        self._look = Aside[str, Subscription | None](
            lambda tokens: [standing(room, token) for token in tokens], threads=4
        )
        self._leave = Aside[Wish, Subscription | None](partial(leave, room), together=TOGETHER)
        self._return = Aside[Wish, Subscription | None](
            lambda wishes: [come_back(room, wish) for wish in wishes]
        )

    def router(self) -> APIRouter:
        """`/unsubscribe/` stands in mails of older versions."""
        router = APIRouter()
        for path in ("/leave/{token}", "/unsubscribe/{token}"):
            router.add_api_route(path, self.door, methods=["GET", "HEAD", "POST"])
        router.add_api_route("/return/{token}", self.back, methods=["POST"])
        return router

    async def door(self, request: Request, token: str) -> Response:
        """GET shows how one stands, with a button for who is listed; POST leaves."""
        if not genuine(self.room, "leave", token):
            raise HTTPException(404)
        return await (self.leaving(request, token) if request.method == "POST" else self.looking(token))

    async def looking(self, token: str) -> Response:
        try:
            async with asyncio.timeout(min(GLANCE, self.patience)):
                there = await self._look(token)
        except (DigestError, TimeoutError):
            return self.pages.show("ask")
        if there is None:
            return self.pages.show("nobody")
        return self.pages.show("left" if there.consent is Consent.LEFT else "ask")

    async def leaving(self, request: Request, token: str) -> Response:
        """Whatever the body says, the address and the method already said it; it tells who asked."""
        async with asyncio.timeout(self.patience):
            by_provider = ONE_CLICK in await _body(request)
            evidence = "one-click unsubscribe in the mail program" if by_provider else "button on our page"
            wish = Wish(token, self.now(), evidence)
            left = await self._leave(wish)
        log.info("%s left: %s", f"subscription {left.id}" if left else "someone erased before", evidence)
        if by_provider:
            return PlainTextResponse("You have left.\n" if left else "You are not on the list.\n")
        return self.departed(left, wish.at)

    def departed(self, left: Subscription | None, at: datetime) -> Response:
        if left is None:
            return self.pages.show("nobody")
        return self.pages.show("left", back=way_back(self.room, left, at))

    async def back(self, request: Request, token: str) -> Response:
        """The button on the page that says "You have left"; it works for a few minutes."""
        if not genuine(self.room, "return", token):
            raise HTTPException(404)
        async with asyncio.timeout(self.patience):
            await _body(request)
            evidence = "button on our page, to take back that they left"
            there = await self._return(Wish(token, self.now(), evidence))
        if there is None:
            return self.pages.show("late", 409)
        log.info("subscription %d came back: %s", there.id, evidence)
        return self.pages.show("back")


async def _body(request: Request) -> bytes:
    """What was sent; refused as soon as it is too much."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_AT_MOST:
            raise HTTPException(413, "This is more than a reader has to say.")
    return body
