"""Several `digest publish` at once, as when cron and an operator start in the same second."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.databases import BACKENDS
from tests.torture.conftest import Staging
from tests.torture.harness import BUSY, Setting


@pytest.mark.parametrize("number", [2, 4, 8])
@pytest.mark.parametrize("backend", BACKENDS)
def test_publishers_at_once_mail_everyone_once(staging: Staging, backend: str, number: int) -> None:
    """One of them sends; each of the others says in one line who does, or finds it done."""
    stage = staging(Setting(backend, 4, people=200))
    stage.begin()
    publishers = [stage.publish() for _ in range(number)]
    codes = Counter(publisher.ended() for publisher in publishers)

    verdict = stage.verdict()
    verdict.require_finished()
    assert verdict.tally.sent == 200
    assert set(codes) <= {0, 1}
    assert codes[0]
    for publisher in publishers:
        said = publisher.said()
        assert "200 sent of 200" in said or (BUSY in said and said.count("\n") == 1), said
