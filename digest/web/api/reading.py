"""What a program may look at: editions, what is doubtful about them, their record, and corrections."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from digest import desk
from digest.desk.exporting import as_csv
from digest.desk.reviewed import Review
from digest.desk.reviewing import review
from digest.models import Edition
from digest.web.api import told
from digest.web.api.asked import Before, Day, Most, Version
from digest.web.api.describing import ANSWERS, JSON, answer, documented, room
from digest.web.api.record import History
from digest.web.api.sight import Sight

REVIEW = TypeAdapter(Review)


class Reading:
    """The routes that change nothing."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight

    def router(self) -> APIRouter:
        router = room("Reading")
        for path, show, shape in (
            ("/api/editions", self.editions, told.Editions),
            ("/api/editions/{day}", self.edition, told.Edition),
            ("/api/editions/{day}/findings", self.findings, told.Findings),
            ("/api/editions/{day}/tally", self.tally, told.Tally),
            ("/api/editions/{day}/history", self.history, History),
            ("/api/editions/{day}/versions/{number}", self.version, told.Edition),
            ("/api/editions/{day}/record", self.record, Review),
            ("/api/corrections", self.corrections, told.Corrections),
        ):
            router.add_api_route(path, show, methods=["GET"], **documented(show, shape), responses=ANSWERS)
        table = {"content": {"text/csv": {}}, "description": "The record as CSV"}
        router.add_api_route(
            "/api/editions/{day}/record.csv",
            self.sheet,
            methods=["GET"],
            **documented(self.sheet, None),
            responses={**ANSWERS, 200: table},
        )
        return router

    def editions(self, request: Request, most: Most = 30, before: Before = "") -> Response:
        """The editions of the newsletter, the latest first."""
        if request.query_params.keys() - {"most", "before"}:
            raise HTTPException(422, "This is asked with `most` and `before` alone.")
        found = self.sight.room.editions.all(self.sight.room.newsletter.key)
        if before:
            found = [one for one in found if one.day.isoformat() < before]
        shown = [_standing(one) | {"tally": self._tally(one)} for one in found[:most]]
        return answer(told.Editions.model_validate({"editions": shown}))

    def edition(self, day: Day) -> Response:
        """An edition with its stories, its spares, and how it stands."""
        return self.sight.whole(self.sight.edition(day))

    def findings(self, day: Day) -> Response:
        """What the checks find of it."""
        stands = self.sight.edition(day)
        found = desk.findings(self.sight.room, stands)
        return answer(told.Findings.model_validate({"revision": stands.revision, "findings": found}))

    def tally(self, day: Day) -> Response:
        """To how many it went, and to whom not."""
        return answer(self._tally(self.sight.edition(day)))

    def history(self, day: Day) -> Response:
        """Who did what to it, oldest first."""
        stands = self.sight.edition(day)
        entries = self.sight.room.editions.history(stands)
        return answer(History.model_validate({"revision": stands.revision, "entries": entries}))

    def version(self, day: Day, number: Version) -> Response:
        """What it said after an entry of its history; its status is the present one."""
        stands = self.sight.edition(day)
        if number > stands.revision:
            raise HTTPException(404, f"Edition {stands.key} has no version {number}.")
        return answer(told.edition(self.sight.room.editions.at(stands, number)))

    def record(self, day: Day) -> Response:
        """The record of human review: who worded, changed, doubted, let stand and let out each story."""
        told = review(self.sight.room, self.sight.edition(day))
        return Response(REVIEW.dump_json(told), media_type=JSON)

    def sheet(self, day: Day) -> Response:
        """The record of human review as CSV, which no spreadsheet takes for formulas."""
        told = review(self.sight.room, self.sight.edition(day))
        kept = {"Content-Disposition": f'attachment; filename="{told.edition}-record.csv"'}
        return Response(as_csv(told), media_type="text/csv; charset=utf-8", headers=kept)

    def corrections(self) -> Response:
        """The corrections that wait for an edition to carry them, oldest first."""
        waiting = self.sight.room.corrections.waiting(self.sight.room.newsletter.key)
        return answer(told.Corrections.model_validate({"corrections": waiting}))

    def _tally(self, edition: Edition) -> told.Tally:
        return told.Tally.model_validate(self.sight.room.ledger.tally(edition))


def _standing(stands: Edition) -> dict[str, object]:
    return {name: getattr(stands, name) for name in told.Standing.model_fields}
