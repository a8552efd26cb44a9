"""`digest desk correct` in a terminal: by number or key, with its mail, and with words for what is wrong."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from digest import desk
from digest.cli.clock import SystemClock
from digest.cli.correcting import correct
from digest.cli.door import Door
from digest.cli.screen import Screen
from digest.models import Correction, EditionStatus, Hand
from digest.settings import load
from digest.wiring import newsroom
from tests.cli.conftest import Installation

TEXT = "The harbour reopened on Tuesday, not on Monday."


@pytest.fixture
def mailed(drafted: Installation) -> Installation:
    """An installation that sent today's edition to two readers."""
    for name in ("ada", "bo"):
        drafted.digest("subscribers", "add", f"{name}@example.org")
    drafted.digest("run")
    return drafted


def corrected(there: Installation, *words: str) -> Result:
    app = typer.Typer()
    app.command()(correct)
    door = Door(there.folder / "config.toml", Screen(as_json=False), SystemClock(), verbose=False)
    return CliRunner().invoke(app, words, obj=door)


def corrections(there: Installation) -> list[Path]:
    return [path for path in there.folder.glob("**/*.eml") if "Correction: " in path.read_text("utf-8")]


def today(there: Installation) -> str:
    return str(there.answer("deliveries")["edition"])


def test_it_is_said_and_mailed_once_to_those_who_have_the_edition(mailed: Installation) -> None:
    edition = today(mailed)
    mailed.digest("subscribers", "add", "later@example.org")
    said = corrected(mailed, edition, "2", TEXT, "--by", "Ada")
    assert said.exit_code == 0, said.output
    assert re.search(rf"Corrected in {edition}: \w+", said.output)
    assert corrections(mailed) == []
    said = corrected(mailed, edition.removeprefix("morning-"), "2", TEXT, "--mail")
    assert said.exit_code == 0, said.output
    assert "is sent: 2 sent of 2" in " ".join(said.output.split())
    assert len(corrections(mailed)) == 2
    corrected(mailed, edition, "2", TEXT, "--mail")
    mailed.digest("publish")
    assert len(corrections(mailed)) == 2
    assert today(mailed) == edition


def test_what_is_left_goes_out_with_the_next_publish_also_on_a_day_off(mailed: Installation) -> None:
    with newsroom(load(mailed.folder / "config.toml")) as room:
        edition = room.editions.latest("morning")
        assert edition
        desk.correct(room, edition, edition.stories[0].key, TEXT, Hand("Ada", datetime.now(UTC)), mail=True)
    with sqlite3.connect(mailed.folder / "data" / "digest.db") as connection:
        connection.execute("UPDATE editions SET day = '2020-01-01' WHERE newsletter = 'morning'")
    assert "no edition of today" in mailed.digest("publish", code=1).stderr
    assert len(corrections(mailed)) == 2


@pytest.mark.parametrize(
    ("edition", "story", "words"),
    [
        ("morning-2020-01-01", "1", "there is no edition"),
        ("", "99", "by its number, 1 to"),
        ("", "s", "by its"),
    ],
)
def test_what_is_not_there_is_said(mailed: Installation, edition: str, story: str, words: str) -> None:
    said = corrected(mailed, edition or today(mailed), story, TEXT)
    assert words in str(said.exception)


def test_what_came_after_the_draft_is_carried_or_left_out(mailed: Installation) -> None:
    """By the number that the list has."""
    with newsroom(load(mailed.folder / "config.toml")) as room:
        edition = room.editions.latest("morning")
        assert edition
        earlier = replace(edition, day=edition.day - timedelta(days=1))
        room.corrections.add(
            Correction(
                "morning",
                earlier.day,
                edition.stories[0].key,
                "A harbour",
                TEXT,
                by="Ada",
                at=edition.created,
            )
        )
        fresh = replace(edition, status=EditionStatus.DRAFT, sanction=None)
        with room.editions.engine.begin() as connection:  # type: ignore[attr-defined]
            connection.exec_driver_sql("UPDATE editions SET status = 'draft', sanctioned_by = NULL")
        assert room.editions.latest("morning") == fresh
    (waits,) = mailed.answer("desk", "corrections")["corrections"]
    assert (waits["text"], waits["carried"]) == (TEXT, False)
    mailed.digest("desk", "carry", str(waits["id"]), "--by", "Ada")
    assert [one["carried"] for one in mailed.answer("desk", "corrections")["corrections"]] == [True]
    mailed.digest("desk", "leave-out", str(waits["id"]), "--by", "Ada")
    assert mailed.answer("desk", "corrections")["corrections"] == []
    assert "None is carried" in mailed.digest("desk", "corrections").stdout
    assert "waits for one" in mailed.digest("desk", "carry", "99", code=1).stderr
