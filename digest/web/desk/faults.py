"""What is answered when something does not work: a page in words for people, JSON for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from digest.errors import (
    Busy,
    Conflict,
    DigestError,
    NotAllowed,
    StoreError,
    Stranger,
    TooOften,
    Unavailable,
)
from digest.web.desk.pages import DeskPages
from digest.web.desk.unsent import Unsent
from digest.web.site import Answers
from subscribers.errors import SubscriberError

HEADINGS = {
    401: "You are signed out",
    403: "This is not possible",
    404: "There is no such page",
    405: "There is no such page",
    409: "Somebody was first",
    413: "That is too much",
    415: "That is of another kind",
    422: "That did not work",
    429: "One moment, please",
    500: "Something is broken here",
    503: "That did not work just now",
}
STATUSES: tuple[tuple[tuple[type[Exception], ...], int], ...] = (
    ((Conflict,), 409),
    ((NotAllowed, Stranger), 403),
    ((TooOften,), 429),
    ((Busy, StoreError, Unavailable, TimeoutError), 503),
)
"""The status of a failure; whatever else was refused in words is 422."""

log = logging.getLogger("digest.web.desk")


class Faults:
    """Answers failures as pages of the desk."""

    def __init__(self, pages: DeskPages) -> None:
        self.pages = pages

    def answers(self) -> Answers:
        told = (HTTPException, DigestError, SubscriberError, TimeoutError, RequestValidationError)
        return {**dict.fromkeys(told, self.answer), ClientDisconnect: _gone, Exception: self.broken}

    async def answer(self, request: Request, fault: Exception) -> Response:
        """What was refused, or failed in a way that somebody foresaw."""
        if isinstance(fault, Unsent) and not _for_program(request):
            return self.unsent(request, fault)
        if isinstance(fault, HTTPException):
            return self.show(request, fault.status_code, str(fault.detail), fault.headers)
        if isinstance(fault, RequestValidationError):
            return self.show(request, 422, _misfit(request, fault))
        status = status_of(fault)
        if status == 503:
            log.warning("a page of the desk failed: %s", str(fault) or "it took too long")
        wait = {"Retry-After": f"{fault.retry_after:.0f}"} if isinstance(fault, TooOften) else None
        if isinstance(fault, Conflict) and _for_program(request):
            return JSONResponse(_said(status, str(fault)) | {"by": fault.by, "done": fault.done}, status)
        return self.show(request, status, str(fault) or "It took too long.", wait)

    async def broken(self, request: Request, _: Exception) -> Response:
        """A bug: the server logs where."""
        return self.show(request, 500, "Nothing was changed. The log of the desk says what it was.")

    def show(
        self, request: Request, status: int, words: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        heading = HEADINGS.get(status, "That did not work")
        if _for_program(request):
            return JSONResponse(_said(status, words), status, headers=dict(headers or {}))
        if status in (404, 405):
            words = "It may have moved, or the address is not complete."
        signed = getattr(request.state, "signed", None)
        page = self.pages.show("fault", signed, status, heading=heading, words=words)
        page.headers.update(headers or {})
        return page

    def unsent(self, request: Request, fault: Unsent) -> Response:
        """A form that nothing was done with, the words that it held, and the way to go on."""
        heading = "Your session has ended" if fault.status_code == 401 else HEADINGS[fault.status_code]
        told = {"heading": heading, "words": fault.detail, "written": fault.words}
        page = self.pages.show("unsent", request.state.signed, fault.status_code, **told, page=fault.page)
        page.headers.update(fault.headers or {})
        return page


def status_of(fault: Exception) -> int:
    """The status of a failure that somebody foresaw."""
    if isinstance(fault, HTTPException):
        return fault.status_code
    return next((status for kinds, status in STATUSES if isinstance(fault, kinds)), 422)


def _for_program(request: Request) -> bool:
    """A program asked, or a script of ours: neither reads a page."""
    return request.scope["path"].startswith("/api/") or "json" in request.headers.get("accept", "")


def _said(status: int, words: str) -> dict[str, object]:
    return {"detail": words, "status": status}


def _misfit(request: Request, fault: RequestValidationError) -> str:
    """What does not fit; for programs with the name of the field. What was sent is not said again."""
    words = "Something in this address or form is not as it has to be."
    first = next(iter(fault.errors()), None)
    if first is None or not _for_program(request):
        return words
    where = ".".join(str(part) for part in first["loc"])
    return f"{where[:100]}: {first['msg']}"


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)  # nobody hears it
