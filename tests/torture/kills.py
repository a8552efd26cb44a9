"""kill -9 at random instants of a send, and again of what goes on from there, until everyone is settled.

The instants are those of a Poisson process over the lives of the `digest publish` processes: each is as
likely as any other, from the fork to the exit, with the opening of the list and the closing of the edition.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from digest.models import EditionStatus, Tally
from tests.nursery import PATIENCE
from tests.torture.harness import BUSY, Setting, Stage

PER_SEND = 15  # kills in the time that a send takes when it is left alone

Standing = tuple[EditionStatus, Tally]


@dataclass
class Toll:
    """What so many kills did. `moments` counts in which phase they hit."""

    setting: Setting
    sends: int = 0
    kills: int = 0
    restarts: int = 0
    lost: int = 0
    duplicates: int = 0
    uncertain: int = 0
    uncertain_arrived: int = 0
    wire: int = 0  # deliveries on the wire, as the ledger has it, summed over the kills
    most: int = 0  # of them at one kill
    moments: Counter[str] = field(default_factory=Counter)


def quiet_send(stage: Stage) -> float:
    """Seconds that a send takes which nobody disturbs."""
    stage.begin()
    started = time.monotonic()
    stage.publish_until_done()
    took = time.monotonic() - started
    stage.verdict().require_finished()
    return took


def torture(stage: Stage, kills: int, seed: str, seconds: float) -> Toll:
    """So many kills, one each `seconds` on average, over as many sends as it takes."""
    toll, chance = Toll(stage.setting), random.Random(f"{seed} {stage.setting}")
    while toll.kills < kills:
        stage.begin()
        wire = _send(stage, toll, kills, lambda: chance.expovariate(1 / seconds))
        verdict = stage.verdict()
        verdict.require_finished(duplicates=wire if stage.setting.on_uncertain == "resend" else 0)
        assert verdict.tally.sent + len(verdict.uncertain) == stage.setting.people, verdict.tally
        toll.sends += 1
        toll.lost += len(verdict.lost)
        toll.duplicates += verdict.duplicates
        toll.uncertain += len(verdict.uncertain)
        toll.uncertain_arrived += verdict.uncertain_arrived
    return toll


def _send(stage: Stage, toll: Toll, kills: int, life: Callable[[], float]) -> int:
    """One send to its end, killed on the way; how many were on the wire at its kills."""
    wire, before, first = 0, stage.standing(), True
    while True:
        process = stage.publish()
        toll.restarts += not first
        first = False
        code = process.ended(life() if toll.kills < kills else PATIENCE)
        if code is None:
            process.tell(signal.SIGKILL)
            code = process.ended()
        if code == 0:
            return wire
        if code != -signal.SIGKILL:  # PostgreSQL's server takes a moment to see that its client is gone
            assert BUSY in process.said(), process.said()
            continue
        now = stage.standing()
        assert now[1].listed in (0, stage.setting.people), now
        toll.kills += 1
        toll.moments[_moment(before, now)] += 1
        toll.most = max(toll.most, now[1].sending)
        wire += now[1].sending
        toll.wire += now[1].sending
        before = now


def _moment(before: Standing, now: Standing) -> str:
    """What the process was doing that was killed, as the ledger shows it."""
    status, tally = now
    if status is EditionStatus.SENT:
        return "after the end"
    if now == before:
        return "starting"
    if status is EditionStatus.APPROVED:
        return "opening the list"
    return "closing" if tally.finished else "sending"
