"""A fault at the Nth call to the world, for every N that a clean run has: SQLite's own way of testing.

The edition goes to fifty people. Whatever fails, or dies, at whichever call: what is started afterwards ends
the send, and nobody has two copies and nobody none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.torture.harness import Setting, Stage

CODES = (1, 2, 4)  # of a run that something failed under; 2 where the folder of mails could not be made


@dataclass
class Tried:
    """How many faults there were, and what became of people."""

    setting: Setting
    how: str
    only: str
    faults: int = 0
    lost: int = 0
    duplicates: int = 0
    uncertain: int = 0
    most: int = 0  # uncertain after one fault


def calls(stage: Stage, only: str = "") -> int:
    """How many calls to the world a clean run has."""
    stage.begin()
    count = stage.folder / "count"
    process = stage.publish(fault={"at": 0, "only": only, "count": str(count)})
    assert process.ended() == 0, process.said()
    stage.verdict().require_finished()
    return int(count.read_text())


def fail_at(stage: Stage, numbers: Iterable[int], how: str, only: str = "") -> Tried:
    """A fault at each of these calls, each in a send of its own."""
    tried = Tried(stage.setting, how, only)
    for number in numbers:
        stage.begin()
        _fault(stage, number, how, only)
        doubtful = stage.standing()[1]
        stage.publish_until_done(CODES)
        verdict = stage.verdict()
        # And one more, whose answer was lost with its connection: the same run has sent it again already.
        wire = doubtful.sending + doubtful.uncertain + 1
        try:
            verdict.require_finished(duplicates=wire if stage.setting.on_uncertain == "resend" else 0)
        except AssertionError as broken:
            raise AssertionError(f"{how} at call {number} ({only or 'any'}): {broken}") from broken
        tried.faults += 1
        tried.lost += len(verdict.lost)
        tried.duplicates += verdict.duplicates
        tried.uncertain += len(verdict.uncertain)
        tried.most = max(tried.most, len(verdict.uncertain))
    return tried


def _fault(stage: Stage, number: int, how: str, only: str) -> None:
    """A run in which this call goes wrong. What it says of that is in our words, not the library's."""
    process = stage.publish(fault={"at": number, "how": how, "only": only})
    code = process.ended()
    if how == "die":
        assert code == -9, (number, code, process.said())
    else:
        assert code in (0, *CODES), (number, code, process.said())
        assert "digest: unexpected" not in process.said(), (number, process.said())
