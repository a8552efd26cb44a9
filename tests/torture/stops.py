"""SIGTERM and SIGINT at random instants: the send ends soon, in order, and leaves nobody in doubt."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.torture.harness import BUSY, Setting, Stage

SOON = 10.0  # seconds, the most that a process may take to end
# 4 says that people still wait. The others came before the send had begun, or after it had ended.
IN_ORDER = {0, 4}
BESIDE = {130, -signal.SIGTERM, -signal.SIGINT}


@dataclass
class Stops:
    """What so many signals did. `codes` counts how the processes ended."""

    setting: Setting
    sends: int = 0
    signals: int = 0
    slowest: float = 0.0
    lost: int = 0
    duplicates: int = 0
    uncertain: int = 0
    codes: Counter[int] = field(default_factory=Counter)


def torture(stage: Stage, signals: int, seed: str, seconds: float) -> Stops:
    """So many signals, one each `seconds` on average, over as many sends as it takes."""
    stops, chance = Stops(stage.setting), random.Random(f"{seed} {stage.setting}")
    while stops.signals < signals:
        stage.begin()
        while not _ended(stage, stops, chance.expovariate(1 / seconds), chance):
            if stops.signals == signals:
                stage.publish_until_done()
                break
        verdict = stage.verdict()
        verdict.require_finished()
        assert not verdict.uncertain, f"{stage.setting}: {len(verdict.uncertain)} uncertain after a stop"
        stops.sends += 1
        stops.lost += len(verdict.lost)
        stops.duplicates += verdict.duplicates
    return stops


def _ended(stage: Stage, stops: Stops, life: float, chance: random.Random) -> bool:
    """One process, told to stop after so many seconds; did it end the send before?"""
    process = stage.publish()
    code = process.ended(life)
    if code is None:
        process.tell(chance.choice((signal.SIGTERM, signal.SIGINT)))
        told = time.monotonic()
        code = process.ended(2 * SOON)
        took = time.monotonic() - told
        assert code is not None, f"not ended {took:.0f} s after the signal"
        assert took < SOON, f"ended {took:.1f} s after the signal"
        assert code in IN_ORDER | BESIDE, (code, process.said())
        stops.signals += 1
        stops.slowest = max(stops.slowest, took)
        stops.codes[code] += 1
        tally = stage.standing()[1]
        assert code not in IN_ORDER or not tally.sending, tally
        return code == 0
    assert code == 0 or BUSY in process.said(), process.said()
    return code == 0
