"""What a program may do to an edition as a whole: its lines, what may stand, and what lets it out."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from digest import desk
from digest.errors import IllegalChange
from digest.models import Edition, Format, Hand
from digest.newsroom import Newsroom
from digest.web.api import asked, told
from digest.web.api.asked import Day
from digest.web.api.describing import answer
from digest.web.api.sight import Sight, Verb
from digest.web.api.stories import changing
from digest.web.desk.signed import Signed, Who


class Whole:
    """The routes below an edition."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight

    def router(self) -> APIRouter:
        return changing(
            "The edition",
            "/api/editions/{day}/",
            (
                ("title", self.title, told.Edition),
                ("note", self.annotate, told.Edition),
                ("add", self.add, told.Edition),
                ("overrule", self.overrule, told.Edition),
                ("proof", self.proof, told.Proof),
                ("undo", self.undo, told.Edition),
                ("restore", self.restore, told.Edition),
                ("approve", self.approve, told.Edition),
                ("hold", self.hold, told.Edition),
                ("release", self.release, told.Edition),
                ("continue", self.proceed, told.Edition),
                ("carry", self.carry, told.Edition),
                ("leave-out", self.leave_out, told.Edition),
            ),
        )

    def _done(self, signed: Signed, day: str, wish: asked.Wish, verb: Verb) -> Response:
        return self.sight.whole(self.sight.done(signed, self.sight.seen(signed, day, wish), verb))

    def title(self, signed: Who, day: Day, wish: asked.Title) -> Response:
        """Write the subject line, the preheader or both."""

        def verb(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
            return desk.title(room, seen, hand, subject=wish.subject, preheader=wish.preheader)

        return self._done(signed, day, wish, verb)

    def annotate(self, signed: Who, day: Day, wish: asked.Note) -> Response:
        """Write a note to readers above the stories."""
        return self._done(
            signed, day, wish, lambda room, seen, hand: desk.annotate(room, seen, wish.note, hand)
        )

    def add(self, signed: Who, day: Day, wish: asked.Add) -> Response:
        """Read a page, keep it, and add its story as the last of a section."""
        return self._done(
            signed, day, wish, lambda room, seen, hand: desk.add(room, seen, wish.url, wish.section, hand)
        )

    def overrule(self, signed: Who, day: Day, wish: asked.Overrule) -> Response:
        """Let a finding stand, knowingly; the reason is kept with the edition."""
        named = (wish.story, wish.spot, wish.text)

        def verb(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
            found = next((one for one in desk.findings(room, seen) if one.key == named), None)
            if found is None:
                raise IllegalChange("this is not doubted: look at the findings as they are now")
            return desk.overrule(room, seen, found, wish.reason, hand)

        return self._done(signed, day, wish, verb)

    def proof(self, signed: Who, day: Day, wish: asked.Proof) -> Response:
        """Send the edition as readers will get it, marked [Proof], to an address of your own."""
        seen, hand = self.sight.seen(signed, day, wish), signed.hand(self.sight.desk.now())
        desk.ask_for_proof(self.sight.desk.accounts, signed.user, wish.address, hand.at)
        sent = desk.proof(self.sight.room, seen, wish.address, hand, Format(wish.format))
        return answer(told.Proof.model_validate(sent))

    def undo(self, signed: Who, day: Day, wish: asked.Undo) -> Response:
        """Take back the last change that still stands; again, the one before."""
        return self._done(signed, day, wish, partial(desk.undo, sure=wish.sure))

    def restore(self, signed: Who, day: Day, wish: asked.Restore) -> Response:
        """Go back to what the edition said after an entry of its history."""

        def verb(room: Newsroom, seen: Edition, hand: Hand) -> Edition:
            if wish.number > seen.revision:
                raise IllegalChange(f"edition {seen.key} has no version {wish.number}")
            return desk.restore(room, seen, wish.number, hand)

        return self._done(signed, day, wish, verb)

    def approve(self, signed: Who, day: Day, wish: asked.Wish) -> Response:
        """Let the edition out, sealed; for chiefs. What was seen, and nothing else, is what will be sent."""
        return self._done(signed, day, wish, desk.approve)

    def hold(self, signed: Who, day: Day, wish: asked.Wish) -> Response:  # noqa: ARG002
        """Keep the edition in; a running send stops. It is never too late: `seen` is not compared."""
        return self.sight.whole(self.sight.done(signed, self.sight.edition(day), desk.hold))

    def release(self, signed: Who, day: Day, wish: asked.Wish) -> Response:
        """End a hold: what still is as it was approved goes on, if a chief says so; all else is a draft."""
        return self._done(signed, day, wish, desk.release)

    def proceed(self, signed: Who, day: Day, wish: asked.Wish) -> Response:
        """Let a held edition go on as it was approved; for chiefs."""
        return self._done(signed, day, wish, desk.proceed)

    def carry(self, signed: Who, day: Day, wish: asked.Waiting) -> Response:
        """Have a draft carry a correction that waits."""
        return self._done(
            signed, day, wish, lambda room, seen, hand: desk.carry(room, seen, wish.correction, hand)
        )

    def leave_out(self, signed: Who, day: Day, wish: asked.Waiting) -> Response:
        """Keep a correction out of the edition, and out of those that follow."""
        return self._done(
            signed, day, wish, lambda room, seen, hand: desk.leave_out(room, seen, wish.correction, hand)
        )
