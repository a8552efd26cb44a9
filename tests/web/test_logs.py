"""The log says what happened, and cannot be filled by whoever asks often."""

from __future__ import annotations

import logging

import pytest

from digest.web.logs import MINUTE, Bounded, bound


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def logger(clock: Clock) -> logging.Logger:
    fresh = logging.Logger("fresh")
    fresh.addFilter(Bounded(3, clock))
    return fresh


def said(logger: logging.Logger, number: int, caplog: pytest.LogCaptureFixture) -> list[str]:
    caplog.clear()
    logger.addHandler(caplog.handler)
    for place in range(number):
        logger.warning("line %d", place)
    logger.removeHandler(caplog.handler)
    return caplog.messages


def test_a_few_lines_a_minute_and_then_how_many_were_left_out(
    logger: logging.Logger, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert said(logger, 10, caplog) == ["line 0", "line 1", "line 2"]
    clock.now += MINUTE
    assert said(logger, 2, caplog) == ["line 0 (7 lines were left out before)", "line 1"]
    clock.now += MINUTE
    assert said(logger, 1, caplog) == ["line 0"]


def test_every_logger_is_bound_once_however_often_something_is_served() -> None:
    bound()
    bound()
    for name in ("uvicorn.error", "asyncio", "digest.web.site"):
        filters = [one for one in logging.getLogger(name).filters if isinstance(one, Bounded)]
        assert len(filters) == 1
