"""The sources: how each does, what it gave last, and what is to become of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from digest import desk as verbs
from digest.desk.wishes import LONGEST_ADDRESS
from digest.web.desk.asked import of_new, of_source
from digest.web.desk.forms import Filled
from digest.web.desk.keeping import Keeping
from digest.web.desk.signed import Who
from digest.web.desk.told import just_kept

LATEST = 20
OFFERED = 20  # entries of a feed that are shown before it is added

Kept = Annotated[int, Query(ge=0, le=20)]


class Sources(Keeping):
    """`/sources` and what is below it."""

    def into(self, router: APIRouter) -> None:
        router.add_api_route("/sources", self.all, methods=["GET"])
        router.add_api_route("/sources/look", self.look, methods=["POST"])
        router.add_api_route("/sources/add", self.add, methods=["POST"])
        router.add_api_route("/sources/{key}", self.one, methods=["GET"])
        router.add_api_route("/sources/{key}", self.change, methods=["POST"])

    def all(self, signed: Who, kept: Kept = 0) -> Response:
        return self.shown("sources", signed, standings=self._standings(1), said=just_kept(self.desk, kept))

    def one(self, signed: Who, key: str, kept: Kept = 0) -> Response:
        """One source, with its latest articles."""
        found = next(iter(self._standings(LATEST, key)), None)
        if found is None:
            raise HTTPException(404)
        return self.shown("source", signed, one=found, said=just_kept(self.desk, kept))

    def change(self, signed: Who, form: Filled, key: str) -> Response:
        """Keep what is asked for, or try it."""
        here, changes = f"/sources/{key}", of_source(form, key)
        match form.line("do"):
            case "try":
                return self.tried(signed, form, changes, here)
            case "remove":
                return self.kept(signed, form, changes, "/sources", here)
        return self.kept(signed, form, changes, here)

    def look(self, signed: Who, form: Filled) -> Response:
        """What a feed gives, and the form to add it."""
        url = form.line("url", LONGEST_ADDRESS)
        offer = verbs.look_at(self.desk.room, url, self.desk.now())
        return self.shown("offer", signed, url=url, offer=offer, shown=offer.articles[:OFFERED])

    def add(self, signed: Who, form: Filled) -> Response:
        """Add a source; it is visited first when the next edition is drafted."""
        return self.kept(signed, form, (of_new(form),), "/sources", "/sources/add")

    def _standings(self, latest: int, key: str = "") -> tuple[verbs.Standing, ...]:
        return verbs.standings(self.desk.room, self.desk.pages.today(), latest, key)
