"""The first page: today's edition as a worklist, changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import Response

from digest import desk
from digest.desk.recalling import undoable
from digest.errors import Anothers, DigestError
from digest.models import Edition, Hand, Tally
from digest.web.desk import seen
from digest.web.desk.corrections import corrections
from digest.web.desk.deeds import returned
from digest.web.desk.forms import Filled, Form
from digest.web.desk.pages import Shared
from digest.web.desk.signed import Signed, Who
from digest.web.desk.table import Table, Version, onward, trouble
from digest.web.desk.worklist import reason

Key = Annotated[str, Query(max_length=100)]
Number = Annotated[int, Query(ge=0, le=10**9)]
Mine = dict[str, str]


class Today:
    """`/` and what is done there to the edition as a whole."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def show(self, signed: Who, done: Number = 0, open: Key = "", at: Key = "") -> Response:  # noqa: ARG002
        """The page. `done` is the deed to tell of, `open` the story to edit; `at` is for the script."""
        return self.page(signed, done=done, opened=open)

    def page(
        self, signed: Signed, status: int = 200, *, done: int = 0, opened: str = "", **more: object
    ) -> Response:
        """The worklist, and what `more` there is to say."""
        edition, pages = self.table.edition(), self.table.desk.pages
        if edition is None:
            return pages.show("nothing", signed, hour=self.table.desk.hour, here="/")
        version, waiting = self.table.version(edition), corrections(self.table.room, edition)
        moment = {
            "state": self.state(signed, version, self.table.tally(edition)),
            "said": self.table.said(edition, done),
        }

        def facts() -> dict[str, Any]:
            made = self.table.shelves(version)
            told = {"shelves": made, "opened": opened, "spares": offers(edition), "reason": reason}
            return self.table.steady(version) | told | waiting

        if more:
            return pages.show("today", signed, status, **facts() | moment | more)
        shared = Shared((version, waiting), facts, opened)
        return pages.shared("today", signed, shared, **moment)

    def state(self, signed: Signed, version: Version, tally: Tally) -> Markup:
        """How the edition stands, beside the list: while it is sent, there is more to say every second."""
        table, edition, steady = self.table, version.edition, self.table.steady(version)
        due = table.due(edition)
        told = {"ahead": bool(due), "tally": tally, "begun": tally.listed > 0}
        told |= {"moment": seen.moment(edition, tally)}
        shared = Shared((version, bool(due), tally), lambda: steady | told)
        fills = {"due": due or steady["late"], "left": str(table.left(edition))}
        return table.desk.pages.piece("state", signed, shared, **fills)

    def refused(
        self,
        signed: Signed,
        fault: DigestError,
        mine: Mine | None = None,
        opened: str = "",
        stood: Mine | None = None,
    ) -> Response:
        """The page as it stands now, why nothing was done, and beside it all that was written."""
        told = trouble(fault, beside(mine or {}, stood or {}))
        return self.page(signed, told.status, opened=opened, conflict=told, mine=mine or {})

    def titled(self, signed: Who, form: Filled) -> Response:
        mine = {"subject": form.line("subject"), "preheader": form.line("preheader")}

        def verb(edition: Edition, hand: Hand) -> Edition:
            return desk.title(self.table.room, edition, hand, **mine)

        try:
            return onward(self.table.done(form, signed, verb, seen.head), form)
        except DigestError as fault:
            stands = self.table.standing()
            stood = {"subject": stands.subject, "preheader": stands.preheader}
            return self.refused(signed, fault, mine, stood=stood)

    def noted(self, signed: Who, form: Filled) -> Response:
        mine = {"note": form.text("note")}

        def verb(edition: Edition, hand: Hand) -> Edition:
            return desk.annotate(self.table.room, edition, mine["note"], hand)

        try:
            return onward(self.table.done(form, signed, verb, seen.note), form)
        except DigestError as fault:
            return self.refused(signed, fault, mine, stood={"note": self.table.standing().note})

    def undone(self, signed: Who, form: Filled) -> Response:
        """Take the last change back, and go to the story that it was about; another's after a question.

        Whoever pressed it on a story's own page stays there, as long as the story does.
        """
        undo = partial(desk.undo, self.table.room, sure=form.line("sure") == "yes")
        key = form.line("at") if form.line("back") == "story" else ""
        try:
            before = self.table.standing()
            after = self.table.done(form, signed, undo)
        except Anothers:
            return self._asked(signed, form)
        except DigestError as fault:
            return self.refused(signed, fault)
        if any(one.key == key for one in after.stories):
            return onward(after, form, key, f"/story/{key}")
        return onward(after, form, returned(before, after))

    def _asked(self, signed: Signed, form: Form) -> Response:
        """Is another's deed to be taken back? It is not yet."""
        facts = self.table.facts(self.table.standing())
        last = undoable(facts["history"])
        told = {
            "whose": last.by if last else "",
            "asked": form.line("seen"),
            "opened": form.line("open", 100),
        }
        return self.table.desk.pages.show("undo", signed, **facts | told)

    def added(self, signed: Who, form: Filled) -> Response:
        url, section = form.line("url", 2000), form.line("section")

        def verb(edition: Edition, hand: Hand) -> Edition:
            return desk.add(self.table.room, edition, url, section, hand)

        try:
            before = {one.key for one in self.table.standing().stories}
            after = self.table.done(form, signed, verb, seen.anything)
        except DigestError as fault:
            told, mine = trouble(fault), {"url": url, "section": section}
            return self.page(signed, told.status, opened=form.line("open"), conflict=told, mine=mine)
        return onward(after, form, next((one.key for one in after.stories if one.key not in before), ""))


def beside(mine: Mine, stood: Mine) -> list[tuple[str, str, str]]:
    """What was written, and what stands there instead."""
    return [(name, text, stood.get(name, "")) for name, text in mine.items() if text != stood.get(name)]


def offers(edition: Edition) -> Sequence[tuple[str, str]]:
    """The spares, to choose from: each with its score and why it is worth it."""
    return [
        (one.key, f"{one.score:.2f} · {one.headline}" + (f" ({why})" if (why := reason(one)) else ""))
        for one in edition.spares
    ]


def today(page: Today) -> APIRouter:
    """`/`: today's edition, and what is asked of it as a whole."""
    router = APIRouter()
    router.add_api_route("/", page.show, methods=["GET"])
    for path, act in (
        ("/title", page.titled),
        ("/note", page.noted),
        ("/undo", page.undone),
        ("/add", page.added),
    ):
        router.add_api_route(path, act, methods=["POST"])
    return router
