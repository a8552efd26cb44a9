"""The life of today's edition, behind the desk's back: brought from state to state by the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from digest import desk
from digest.models import EditionStatus, Hand, Role
from digest.pipeline import publish
from digest.wiring import newsroom
from tests.pipeline.room import FakeClock, heard
from tests.web.desk.office import Office


def life(office: Office) -> Iterator[str]:
    """Every state in which Today can show an edition, by name, each while it lasts."""
    now = datetime.now(UTC)
    ada, ben = Hand("Ada", now, Role.CHIEF), Hand("Ben", now, Role.EDITOR)
    with newsroom(office.settings) as room:
        edition = desk.annotate(room, office.edition(), "A word from Ada", ada)
        yield "draft"
        edition = desk.approve(room, edition, ada)
        yield "approved"
        edition = desk.hold(room, edition, ben)
        yield "held as approved"
        edition = desk.annotate(room, edition, "Another word", ben)
        yield "held and changed"
        edition = desk.approve(room, desk.release(room, edition, ada), ada)
        edition = room.editions.save(edition.moved(EditionStatus.SENDING))
        yield "sending"
        edition = desk.hold(room, edition, ben)
        yield "stopped"
        publish(room, desk.release(room, edition, ada), FakeClock(now), heard)
        yield "sent"
