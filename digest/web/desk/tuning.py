"""What is wished of editions: how much a section holds, and which words lift a story or keep it out."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from digest.models import Wish
from digest.web.desk.asked import of_tuning
from digest.web.desk.forms import Filled, Form
from digest.web.desk.given import Desk
from digest.web.desk.keeping import Keeping
from digest.web.desk.signed import Signed, Who
from digest.web.desk.sources import Kept, Sources
from digest.web.desk.told import just_kept

HISTORY = 20

LISTS = (
    (Wish.PIN, "Pinned words", "A story comes first when the titles of half its reports name one."),
    (Wish.RAISE, "Words that lift a story", "The more of its reports name one, the higher it stands."),
    (Wish.BLOCK, "Blocked words", "A report that names one is left out altogether."),
)


class Tuning(Keeping):
    """`/tuning`: quotas and words, tried before they are kept."""

    def into(self, router: APIRouter) -> None:
        router.add_api_route("/tuning", self.ask, methods=["GET"])
        router.add_api_route("/tuning", self.change, methods=["POST"])

    def ask(self, signed: Who, kept: Kept = 0) -> Response:
        return self._asked(signed, said=just_kept(self.desk, kept))

    def change(self, signed: Who, form: Filled) -> Response:
        """Keep what is asked for, or try it."""
        return self.or_again(form, lambda: self._change(signed, form), partial(self._asked, signed))

    def _asked(self, signed: Signed, status: int = 200, **facts: object) -> Response:
        configuration = self.desk.room.configuration
        interest = configuration.setup().newsletter.interest
        lists = [(*one, getattr(interest, f"{one[0]}_words")) for one in LISTS]
        return self.shown("tuning", signed, status, lists=lists, history=configuration.kept(HISTORY), **facts)

    def _change(self, signed: Signed, form: Form) -> Response:
        changes = of_tuning(form, self.desk.room.configuration.setup())
        if form.line("do") == "try":
            return self.tried(signed, form, changes, "/tuning")
        return self.kept(signed, form, changes, "/tuning")


def tending(desk: Desk) -> APIRouter:
    """The pages of sources, quotas and words."""
    router = APIRouter()
    Sources(desk).into(router)
    Tuning(desk).into(router)
    return router
