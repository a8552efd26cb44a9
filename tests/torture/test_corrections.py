"""kill -9 in the mail of a correction: who has the wrong edition is told once, whatever dies on the way."""

from __future__ import annotations

import signal
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from digest import desk
from digest.models import Edition, EditionStatus, Hand, Tally
from digest.newsroom import Newsroom
from tests.databases import BACKENDS
from tests.nursery import PATIENCE
from tests.torture.conftest import Staging
from tests.torture.harness import Setting, Stage

PEOPLE = 1200
LEFT = "reader3@example.org"
KILLS = 2


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_correction_reaches_once_who_has_the_edition(staging: Staging, backend: str) -> None:
    stage = staging(Setting(backend, people=PEOPLE))
    stage.begin()
    stage.publish_until_done()
    assert stage.verdict().tally.sent == PEOPLE
    _correct(stage)

    copies, kills = Counter[str](), 0
    while True:
        before = sum(copies.values())
        process = stage.publish()
        if kills < KILLS:
            _wait_for(stage, before + PEOPLE // 4)
            process.tell(signal.SIGKILL)
            assert process.ended() == -signal.SIGKILL
            kills += 1
        elif process.ended() == 0:
            break
        copies = _arrived(stage)

    copies = _arrived(stage)
    status, tally = _standing(stage)
    assert kills == KILLS
    assert status is EditionStatus.SENT
    assert (tally.listed, tally.skipped) == (PEOPLE, 1)
    assert tally.sent + tally.uncertain == PEOPLE - 1
    assert tally.uncertain <= 4 * KILLS
    assert max(copies.values()) == 1
    assert LEFT not in copies
    assert tally.sent <= len(copies) <= PEOPLE - 1


def _correct(stage: Stage) -> None:
    """Someone leaves, someone comes, and what is mailed from now on is logged afresh."""
    now = datetime.now(UTC)
    with stage.room() as room:
        edition = stage.edition(room)
        desk.correct(room, edition, edition.stories[0].key, "It was nine.", Hand("Ada", now), mail=True)
        found = room.people.find(LEFT, "daybreak")
        assert found
        room.people.leave(found.id, now, "a link")  # type: ignore[attr-defined]
    stage.log.unlink()
    stage.sink.log(stage.log)


def _mail(room: Newsroom) -> Edition:
    found = room.editions.latest("daybreak_correction-1")
    assert found
    return found


def _standing(stage: Stage) -> tuple[EditionStatus, Tally]:
    with stage.room() as room:
        mail = _mail(room)
        return mail.status, room.ledger.tally(mail)


def _arrived(stage: Stage) -> Counter[str]:
    stage.sink.log(stage.log)
    return Counter(line.partition("\t")[0] for line in stage.log.read_text().splitlines())


def _wait_for(stage: Stage, number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while stage.accepted() < number and time.monotonic() < deadline:
        time.sleep(0.005)
