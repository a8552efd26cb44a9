"""`/now`: what a page that lies open asks by itself, again and again: is it still as it says?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from digest.models import Edition, EditionStatus, Tally
from digest.web.desk.kept import Kept
from digest.web.desk.seen import mark, moment, unmarked
from digest.web.desk.signed import Who
from digest.web.desk.table import Table, Version
from digest.web.desk.today import Today

Mark = Annotated[str, Query(max_length=100)]
COUNTED = 5  # seconds for which deliveries that were counted are not counted anew, whoever asks


class Watching:
    """Answers pages that lie open: 204 as long as nothing is new."""

    def __init__(self, table: Table, first: Today) -> None:
        self.table, self.first = table, first
        self._tally: Kept[tuple[str, int], Tally] = Kept()

    def look(self, signed: Who, of: Mark = "", seen: Mark = "") -> Response:
        """What is new since the moment `of`: how it stands, and who changed it since version `seen`."""
        edition = self.table.edition()
        if edition is None:
            return Response(status_code=204)
        far = self.far(edition)
        now = moment(edition, far)
        if now == of:
            return Response(status_code=204)
        version = self.table.version(edition)
        facts = {
            "of": now,
            "seen": mark(edition),
            "status": edition.status,
            "by": self.hands(version, seen),
            "state": self.first.state(signed, version, far or self.table.tally(edition)),
        }
        return JSONResponse(facts)

    def far(self, edition: Edition) -> Tally | None:
        """To how many it went so far; None where it is not being sent."""
        if edition.status is not EditionStatus.SENDING:
            return None
        while_it_is = int(self.table.desk.now().timestamp()) // COUNTED
        return self._tally.of((edition.key, while_it_is), lambda: self.table.tally(edition))

    def hands(self, version: Version, seen: str) -> list[str]:
        """Who changed what it says since this version, each once; nobody for the page of another day."""
        day, number = unmarked(seen) or ("", 0)
        if day != version.edition.day.isoformat():
            return []
        history = self.table.steady(version)["history"]
        return list(dict.fromkeys(one.by for one in history if one.number > number and one.changes))

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/now", self.look, methods=["GET"])
        return router
