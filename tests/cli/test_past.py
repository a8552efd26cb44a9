"""`digest desk past` and `record`: what was sent, who changed what, and the proof of it as a file."""

from __future__ import annotations

import csv
import io
import re
import stat

import pytest

from tests.cli.conftest import Installation

EVIL = '=HYPERLINK("https://evil.example")'


@pytest.fixture
def sent(drafted: Installation) -> Installation:
    """An installation whose edition was reworded, approved and sent to one reader."""
    drafted.digest("subscribers", "add", "grace@example.org")
    headline = drafted.answer("desk", "show")["stories"][0]["headline"]
    drafted.digest("desk", "reword", "1", "--headline", headline.upper(), "--by", EVIL)
    drafted.digest("approve", "--by", "Ada")
    drafted.digest("publish")
    return drafted


def test_the_list_and_who_changed_what(sent: Installation) -> None:
    listed = sent.digest("desk", "past").stdout
    assert "Ada" in listed
    assert "1 sent" in listed
    (one,) = sent.answer("desk", "past")["editions"]
    assert (one["status"], one["approved"]["by"], one["tally"]["sent"]) == ("sent", "Ada", 1)
    assert sent.answer("desk", "past", "--page", "2")["editions"] == []

    said = sent.digest("desk", "record", one["edition"]).stdout
    assert f"{EVIL} (terminal) reworded" in said
    assert "Morning Digest (service) drafted" in said
    headline = sent.answer("desk", "show")["stories"][0]["headline"]
    assert re.search(rf"headline: - .+  \+ {re.escape(headline)}", said)
    assert f"Approved by Ada (terminal), {one['approved']['at'][8:10]}" in said
    assert one["approved"]["fingerprint"] in said


def test_the_record_of_human_review_is_written_whole_and_runs_in_no_spreadsheet(sent: Installation) -> None:
    told = sent.answer("desk", "record")
    assert (told["approved"]["by"], told["sealed"], told["by_rule"]) == ("Ada", True, False)
    assert (told["stories"][0]["hand"], told["stories"][0]["drafted"]) == (EVIL, "extraction")

    sent.digest("desk", "record", "--csv", "review.csv")
    file = sent.folder / "review.csv"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_bytes().decode()
    assert text == sent.digest("desk", "record", "--csv", "-").stdout.replace("\n", "\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert f"'{EVIL}" in {row["by"] for row in rows}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_what_is_not_there_is_said(sent: Installation) -> None:
    assert "there is no edition" in sent.digest("desk", "record", "2020-01-01", code=1).stderr
    assert "cannot be written" in sent.digest("desk", "record", "--csv", "no/where.csv", code=2).stderr
