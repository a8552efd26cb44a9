"""What changes during a send: people leave, the day ends, an editor changes the subject."""

from __future__ import annotations

import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest import desk
from digest.models import Hand, Tally
from digest.store.tables import editions
from tests.torture.conftest import Staging
from tests.torture.harness import Setting, Stage
from tests.torture.outages import underway

SLOWLY = "per_minute = 1200"  # a second's worth goes at once, then twenty a second


def cut_off(stage: Stage, accepted: int) -> int:
    """Kill a send that has reached so many people; how many have their copy."""
    process = underway(stage, accepted)
    process.tell(signal.SIGKILL)
    assert process.ended() == -signal.SIGKILL
    return len(stage.verdict().copies)


def test_who_leaves_during_the_send_is_skipped(staging: Staging) -> None:
    """Also when they stand on the frozen list: each person is looked up again when their turn comes."""
    stage = staging(Setting(people=40, sending=SLOWLY))
    stage.begin()
    process = underway(stage, 1)
    with stage.room() as room:
        last = max(room.people.mailable("daybreak"))
        room.people.leave(last, datetime.now(UTC), "one click")
    assert process.ended() == 0, process.said()

    verdict = stage.verdict()
    verdict.require_finished()
    assert verdict.tally == Tally(sent=39, skipped=1)


def test_an_old_edition_does_not_go_out(staging: Staging) -> None:
    """Yesterday's news is not sent, and the words say so."""
    stage = staging(Setting(people=20))
    stage.begin()
    age(stage)

    process = stage.publish()
    assert process.ended() == 1
    assert "is older than 24 hours: yesterday's news is not sent" in process.said()
    assert not stage.verdict().copies


def test_an_edition_that_grew_old_half_way_is_laid_down(staging: Staging) -> None:
    """Who has not had it by then is skipped, with the reason; the edition is finished."""
    stage = staging(Setting(people=400, sending=SLOWLY))
    stage.begin()
    arrived = cut_off(stage, 5)
    age(stage)

    assert stage.publish().ended() == 0
    verdict = stage.verdict()
    verdict.require_finished()
    assert len(verdict.copies) == arrived
    assert verdict.tally.skipped == 400 - verdict.tally.sent - verdict.tally.uncertain > 300


def test_a_new_subject_after_half_a_send_mails_nobody_twice(staging: Staging) -> None:
    """What a delivery is known by holds nothing that an editor can change."""
    stage = staging(Setting(people=400, sending=SLOWLY))
    stage.begin()
    cut_off(stage, 5)
    with stage.room() as room:
        held = desk.hold(room, stage.edition(room), Hand("Ada", datetime.now(UTC)))
        changed = room.editions.save(replace(held, subject="Another subject"))
        desk.approve(room, changed, Hand("Ada", datetime.now(UTC)))
    stage.configure(sending="per_minute = 0")
    stage.publish_until_done()
    verdict = stage.verdict()
    verdict.require_finished()
    assert verdict.tally.sent + verdict.tally.uncertain == 400
    assert len(verdict.uncertain) <= 4


def age(stage: Stage) -> None:
    """Make the edition one of yesterday morning that is sent as today's."""
    with stage.room() as room:
        this = stage.edition(room)
        assert this.id
        with room.editions.engine.begin() as connection:
            old = datetime.now(UTC) - timedelta(hours=25)
            connection.execute(editions.update().values(created=old).where(editions.c.id == this.id))
