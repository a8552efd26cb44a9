"""How the API describes itself: its answers, its one way in, and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Security
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from digest.web.api.asked import MOST_BYTES
from digest.web.api.told import Problem

BEARER = HTTPBearer(auto_error=False, description="A token of `digest users token`, or of the page *You*.")

JSON = "application/json"
Answers = dict[int | str, dict[str, Any]]


def _told(*statuses: int) -> Answers:
    return {status: {"model": Problem, "description": WHY[status]} for status in statuses}


WHY = {
    400: "The body cannot be read",
    401: "No token, or one that lets nobody in",
    403: "Only a chief may do this",
    404: "There is no such edition, story, version or source",
    409: "Somebody was first: `by` says who, `done` what they did; nothing was changed",
    413: f"More than {MOST_BYTES // 1024} kB",
    415: "The body is not JSON",
    422: "Something is not as it has to be, or cannot be done; `detail` says why",
    429: "That was tried often of late: Retry-After says when it may be tried again",
    503: "The database, a mail server or another page does not answer just now",
}
HERE: Answers = {421: {"description": "The desk has another address", "content": {"text/plain": {}}}}
ANSWERS: Answers = {**_told(401, 404, 422, 503), **HERE}
CHANGES: Answers = {**ANSWERS, **_told(400, 403, 409, 413, 415, 429)}

ABOUT = """
What editors do on the desk's pages to editions, sources and settings. Read an edition, and send its
`revision` along with each change as `seen`: where somebody was first, nothing is overwritten, and the answer
is 409. A token does what its user may do; only a chief approves, lets an edition go on, and has corrections
mailed.
"""


def documented(act: Callable[..., Response], shape: type[Any] | None) -> dict[str, Any]:
    """How a route is named and what it answers; its docstring says what it does."""
    return {"operation_id": act.__name__, "response_model": shape}


def answer(shape: BaseModel) -> Response:
    """The shape as JSON. It was checked when it was made, and is not once more."""
    return Response(written(shape), media_type=JSON)


def written(shape: BaseModel) -> bytes:
    return shape.model_dump_json().encode()


async def only_json(request: Request) -> None:
    """Raise 415 for a body of another kind: a form of some web page can send none of this one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "Send the body as JSON, with Content-Type: application/json.")


def described(router: APIRouter) -> dict[str, Any]:
    """The OpenAPI document of these routes."""
    app = FastAPI(title="The desk of Morning Digest", version="1", description=ABOUT.strip())
    app.include_router(router)
    return app.openapi()


def room(subject: str, *dependencies: Any) -> APIRouter:
    """An empty router, opened by a token. Each path in it is written whole: what lists them reads them so."""
    return APIRouter(tags=[subject], dependencies=[Security(BEARER), *dependencies])
