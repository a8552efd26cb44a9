"""The sheets, scripts and pictures of the desk: our own files, sent again when they changed."""

from __future__ import annotations

import hashlib
import mimetypes

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from digest.web.desk.given import Desk

SUFFIXES = (".css", ".js", ".svg", ".woff2")


def assets(desk: Desk) -> APIRouter:
    """`/assets/`: what lies in the folder of the desk's templates, templates left out."""
    folder = desk.pages.templates
    names = frozenset(path.name for path in folder.iterdir() if path.suffix in SUFFIXES)

    def asset(request: Request, name: str) -> Response:
        if name not in names:
            raise HTTPException(404)
        content = (folder / name).read_bytes()
        seal = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": seal, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == seal:
            return Response(status_code=304, headers=headers)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(content, media_type=kind, headers=headers)

    router = APIRouter()
    router.add_api_route("/assets/{name}", asset, methods=["GET"])
    return router
