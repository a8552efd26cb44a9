"""What a program may do to one story: each path is one verb of the desk, done to what it saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from starlette.responses import Response

from digest import desk
from digest.models import Edition, Hand
from digest.newsroom import Newsroom
from digest.web.api import asked, told
from digest.web.api.asked import Day, Key
from digest.web.api.describing import CHANGES, answer, documented, only_json, room
from digest.web.api.sight import Sight, Verb
from digest.web.desk.signed import Signed, Who


class Stories:
    """The routes below a story."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight

    def router(self) -> APIRouter:
        return changing(
            "Stories",
            "/api/editions/{day}/stories/{key}/",
            (
                ("reword", self.reword, told.Edition),
                ("move", self.move, told.Edition),
                ("drop", self.drop, told.Edition),
                ("swap", self.swap, told.Edition),
                ("take", self.take, told.Edition),
                ("merge", self.merge, told.Edition),
                ("split", self.split, told.Edition),
                ("rest-on", self.rest_on, told.Edition),
                ("suggest", self.suggest, told.Words),
                ("correct", self.correct, told.Correction),
            ),
        )

    def _done(self, signed: Signed, day: str, key: str, wish: asked.Wish, verb: Verb) -> Response:
        return self.sight.whole(self.sight.done(signed, self.sight.seen(signed, day, wish, key), verb))

    def reword(self, signed: Who, day: Day, key: Key, wish: asked.Reword) -> Response:
        """Give a story another headline, lead or both; its claims are looked up anew."""
        words: dict[str, Any] = {"headline": wish.headline, "lead": wish.lead}
        return self._done(
            signed, day, key, wish, lambda here, seen, hand: desk.reword(here, seen, key, hand, **words)
        )

    def move(self, signed: Who, day: Day, key: Key, wish: asked.Move) -> Response:
        """Put a story elsewhere in its section, or in another."""
        there: dict[str, Any] = {"section": wish.section, "place": wish.place}
        return self._done(
            signed, day, key, wish, lambda here, seen, hand: desk.move(here, seen, key, hand, **there)
        )

    def drop(self, signed: Who, day: Day, key: Key, wish: asked.Wish) -> Response:
        """Take a story out; it becomes the first of the spares."""
        return self._done(signed, day, key, wish, lambda here, seen, hand: desk.drop(here, seen, key, hand))

    def swap(self, signed: Who, day: Day, key: Key, wish: asked.Swap) -> Response:
        """Let a spare have the place of a story, which takes its place among the spares."""
        return self._done(
            signed, day, key, wish, lambda here, seen, hand: desk.swap(here, seen, key, wish.spare, hand)
        )

    def take(self, signed: Who, day: Day, key: Key, wish: asked.Take) -> Response:
        """Let a spare in; nobody leaves for it."""
        return self._done(
            signed, day, key, wish, lambda here, seen, hand: desk.take(here, seen, key, hand, wish.section)
        )

    def merge(self, signed: Who, day: Day, key: Key, wish: asked.Merge) -> Response:
        """Make one story of two that tell one event; 422 where they look like two, and `sure` is not said."""

        def verb(here: Newsroom, seen: Edition, hand: Hand) -> Edition:
            return desk.merge(here, seen, key, wish.other, hand, sure=wish.sure)

        return self._done(signed, day, key, wish, verb)

    def split(self, signed: Who, day: Day, key: Key, wish: asked.Split) -> Response:
        """Let reports leave a story for one of their own, right behind it."""
        return self._done(
            signed, day, key, wish, lambda here, seen, hand: desk.split(here, seen, key, wish.urls, hand)
        )

    def rest_on(self, signed: Who, day: Day, key: Key, wish: asked.RestOn) -> Response:
        """Write a story anew from another of its reports."""
        return self._done(
            signed, day, key, wish, lambda here, seen, hand: desk.rest_on(here, seen, key, wish.url, hand)
        )

    def suggest(self, signed: Who, day: Day, key: Key, wish: asked.Wish) -> Response:
        """Another wording by the model, not saved; 404 where no model is configured."""
        other = desk.suggest(self.sight.room, self.sight.seen(signed, day, wish, key), key)
        if other is None:
            raise HTTPException(404, "No model is configured that could word it in another way.")
        return answer(told.Words.model_validate(other))

    def correct(self, signed: Who, day: Day, key: Key, wish: asked.Correct) -> Response:
        """Say what a sent edition got wrong: its page shows it, and the next draft carries it.

        With `mail`, which takes a chief, those who have the wrong one are mailed by whoever sends next.
        """
        seen, hand = self.sight.seen(signed, day, wish, key), signed.hand(self.sight.desk.now())
        said = desk.correct(self.sight.room, seen, key, wish.text, hand, mail=wish.mail)
        return answer(told.Correction.model_validate(said))


Act = tuple[str, Callable[..., Response], type[BaseModel]]


def changing(subject: str, below: str, acts: tuple[Act, ...]) -> APIRouter:
    """Routes that change something: the last part of each path, what does it, and what is answered."""
    router = room(subject, Depends(only_json))
    for name, act, shape in acts:
        router.add_api_route(
            f"{below}{name}", act, methods=["POST"], **documented(act, shape), responses=CHANGES
        )
    return router
