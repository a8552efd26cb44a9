"""What a program may do with the sources: how each does, a look at a new feed, and changes of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from starlette.responses import Response

from digest import desk
from digest.models import Added, Change, Filed, Paused, Removed, Weighed
from digest.web.api import asked, told
from digest.web.api.describing import ANSWERS, answer, documented, room
from digest.web.api.sight import Sight
from digest.web.api.stories import changing
from digest.web.desk.signed import Signed, Who
from digest.web.site import joined

Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.-]{1,100}$", description="The `key` of a source.")]


class Sources:
    """`/api/sources` and what is below it."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight

    def router(self) -> APIRouter:
        router = room("Sources")
        shape = documented(self.sources, told.Sources)
        router.add_api_route("/api/sources", self.sources, methods=["GET"], **shape, responses=ANSWERS)
        news = (("look", self.look, told.Offer), ("new", self.new, told.Sources))
        one = (("tend", self.tend, told.Sources), ("remove", self.remove, told.Sources))
        of_all = changing("Sources", "/api/sources/", news)
        return joined([router, of_all, changing("Sources", "/api/sources/{key}/", one)])

    def sources(self) -> Response:
        """Every source in the order of the configuration: how it does, and what of it was used of late."""
        return self._told()

    def look(self, wish: asked.Look) -> Response:
        """What a feed gives before it is added; nothing of it is kept."""
        given = self.sight.desk
        return answer(told.Offer.model_validate(desk.look_at(given.room, wish.url, given.now())))

    def new(self, signed: Who, wish: asked.NewSource) -> Response:
        """Add a source; it is visited first when the next edition is drafted."""
        named = (wish.name, wish.url, wish.section, wish.weight, wish.language)
        return self._kept(signed, [Added(*named)], wish.seen)

    def tend(self, signed: Who, key: Key, wish: asked.Tended) -> Response:
        """Give a source another weight or section, pause it, or use it again."""
        self._require(key)
        return self._kept(signed, list(_changes(key, wish)), wish.seen)

    def remove(self, signed: Who, key: Key, wish: asked.Configured) -> Response:
        """Take a source out of the list."""
        self._require(key)
        return self._kept(signed, [Removed(key)], wish.seen)

    def _kept(self, signed: Signed, changes: Sequence[Change], seen: str) -> Response:
        given = self.sight.desk
        desk.tend(given.room, changes, seen, signed.hand(given.now()))
        return self._told()

    def _require(self, key: str) -> None:
        if self.sight.desk.room.configuration.setup().source(key) is None:
            raise HTTPException(404, f"There is no source {key}.")

    def _told(self) -> Response:
        given = self.sight.desk
        setup = given.room.configuration.setup()
        standings = desk.standings(given.room, given.pages.today())
        sources = tuple(map(_source, standings))
        return answer(told.Sources(seen=setup.seen, fault=setup.fault, sources=sources))


def _changes(key: str, wish: asked.Tended) -> Iterator[Change]:
    """What is asked for, as changes of the configuration. What is left out stays."""
    if wish.weight is not None:
        yield Weighed(key, wish.weight)
    if wish.section is not None:
        yield Filed(key, wish.section)
    if wish.paused is not None:
        yield Paused(key, wish.paused)


def _source(one: desk.Standing) -> told.Source:
    origin = one.source.origin
    return told.Source(
        key=origin.key,
        name=one.source.name,
        address=one.source.address,
        section=origin.section,
        weight=origin.weight,
        language=origin.language,
        paused=one.source.paused,
        state=one.state,
        why=one.why,
        checked=one.condition.checked if one.condition else None,
        stories=one.use.stories,
        of=one.use.of,
    )
