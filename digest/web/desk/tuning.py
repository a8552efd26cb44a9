"""What is wished of editions: how much a section holds, and which words lift a story or keep it out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from digest import desk as verbs
from digest.models import Wish
from digest.web.desk.asked import of_tuning
from digest.web.desk.forms import Filled
from digest.web.desk.given import Desk
from digest.web.desk.signed import Signed, Who
from digest.web.desk.sources import Kept, Sources
from digest.web.desk.told import hours, just_kept
from digest.web.desk.trying import Trials

HISTORY = 20

LISTS = (
    (Wish.PIN, "Pinned words", "A story comes first when the titles of half its reports name one."),
    (Wish.RAISE, "Words that lift a story", "The more of its reports name one, the higher it stands."),
    (Wish.BLOCK, "Blocked words", "A report that names one is left out altogether."),
)


class Tuning:
    """`/tuning`: quotas and words, tried before they are kept."""

    def __init__(self, desk: Desk, trials: Trials) -> None:
        self.desk, self.trials = desk, trials

    def into(self, router: APIRouter) -> None:
        router.add_api_route("/tuning", self.ask, methods=["GET"])
        router.add_api_route("/tuning", self.change, methods=["POST"])

    def ask(self, signed: Who, kept: Kept = 0) -> Response:
        return self.shown("tuning", signed, said=just_kept(self.desk, kept))

    def change(self, signed: Who, form: Filled) -> Response:
        """Keep what is asked for, or try it."""
        setup = self.desk.room.configuration.setup()
        changes = of_tuning(form, setup)
        now = self.desk.now()
        if form.line("do") == "try":
            wanted = verbs.tried(self.desk.room, changes)
            tried = self.trials.of(self.desk.current, wanted, self.desk.pages.today(), now)
            facts = {"tried": tried, "wanted": wanted, "fields": form.fields, "back": "/tuning"}
            return self.shown("tried", signed, **facts)
        about = verbs.tend(self.desk.room, changes, form.line("seen"), signed.hand(now))
        return RedirectResponse("/tuning?kept=1" if about else "/tuning", 303)

    def shown(self, page: str, signed: Signed, **facts: object) -> Response:
        configuration = self.desk.room.configuration
        setup = configuration.setup()
        interest = setup.newsletter.interest
        given: dict[str, Any] = {
            "setup": setup,
            "when": hours(setup.newsletter),
            "here": "/sources",
            "lists": [(*one, getattr(interest, f"{one[0]}_words")) for one in LISTS],
            "history": configuration.kept(HISTORY),
        }
        return self.desk.pages.show(page, signed, **given | facts)


def tending(desk: Desk) -> APIRouter:
    """The pages of sources, quotas and words. They share what tries settings: one at a time."""
    router, trials = APIRouter(), Trials()
    Sources(desk, trials).into(router)
    Tuning(desk, trials).into(router)
    return router
