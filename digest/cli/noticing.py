"""Who is told what a command or a duty of the day did, and what stopped it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.cli.door import Door
from digest.errors import Busy, DigestError, IllegalChange, NotEnough
from digest.models import Approval, EditionStatus

if TYPE_CHECKING:
    from digest.models import Edition, Finding, Tally
    from digest.newsroom import Newsroom

WAITING = (EditionStatus.DRAFT, EditionStatus.HELD)


@contextmanager
def noticed(here: Door, room: Newsroom) -> Iterator[None]:
    """Tell the newsroom of what stops this; the failure goes on its way. At the end, tell what is left.

    A day that is replayed is nobody's news.
    """
    from digest import desk

    if here.clock.replays:
        yield
        return
    day = room.newsletter.day(here.clock.now())
    try:
        yield
    except NotEnough as poor:
        desk.tell_quiet(room, day, str(poor), here.clock.now())
        raise
    except Busy:
        raise  # another process is at it, and tells
    except IllegalChange:
        kept_in(here, room, room.editions.find(room.newsletter.key, day))
        raise
    except DigestError as failure:
        desk.tell_broken(room, day, str(failure), here.clock.now())
        raise
    except Exception as failure:
        desk.tell_broken(room, day, f"unexpected {type(failure).__name__}", here.clock.now())
        raise
    desk.catch_up(room, here.clock.now())


def drafted(here: Door, room: Newsroom, edition: Edition) -> None:
    """The draft is there, and somebody may look at it."""
    from digest import desk

    if edition.status is EditionStatus.DRAFT and not here.clock.replays:
        desk.tell_drafted(room, edition, doubts(room, edition), here.clock.now())


def ran(here: Door, room: Newsroom, edition: Edition, tally: Tally | None, *, fresh: bool) -> None:
    """A run is over: what it drafted, or what stays in. `fresh`: nobody could have approved it before."""
    if tally is not None:
        return  # its end is seen by its status, whoever brought it there
    if fresh:
        drafted(here, room, edition)
    if not fresh or room.newsletter.approval is not Approval.EDITOR:
        kept_in(here, room, edition)


def kept_in(here: Door, room: Newsroom, edition: Edition | None) -> None:
    """The hour came, and the edition stays in."""
    from digest import desk

    if edition and edition.status in WAITING and not here.clock.replays:
        desk.tell_blocked(room, edition, doubts(room, edition), here.clock.now())


def doubts(room: Newsroom, edition: Edition) -> tuple[Finding, ...]:
    """What is doubtful about the edition."""
    from digest import desk

    return desk.findings(room, edition)
