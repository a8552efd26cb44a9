"""The sample subscribers of the demonstration: few, invented, and of every kind the day must handle."""

import csv
from importlib.resources import files
from zoneinfo import ZoneInfo

FILE = files("digest.demo").joinpath("subscribers.csv")
ROWS = tuple(csv.DictReader(FILE.read_text("utf-8").splitlines()))


def test_a_handful_of_addresses_that_can_belong_to_nobody() -> None:
    assert 5 <= len(ROWS) <= 7
    assert all(row["email"].endswith(("@example.org", "@example.net")) for row in ROWS)
    assert len({row["email"].casefold() for row in ROWS}) == len(ROWS)


def test_one_reads_lite_one_has_left_and_they_live_in_two_zones() -> None:
    assert [row["format"] for row in ROWS].count("lite") == 1
    assert [row["consent"] for row in ROWS].count("left") == 1
    assert len({ZoneInfo(row["time zone"]).key for row in ROWS}) == 2


def test_names_hold_letters_beyond_ascii() -> None:
    assert any(not row["name"].isascii() for row in ROWS)
