"""Coming in and going out."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, HTTPException, Query
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match

from digest.desk import entering, linking
from digest.errors import Stranger, TooOften
from digest.web.aside import Aside
from digest.web.desk.entry import SECRET, csrf
from digest.web.desk.forms import Filled
from digest.web.desk.given import Desk
from digest.web.desk.signed import Who

HERE = re.compile(r"/(?![/\\])[^\s\\\x00-\x20\x7f-\x9f]*")
HASHING = 2  # passwords looked at together: each takes 64 MiB and all of a processor
ON_ITS_WAY = "If this address is known here, a mail with a link is on its way to it."
WAITING = 40  # others who wait for that; more are asked to come again
DEEPEST = 5  # parts of a path above which no page of ours is looked for: a stranger's may have a thousand

Wish = tuple[str, str, entering.Place]


def local(path: str) -> str:
    """The path if it is one of ours, else the first page: nobody is led elsewhere by a link to us."""
    return path if len(path) < 2000 and HERE.fullmatch(path) else "/"


def wanted(request: Request, path: str) -> str:
    """The page to go on to: a local path that can be looked at, or the nearest one above it that can."""
    path = local(path)
    above = re.split(r"[?#]", path)[0]
    if _shows(request, above):
        return path
    above = "/".join(above.split("/")[: DEEPEST + 2])
    while above := above.rpartition("/")[0]:
        if _shows(request, above):
            return above
    return "/"


def _shows(request: Request, path: str) -> bool:
    """Is it a page? What is only posted to is none."""
    asked = {"type": "http", "method": "GET", "path": unquote(path), "headers": []}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)


class Doorstep:
    """`/sign-in` and `/sign-out`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._sign_in = Aside[Wish, str | Stranger | TooOften](
            lambda wishes: [self._tried(*wish) for wish in wishes], threads=HASHING, waiting=WAITING
        )

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/sign-in", self.ask, methods=["GET"])
        router.add_api_route("/sign-in", self.enter, methods=["POST"])
        router.add_api_route("/sign-in/link", self.mail_link, methods=["POST"])
        router.add_api_route("/link/{secret}", self.button, methods=["GET"])
        router.add_api_route("/link/{secret}", self.follow, methods=["POST"])
        router.add_api_route("/sign-out", self.leave, methods=["POST"])
        return router

    def ask(self, request: Request, to: Annotated[str, Query(max_length=4000)] = "/") -> Response:
        if request.state.signed is not None:
            return RedirectResponse(wanted(request, to), 303)
        return self.shown(request, to=to)

    def shown(self, request: Request, status: int = 200, **facts: object) -> Response:
        """The page, with a cookie for strangers that its form belongs to."""
        secret = self.desk.entry.secret(request) or entering.fresh()
        told = {"to": "/", "address": "", "trouble": "", "link": "", "csrf": csrf(secret)} | facts
        told["to"] = wanted(request, str(told["to"]))
        page = self.desk.pages.show("link" if told["link"] else "sign-in", None, status, **told)
        self.desk.entry.give(page, secret)
        return page

    async def enter(self, request: Request, form: Filled) -> Response:
        address, to = form.line("address"), form.line("to", 4000)
        wish = (address, form.raw("password"), self.desk.entry.place(request))
        outcome = await self._sign_in(wish)
        again = partial(self.shown, request, to=to, address=address)
        if isinstance(outcome, Stranger):
            return again(403, trouble=str(outcome))
        if isinstance(outcome, TooOften):
            page = again(429, trouble=str(outcome))
            page.headers["Retry-After"] = f"{outcome.retry_after:.0f}"
            return page
        return await run_in_threadpool(self.entered, request, to, outcome)

    def mail_link(self, request: Request, form: Filled) -> Response:
        """The answer is out before anybody is looked up."""
        desk, address, to = self.desk, form.line("address"), form.line("to", 4000)
        linking.may_ask(desk.accounts, address, desk.entry.place(request).client, desk.now())
        answer = self.shown(request, to=to, address=address, said=ON_ITS_WAY)
        home, page = desk.entry.origins.home(request.headers), wanted(request, to)
        answer.background = BackgroundTask(
            linking.link_for, desk.room, desk.accounts, address, home, desk.now(), page
        )
        return answer

    def button(self, request: Request, secret: str) -> Response:
        """Looking uses nothing up: what scans mails follows every link in them."""
        if not SECRET.fullmatch(secret):
            raise HTTPException(404)
        return self.shown(request, link=f"/link/{secret}")

    def follow(self, request: Request, secret: str) -> Response:
        """In, and on to the page that was wanted when the link was asked for: no form may name another."""
        desk = self.desk
        try:
            session, to = entering.enter_by_link(desk.accounts, secret, desk.entry.place(request), desk.now())
        except Stranger as fault:
            return self.shown(request, 403, trouble=str(fault))
        return self.entered(request, to, session)

    def entered(self, request: Request, to: str, secret: str) -> Response:
        """On to the page that was wanted, with a session; the cookie that came in is worth nothing more."""
        entering.sign_out(self.desk.accounts, self.desk.entry.secret(request))
        response = RedirectResponse(wanted(request, to), 303)
        self.desk.entry.give(response, secret)
        return response

    def _tried(self, address: str, password: str, place: entering.Place) -> str | Stranger | TooOften:
        try:
            return entering.sign_in(self.desk.accounts, address, password, place, self.desk.now())
        except (Stranger, TooOften) as fault:
            return fault

    def leave(self, request: Request, signed: Who) -> Response:  # noqa: ARG002  (nobody else gets here)
        entering.sign_out(self.desk.accounts, self.desk.entry.secret(request))
        response = RedirectResponse("/sign-in", 303)
        self.desk.entry.take(response)
        return response


def doorstep(desk: Desk) -> APIRouter:
    return Doorstep(desk).router()
