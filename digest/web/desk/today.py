"""The first page: today's edition."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from digest.web.desk.given import Desk
from digest.web.desk.signed import Who


def today(desk: Desk) -> APIRouter:
    """`/`: how today's edition stands."""

    def show(signed: Who) -> Response:
        edition = desk.room.editions.find(desk.room.newsletter.key, desk.pages.today())
        return desk.pages.show("today", signed, edition=edition)

    router = APIRouter()
    router.add_api_route("/", show, methods=["GET"])
    return router
