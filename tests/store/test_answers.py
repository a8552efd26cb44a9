"""Answers of models: kept by their question, the latest only, on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select

from digest.store import answers as module
from digest.store.answers import Answers
from digest.store.tables import answers


def test_an_answer_is_found_by_its_question(database: Engine) -> None:
    kept = Answers(database)
    kept.keep("a" * 64, '{"headline": "Fähre, 海岸"}')

    assert kept.recall("a" * 64) == '{"headline": "Fähre, 海岸"}'
    assert kept.recall("b" * 64) is None


def test_the_first_answer_stands(database: Engine) -> None:
    """Two processes that asked the same get the same from then on."""
    kept = Answers(database)
    kept.keep("a", "first")
    kept.keep("a", "second")

    assert kept.recall("a") == "first"


def test_a_refusal_is_kept_as_an_empty_answer(database: Engine) -> None:
    """Empty is an answer; none is not."""
    Answers(database).keep("a", "")
    assert Answers(database).recall("a") == ""


def test_only_the_latest_are_kept(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that only grew would be the largest of all in a year."""
    monkeypatch.setattr(module, "MOST", 3)
    kept = Answers(database)
    for number in range(7):
        kept.keep(str(number), "x")

    with database.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(answers)) == 3
    assert [kept.recall(str(number)) for number in (3, 4, 6)] == [None, "x", "x"]


def test_threads_keep_at_the_same_time(database: Engine) -> None:
    """Several stories are worded at once."""
    kept = Answers(database)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: kept.keep(str(number % 5), str(number % 5)), range(40)))
    assert [kept.recall(str(number)) for number in range(5)] == ["0", "1", "2", "3", "4"]
