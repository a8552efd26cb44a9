"""The gate before every page: what is not open to anybody needs somebody signed in, and a form of ours.

It stands before the routes and knows none of them: no page can be forgotten, and none needs to think of it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

from fastapi import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.errors import DigestError
from digest.web.desk.entry import Entry, matches
from digest.web.desk.forms import MOST_BYTES, Form, filled
from digest.web.desk.signed import Signed
from digest.web.desk.unsent import Unsent

OPEN = re.compile(r"/sign-in(/[^/]*)?|/link/[^/]+|/assets/[^/]+", re.ASCII)
"""The paths that anybody may look at. What they change still needs a token and our own origin."""
PATIENCE = 20.0  # seconds for a form to come in
UNMOVED = ("GET", "HEAD")
API = "/api/"
UNASKED = "x-unasked"
"""The header of a look that a page takes by itself: no session lives longer by it."""
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="desk"'}
OUT = "You are signed out: nothing was done."
OLD = "This page is too old to be sent, and nothing was done. Load it again, and try again."

Answer = Callable[[Request, Exception], Awaitable[Response]]


def gated(app: ASGIApp, entry: Entry, answer: Answer, longer: Mapping[str, int]) -> ASGIApp:
    """The app behind the gate. Its pages find `signed` and `form` in the state of the request.

    `longer` is by how paths begin whose forms may have more bytes than others, from those who are signed in.
    """

    async def gate(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        scope["state"] = {"signed": None, "form": Form()}
        try:
            refusal = await _passed(request, entry, longer)
        except (HTTPException, DigestError, TimeoutError, ClientDisconnect) as fault:
            refusal = await answer(request, fault)
        if refusal is not None:
            await refusal(scope, receive, send)
        else:
            await app(scope, _again(request, receive), send)

    return gate


async def _passed(request: Request, entry: Entry, longer: Mapping[str, int]) -> Response | None:
    """None for whoever may pass, or what they are answered instead."""
    headers = request.headers
    if not entry.origins.names(headers):
        return PlainTextResponse("The desk has another address: see desk.url in config.toml.\n", 421)
    program = _path(request).startswith(API)
    by_token = program and "authorization" in headers
    changing = request.method not in UNMOVED
    secret = entry.secret(request)
    if changing and not by_token and not entry.origins.from_us(headers):
        if program and not secret:  # no browser, but a program that forgot its token
            raise HTTPException(401, OUT, CHALLENGE)
        raise HTTPException(403, "This did not come from a page of the desk. Open it, and try again.")
    signed = await _who(request, entry, secret, by_token=by_token)
    request.state.signed = signed
    outside = signed is None and not OPEN.fullmatch(_path(request))
    if outside and (not changing or program):
        return _sent_to_sign_in(request)
    if changing:
        most = _most(request, longer) if signed else MOST_BYTES
        form = filled(await _body(request, most), headers.get("content-type", ""))
        page = entry.origins.page(headers)
        if outside:
            raise Unsent(401, OUT, form, page, CHALLENGE)
        if not by_token and not matches(secret, _token(headers, form)):
            raise Unsent(403, OLD, form, page)
        request.state.form = form
    return None


async def _who(request: Request, entry: Entry, secret: str, *, by_token: bool) -> Signed | None:
    if by_token:
        return await run_in_threadpool(entry.program, request)
    if not secret:
        return None
    return await run_in_threadpool(entry.who, secret, unasked=UNASKED in request.headers)


def _sent_to_sign_in(request: Request) -> Response:
    if _path(request).startswith(API) or "json" in request.headers.get("accept", ""):
        raise HTTPException(401, OUT, CHALLENGE)
    query = request.scope["query_string"].decode("latin-1")
    wanted = _path(request) + (f"?{query}" if query else "")
    to = "" if wanted == "/" else f"?to={quote(wanted, safe='/')}"
    return RedirectResponse(f"/sign-in{to}", 303)


def _path(request: Request) -> str:
    """The path by which the routes go; `request.url` is parsed anew, and may see another one in it."""
    path: str = request.scope["path"]
    return path


def _token(headers: Headers, form: Form) -> str:
    return headers.get("x-csrf-token", "") or form.raw("csrf")


def _most(request: Request, longer: Mapping[str, int]) -> int:
    """Bytes that a form may have at this path."""
    begins = (most for start, most in longer.items() if _path(request).startswith(start))
    return next(begins, MOST_BYTES)


async def _body(request: Request, most: int) -> bytes:
    """What was sent, refused as soon as it is too much."""
    body = bytearray()
    async with asyncio.timeout(PATIENCE):
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise HTTPException(413, f"A form has at most {most // 1024} kB.")
    request.state.body = bytes(body)
    return bytes(body)


def _again(request: Request, receive: Receive) -> Receive:
    """What gives the app the body that was read here, and afterwards whatever comes."""
    body: bytes | None = getattr(request.state, "body", None)
    if body is None:
        return receive
    told = False

    async def receive_again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
