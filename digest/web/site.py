"""An app made of routers: its paths, its errors and its headers, each in one place."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from digest.errors import DigestError
from digest.web.guard import NOTHING, STRICT, headed
from digest.web.pages import Pages

QUIET: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}

log = logging.getLogger(__name__)


Answers = Mapping[type[Exception], Callable[..., Awaitable[Response]]]
"""What is answered to each kind of failure."""


def site(routers: Sequence[APIRouter], pages: Pages, below: Sequence[str] = ("",)) -> ASGIApp:
    """The readers' app of these routers, answering below each of these paths; its errors look like `pages`.

    It is neither indexed, framed nor kept.
    """
    app = bare(routers, _answers(pages), below)
    return headed(app, {**STRICT, "Content-Security-Policy": NOTHING, "X-Robots-Tag": "noindex"})


def bare(routers: Sequence[APIRouter], answers: Answers, below: Sequence[str] = ("",)) -> FastAPI:
    """An app of routers that describes itself to nobody and redirects nothing."""
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # a mailbox provider follows no redirect
        telemetry=QUIET,  # what newer FastAPI reports of a request holds its path, and that the token
    )
    for path in dict.fromkeys(below):
        if path:
            app.include_router(joined(routers), prefix=path)
        else:
            app.router.routes.extend(joined(routers).routes)
    for fault, answer in answers.items():
        app.add_exception_handler(fault, answer)
    return app


def joined(routers: Iterable[APIRouter]) -> APIRouter:
    """One router with the routes of all, as they are.

    `include_router` would make each of them once more, and ask every router in turn at each request.
    """
    whole = APIRouter()
    for one in routers:
        whole.routes.extend(one.routes)
    return whole


def _answers(pages: Pages) -> Answers:
    """What readers are answered. Nothing in it comes from the request."""

    async def refused(_: Request, fault: HTTPException) -> Response:
        if fault.status_code == 404:
            return pages.show("incomplete", 404)
        return PlainTextResponse(f"{fault.detail}\n", fault.status_code, fault.headers)

    async def failed(request: Request, fault: Exception) -> Response:
        log.warning("a reader's page failed: %s", str(fault) or "it took too long")
        return pages.show("failed", 503, again=request.method == "POST")

    async def broken(_: Request, __: Exception) -> Response:
        return pages.show("failed", 500)  # the server logs where

    async def gone(_: Request, __: Exception) -> Response:
        return Response(status_code=400)  # nobody hears it

    return {
        HTTPException: refused,
        DigestError: failed,
        TimeoutError: failed,
        ClientDisconnect: gone,
        Exception: broken,
    }
