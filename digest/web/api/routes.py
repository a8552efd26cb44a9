"""The API put together; what is added to `PARTS` is under /api, and in its document."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from fastapi import APIRouter
from starlette.responses import Response

from digest.web.api.describing import described
from digest.web.api.reading import Reading
from digest.web.api.sight import Sight
from digest.web.api.sources import Sources
from digest.web.api.stories import Stories
from digest.web.api.tuning import Tuning
from digest.web.api.whole import Whole
from digest.web.desk.given import Desk
from digest.web.site import joined

PARTS: tuple[Callable[[Sight], Reading | Stories | Whole | Tuning | Sources], ...] = (
    Reading,
    Whole,
    Stories,
    Tuning,
    Sources,
)


def api(desk: Desk) -> APIRouter:
    """`/api`: the verbs of the desk for programs, and the document that describes them."""
    sight = Sight(desk)
    parts = joined(part(sight).router() for part in PARTS)

    @cache
    def text() -> str:
        return json.dumps(described(parts))

    def document() -> Response:
        return Response(text(), media_type="application/json")

    whole = joined([parts])
    whole.add_api_route("/api/openapi.json", document, methods=["GET"])
    return whole
