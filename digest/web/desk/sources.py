"""The sources: how each does, what it gave last, and what is to become of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import RedirectResponse, Response

from digest import desk as verbs
from digest.desk.wishes import LONGEST_ADDRESS
from digest.models import Change
from digest.web.desk.asked import of_new, of_source
from digest.web.desk.forms import Filled, Form
from digest.web.desk.given import Desk
from digest.web.desk.signed import Signed, Who
from digest.web.desk.told import hours, just_kept
from digest.web.desk.trying import Trials

LATEST = 20
OFFERED = 20  # entries of a feed that are shown before it is added

Kept = Annotated[int, Query(ge=0, le=1)]


class Sources:
    """`/sources` and what is below it."""

    def __init__(self, desk: Desk, trials: Trials) -> None:
        self.desk, self.trials = desk, trials

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
        changes = of_source(form, key)
        if form.line("do") == "try":
            return self._tried(signed, form, changes, f"/sources/{key}")
        about = self._kept(signed, form, changes)
        here = "/sources" if form.line("do") == "remove" else f"/sources/{key}"
        return RedirectResponse(f"{here}?kept=1" if about else here, 303)

    def look(self, signed: Who, form: Filled) -> Response:
        """What a feed gives, and the form to add it."""
        url = form.line("url", LONGEST_ADDRESS)
        offer = verbs.look_at(self.desk.room, url, self.desk.now())
        return self.shown("offer", signed, url=url, offer=offer, shown=offer.articles[:OFFERED])

    def add(self, signed: Who, form: Filled) -> Response:
        """Add a source; it is visited first when the next edition is drafted."""
        about = self._kept(signed, form, (of_new(form),))
        return RedirectResponse("/sources?kept=1" if about else "/sources", 303)

    def shown(self, page: str, signed: Signed, **facts: object) -> Response:
        setup = self.desk.room.configuration.setup()
        given: dict[str, Any] = {"setup": setup, "when": hours(setup.newsletter), "here": "/sources"}
        return self.desk.pages.show(page, signed, **given | facts)

    def _standings(self, latest: int, key: str = "") -> tuple[verbs.Standing, ...]:
        return verbs.standings(self.desk.room, self.desk.pages.today(), latest, key)

    def _tried(self, signed: Signed, form: Form, changes: tuple[Change, ...], back: str) -> Response:
        room, now = self.desk.current, self.desk.now()
        wanted = verbs.tried(room, changes)
        tried = self.trials.of(room, wanted, self.desk.pages.today(), now)
        return self.shown("tried", signed, tried=tried, wanted=wanted, fields=form.fields, back=back)

    def _kept(self, signed: Signed, form: Form, changes: tuple[Change, ...]) -> tuple[str, ...]:
        return verbs.tend(self.desk.room, changes, form.line("seen"), signed.hand(self.desk.now()))
