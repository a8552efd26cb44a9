"""The sources: how each does, what it gave last, and what is to become of it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from digest import desk as verbs
from digest.desk.wishes import LONGEST_ADDRESS
from digest.web.desk.asked import of_new, of_source
from digest.web.desk.forms import Filled, Form
from digest.web.desk.keeping import Keeping
from digest.web.desk.signed import Signed, Who
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
        return self._all(signed, said=just_kept(self.desk, kept))

    def one(self, signed: Who, key: str, kept: Kept = 0) -> Response:
        """One source, with its latest articles."""
        return self._one(signed, key, said=just_kept(self.desk, kept))

    def change(self, signed: Who, form: Filled, key: str) -> Response:
        """Keep what is asked for, or try it."""
        if self.desk.room.configuration.setup().source(key) is None:
            return self._change(signed, form, key)  # which says that it is gone: it has no page any more
        return self.or_again(form, lambda: self._change(signed, form, key), partial(self._one, signed, key))

    def look(self, signed: Who, form: Filled) -> Response:
        """What a feed gives, and the form to add it."""
        return self.or_again(form, lambda: self._look(signed, form), partial(self._all, signed))

    def add(self, signed: Who, form: Filled) -> Response:
        """Add a source; it is visited first when the next edition is drafted."""
        return self.or_again(
            form,
            lambda: self.kept(signed, form, (of_new(form),), "/sources", "/sources/add"),
            partial(self._look, signed, form),
        )

    def _change(self, signed: Signed, form: Form, key: str) -> Response:
        here, changes = f"/sources/{key}", of_source(form, key)
        match form.line("do"):
            case "try":
                return self.tried(signed, form, changes, here)
            case "remove":
                return self.kept(signed, form, changes, "/sources", here)
        return self.kept(signed, form, changes, here)

    def _look(self, signed: Signed, form: Form, status: int = 200, **facts: object) -> Response:
        url = form.line("url", LONGEST_ADDRESS)
        offer = verbs.look_at(self.desk.room, url, self.desk.now())
        shown = offer.articles[:OFFERED]
        return self.shown("offer", signed, status, url=url, offer=offer, shown=shown, **facts)

    def _all(self, signed: Signed, status: int = 200, **facts: object) -> Response:
        return self.shown("sources", signed, status, standings=self._standings(1), **facts)

    def _one(self, signed: Signed, key: str, status: int = 200, **facts: object) -> Response:
        found = next(iter(self._standings(LATEST, key)), None)
        if found is None:
            raise HTTPException(404)
        return self.shown("source", signed, status, one=found, **facts)

    def _standings(self, latest: int, key: str = "") -> tuple[verbs.Standing, ...]:
        return verbs.standings(self.desk.room, self.desk.pages.today(), latest, key)
