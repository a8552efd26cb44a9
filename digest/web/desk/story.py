"""One story: its words and claims, the reports behind it, and where it stands."""

from __future__ import annotations

from itertools import chain
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from digest import desk
from digest.errors import DigestError, Unlike
from digest.models import Edition, Hand, Story
from digest.summarisers.extractive import Extractive
from digest.web.desk.deeds import DEEDS, neighbour, written
from digest.web.desk.forms import Filled, Form
from digest.web.desk.pages import Shared
from digest.web.desk.signed import Signed, Who
from digest.web.desk.table import Table, Version, onward, trouble
from digest.web.desk.today import Number, Today, beside, offers


class OneStory:
    """`/story/KEY`, and what is done to a story from any page."""

    def __init__(self, table: Table, first: Today) -> None:
        self.table, self.first = table, first

    def show(self, signed: Who, key: str, done: Number = 0) -> Response:
        return self.page(signed, key, done=done)

    def page(self, signed: Signed, key: str, status: int = 200, *, done: int = 0, **more: object) -> Response:
        """The story as it stands, with all that can be done to it."""
        edition, pages = self.table.edition(), self.table.desk.pages
        story = next((one for one in edition.stories if one.key == key), None) if edition else None
        if edition is None or story is None:
            raise HTTPException(404)
        reports = self.table.room.archive.reports([one.url for one in (story.source, *story.also)])
        texts = {one.url: one.body or one.summary for one in reports}
        version, said = self.table.version(edition), self.table.said(edition, done)

        def facts() -> dict[str, Any]:
            return self.facts(version, story) | {"texts": texts}

        if more:
            return pages.show("story", signed, status, **facts() | {"said": said} | more)
        return pages.shared("story", signed, Shared((version, texts), facts, key), said=said)

    def facts(self, version: Version, story: Story) -> dict[str, Any]:
        """What the page may name, but for the texts of the reports."""
        steady = self.table.steady(version)
        items = list(chain.from_iterable(shelf.items for shelf in self.table.shelves(version)))
        at = next(at for at, one in enumerate(items) if one.story.key == story.key)
        return steady | {
            "item": items[at],
            "before": items[at - 1].story.key if at else "",
            "after": items[at + 1].story.key if at + 1 < len(items) else "",
            "reports": (story.source, *story.also),
            "others": [
                (one.story.key, f"{one.number}. {one.story.headline}")
                for one in items
                if one is not items[at]
            ],
            "more": [(one.key, one.headline) for one in version.edition.spares],
            "spares": offers(version.edition),
            "model": not isinstance(self.table.room.summariser, Extractive),
            "suggested": "",
        }

    def act(self, signed: Who, key: str, what: str, form: Filled) -> Response:
        """Do it, and show the story where it stands then; who was not first is told, and loses no word."""
        if what not in DEEDS:
            raise HTTPException(404)
        deed, own = DEEDS[what], form.line("back") == "story"

        def verb(edition: Edition, hand: Hand) -> Edition:
            return deed.act(self.table.room, edition, key, hand, form)

        try:
            beside_it = neighbour(self.table.standing(), key)
            after = self.table.done(form, signed, verb, deed.about(key, form))
        except Unlike as doubt:
            return self.asked(signed, doubt, key, form)
        except DigestError as fault:
            return self.refused(signed, fault, key, form if what == "reword" else None, own=own)
        stays = {"swap": form.line("spare"), "drop": beside_it}.get(what, key)
        own = own and what not in ("drop", "take")
        return onward(after, form, stays, f"/story/{stays}" if own else "/")

    def asked(self, signed: Signed, doubt: Unlike, key: str, form: Form) -> Response:
        """Are these two one event? Nothing is merged yet."""
        edition, back = self.table.standing(), form.line("back")
        there = {one.key: one for one in (*edition.stories, *edition.spares)}
        pair = [there[one] for one in (key, form.line("other")) if one in there]
        if len(pair) < 2:  # one of them left meanwhile
            return self.refused(signed, doubt, key, None, own=back == "story")
        told = {"pair": pair, "asked": form.line("seen"), "back": back}
        return self.table.desk.pages.show("unlike", signed, **self.table.facts(edition) | told)

    def refused(
        self, signed: Signed, fault: DigestError, key: str, form: Form | None, *, own: bool
    ) -> Response:
        stands = next((one for one in self.table.standing().stories if one.key == key), None)
        mine = written(form) if form else {}
        stood = {"headline": stands.headline, "lead": stands.lead} if stands else {}
        if not own or stands is None:
            return self.first.refused(signed, fault, mine, key if mine else "", stood)
        told = trouble(fault, beside(mine, stood))
        return self.page(signed, key, told.status, conflict=told, mine=mine)

    def suggest(self, signed: Who, key: str) -> Response:
        """Another wording, in the fields and not saved."""
        try:
            other = desk.suggest(self.table.room, self.table.standing(), key)
        except DigestError as fault:
            return self.refused(signed, fault, key, None, own=True)
        if other is None:
            nothing = DigestError("there is no other wording that its reports carry")
            return self.refused(signed, nothing, key, None, own=True)
        mine = {"headline": other.headline, "lead": other.lead}
        return self.page(signed, key, mine=mine, suggested=other.writer)


def story(page: OneStory) -> APIRouter:
    """`/story/KEY` and everything that is asked of a story, on whatever page."""
    router = APIRouter()
    router.add_api_route("/story/{key}", page.show, methods=["GET"])
    router.add_api_route("/story/{key}/suggest", page.suggest, methods=["POST"])
    router.add_api_route("/story/{key}/{what}", page.act, methods=["POST"])
    return router
