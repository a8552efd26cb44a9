"""What a program may wish of editions: how much a section holds, and which words lift or bar a story."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.responses import Response

from digest import desk
from digest.models import Change, Listing, Quota, Story, Wish
from digest.web.api import asked, told
from digest.web.api.describing import ANSWERS, answer, documented, room
from digest.web.api.sight import Sight
from digest.web.api.stories import changing
from digest.web.desk.signed import Who
from digest.web.desk.trying import Tried
from digest.web.site import joined

HISTORY = 20


class Tuning:
    """`/api/tuning`: quotas and words, tried before they are kept."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight

    def router(self) -> APIRouter:
        router = room("Tuning")
        shape = documented(self.tuning, told.Tuning)
        router.add_api_route("/api/tuning", self.tuning, methods=["GET"], **shape, responses=ANSWERS)
        acts = (("preview", self.preview, told.Trial), ("keep", self.keep, told.Tuning))
        return joined([router, changing("Tuning", "/api/tuning/", acts)])

    def tuning(self) -> Response:
        """The quotas of the sections, the three lists of words, and what was changed of late."""
        return self._told()

    def preview(self, wish: asked.Tuning) -> Response:
        """What these wishes would make of today's edition; some seconds of work, and nothing is changed."""
        given = self.sight.desk
        wanted = desk.tried(given.room, tuple(_changes(wish)))
        tried = given.trials.of(given.current, wanted, given.pages.today(), given.now())
        return answer(_trial(tried))

    def keep(self, signed: Who, wish: asked.Tuned) -> Response:
        """Write these wishes into the configuration; they count from the next draft on."""
        given = self.sight.desk
        desk.tend(given.room, tuple(_changes(wish)), wish.seen, signed.hand(given.now()))
        return self._told()

    def _told(self) -> Response:
        configuration = self.sight.desk.room.configuration
        setup = configuration.setup()
        interest = setup.newsletter.interest
        words = {f"{wish}_words": getattr(interest, f"{wish}_words") for wish in Wish}
        sections = tuple(told.Quota.model_validate(one) for one in setup.newsletter.sections)
        kept = tuple(told.Kept.model_validate(one) for one in configuration.kept(HISTORY))
        return answer(told.Tuning(seen=setup.seen, fault=setup.fault, sections=sections, kept=kept, **words))


def _changes(wish: asked.Tuning) -> Iterator[Change]:
    """What is asked for, as changes of the configuration. What is left out stays."""
    for quota in wish.quotas or ():
        yield Quota(quota.section, quota.most)
    for name in Wish:
        words = getattr(wish, f"{name}_words")
        if words is not None:
            yield Listing(name, tuple(dict.fromkeys(words)))


def _trial(tried: Tried) -> told.Trial:
    apart = tried.apart
    return told.Trial(
        came=tuple(_fate(story, tried.why(story)) for story in apart.came),
        gone=tuple(_fate(story, tried.why(story)) for story in apart.gone),
        moved=tuple(_fate(new, f"from {old.section} to {new.section}") for old, new in apart.moved),
        reworded=tuple(_fate(new, f"was: {old.headline}") for old, new in apart.reworded),
    )


def _fate(story: Story, why: str) -> told.Fate:
    return told.Fate(section=story.section, headline=story.headline, url=story.source.url, why=why)
