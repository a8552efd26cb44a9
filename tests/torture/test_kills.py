"""`make torture` in small: kill -9, signals and faults at some of the moments; nobody is lost."""

from __future__ import annotations

import pytest

from tests.databases import BACKENDS
from tests.torture import calls, kills, stops
from tests.torture.conftest import Staging
from tests.torture.harness import Setting

SEED = "a quiet morning"
SECONDS = 0.6  # between two kills, on average


@pytest.mark.parametrize("on_uncertain", ["hold", "resend"])
@pytest.mark.parametrize("connections", [1, 8])
@pytest.mark.parametrize("backend", BACKENDS)
def test_kill_9_loses_nobody(staging: Staging, backend: str, connections: int, on_uncertain: str) -> None:
    """Everyone has it, once, or is called uncertain; under `resend` only who was on the wire may have two."""
    stage = staging(Setting(backend, connections, on_uncertain, people=400))
    toll = kills.torture(stage, 3, SEED, SECONDS)
    assert toll.kills == 3
    assert toll.most <= 4 * connections
    assert toll.uncertain <= toll.wire
    assert toll.lost == 0


@pytest.mark.parametrize(
    ("setting", "how", "only", "every"),
    [
        (Setting("sqlite", 8), "fail", "", 90),
        (Setting("sqlite", 1, "resend"), "die", "", 130),
        (Setting("postgresql", 8), "fail", "", 90),
        (Setting("postgresql", 1, "resend"), "die", "", 130),
        (Setting("postgresql", 8, "resend"), "deaf", "commit", 6),
        (Setting("sqlite", folder=True), "fail", "file", 140),
    ],
    ids=str,
)
def test_a_fault_at_some_calls_loses_nobody(
    staging: Staging, setting: Setting, how: str, only: str, every: int
) -> None:
    """Here at every so-manyth call to the world; `make torture` tries them all."""
    stage = staging(setting)
    total = calls.calls(stage, only)
    tried = calls.fail_at(stage, range(1 + every // 2, total + 1, every), how, only)
    assert tried.faults > 1
    assert tried.lost == 0


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_send_that_is_told_to_stop_ends_in_order(staging: Staging, backend: str) -> None:
    """SIGTERM and SIGINT at random instants: soon over, nobody in doubt, nobody mailed twice."""
    stage = staging(Setting(backend, 4, people=400))
    assert stops.torture(stage, 3, SEED, SECONDS).signals == 3
