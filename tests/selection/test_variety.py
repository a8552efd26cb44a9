"""What is passed over as a repeat, and what everybody reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.models import Event, Factor
from digest.selection import variety
from digest.selection.factors import MOST_REPORTED
from digest.selection.variety import distinct, profiles
from tests.selection.world import article

MOST = Factor(MOST_REPORTED, 1.0, "one of the 10 most reported events of the day")
TOLD = ("Harbour bridge of Lome closes after cracks", "Harbour pilots of Lome strike over pay")


def _events() -> list[Event]:
    return [
        Event((article(n, title=title, summary=""),), "global", (), float(9 - n))
        for n, title in enumerate(TOLD)
    ]


def test_one_of_the_most_reported_events_is_only_passed_over_if_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two lawsuits share words; what everybody reports is not lost to that, and keeps its whole score."""
    first, second = _events()
    rows = profiles([[variety.said(one.articles[0])] for one in (first, second)])
    alike = float((rows @ rows.T).toarray()[0, 1])
    assert alike > 0
    monkeypatch.setattr(variety, "ALIKE", alike / 2)
    monkeypatch.setattr(variety, "SAME", alike * 2)
    large = replace(second, factors=(MOST,))
    assert distinct([first, second], 5) == (first,)
    assert distinct([first, large], 5) == (first, large)
    monkeypatch.setattr(variety, "SAME", alike / 2)
    assert distinct([first, large], 5) == (first,)
