"""A draft of fakes for the desk: a room and the edition in it, drafted once for all tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from digest.models import Approval, Doorway, Edition, Hand, Role, Story
from digest.newsroom import Newsroom
from tests.pipeline.room import MORNING, drafted, room

ADA = Hand("Ada", MORNING + timedelta(minutes=10), Role.CHIEF, Doorway.PAGE)
BEN = Hand("Ben", MORNING + timedelta(minutes=20), Role.EDITOR, Doorway.API)


def desk_room(approval: Approval = Approval.EDITOR) -> tuple[Newsroom, Edition]:
    """A room whose archive holds the reports, and today's draft."""
    given = room(approval)
    drawn = _drawn()
    given.archive.kept |= drawn.archive.kept  # type: ignore[attr-defined]
    return given, given.editions.add(replace(_draft(), id=None, revision=0))


def about(edition: Edition, word: str) -> Story:
    """The printed story whose report has this word in its address."""
    return next(one for one in edition.stories if one.source.url.endswith(f"/{word}"))


@cache
def _drawn() -> Newsroom:
    given = room()
    drafted(given)
    return given


@cache
def _draft() -> Edition:
    edition = next(iter(_drawn().editions.there.values()))  # type: ignore[attr-defined]
    return replace(edition, stories=edition.stories[:6], spares=(*edition.stories[6:], *edition.spares))
