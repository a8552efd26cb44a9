"""What an operator asks about a send: who would get it, who got it, and through whom."""

from __future__ import annotations

import csv
import json
import signal
import socket

import pytest

from tests.cli.conftest import Installation
from tests.cli.test_commands import started

PEOPLE = "email,name\n=cmd@example.org,Eve\nada@example.org,Ada\nben@example.org,\n"


@pytest.fixture
def approved(drafted: Installation) -> Installation:
    """Three readers, one of whom has an address that a spreadsheet would run, and an approved edition."""
    (drafted.folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    drafted.digest("subscribers", "import", "people.csv")
    drafted.digest("approve")
    return drafted


def closed_port() -> int:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return int(closed.getsockname()[1])


def test_a_dry_run_says_who_would_get_what_and_sends_nothing(approved: Installation) -> None:
    said = approved.digest("publish", "--dry-run")
    lines = [line.split("\t") for line in said.stdout.splitlines()]
    subject = approved.answer("status")["edition"]["subject"]

    assert [line[1] for line in lines] == ["=cmd@example.org", "ada@example.org", "ben@example.org"]
    assert {line[2] for line in lines} == {"full"}
    assert {line[3] for line in lines} == {"folder"}
    assert {line[5] for line in lines} == {subject}
    assert "3 would be sent" in said.stderr
    assert not list((approved.folder / "data").glob("outbox/*"))
    assert approved.answer("status")["edition"]["status"] == "approved"


def test_a_dry_run_knows_the_pace_and_speaks_to_programs_line_by_line(approved: Installation) -> None:
    approved.configure("sending", per_minute=1)
    approved.digest("subscribers", "add", "cy@example.org", "--format", "lite")

    said = approved.digest("--json", "publish", "--dry-run").stdout.splitlines()
    planned = [json.loads(line) for line in said]

    assert [one["format"] for one in planned] == ["full", "full", "full", "lite"]
    minutes = [one["at"][14:16] for one in planned]
    assert len(set(minutes)) == 4


def test_a_dry_run_of_a_draft_says_that_it_would_not_go(drafted: Installation) -> None:
    drafted.digest("subscribers", "add", "ada@example.org")

    said = drafted.digest("publish", "--dry-run")

    assert "ada@example.org" in said.stdout
    assert "now nobody would be sent anything" in said.stderr
    assert "`digest approve` lets it out" in said.stderr


def test_what_happened_to_each_person_and_to_one(approved: Installation) -> None:
    approved.digest("publish")
    key = approved.answer("status")["edition"]["key"]
    day = key.removeprefix("morning-")

    everyone = approved.answer("deliveries")
    one = approved.answer("deliveries", day, "--to", "ADA@example.org")["deliveries"]

    assert everyone["tally"]["sent"] == 3
    assert [row["to"] for row in everyone["deliveries"]] == [
        "=cmd@example.org",
        "ada@example.org",
        "ben@example.org",
    ]
    [ada] = one
    assert (ada["status"], ada["tries"], ada["mailer"], ada["reply"]) == ("sent", 1, "folder", "written")
    assert ada["receipt"].startswith("ada@example.org-")
    assert ada["at"]
    assert len(approved.answer("deliveries", key, "--status", "sent", "--most", "2")["deliveries"]) == 2
    assert approved.answer("deliveries", "--status", "refused")["deliveries"] == []
    assert "3 sent; 3 shown" in approved.digest("deliveries").stdout


def test_all_of_it_as_csv_that_no_spreadsheet_runs(approved: Installation) -> None:
    """In a file for its owner alone, or on the screen."""
    approved.digest("publish")

    approved.digest("deliveries", "--csv", "out.csv")
    text = (approved.folder / "out.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    assert [row["to"] for row in rows] == ["'=cmd@example.org", "ada@example.org", "ben@example.org"]
    assert (approved.folder / "out.csv").stat().st_mode & 0o777 == 0o600
    assert approved.digest("deliveries", "--csv", "-").stdout == text
    assert "cannot be written" in approved.digest("deliveries", "--csv", "no/where.csv", code=2).stderr


def test_what_is_not_there_is_said(approved: Installation) -> None:
    assert "no edition morning-2020-01-01" in approved.digest("deliveries", "2020-01-01", code=1).stderr
    assert "name an edition as" in approved.digest("deliveries", "yesterday", code=2).stderr
    assert (
        "nobody here has the address"
        in approved.digest("deliveries", "--to", "eve@example.org", code=1).stderr
    )
    assert "is one of waiting, sending" in approved.digest("deliveries", "--status", "gone", code=2).stderr
    assert "nobody is listed yet" in approved.digest("deliveries").stdout


def test_an_erased_person_is_counted_and_not_named(approved: Installation) -> None:
    approved.digest("publish")
    approved.digest("subscribers", "remove", "ben@example.org")

    told = approved.digest("deliveries").stdout

    assert "ben@example.org" not in told
    assert "(erased, 3)" in told


def test_where_the_first_mailer_is_away_the_second_takes_over_and_status_says_so(
    approved: Installation,
) -> None:
    """Nobody waits for an operator; the log, the status and each delivery say who carried it."""
    away = f'kind = "smtp"\nhost = "127.0.0.1"\nport = {closed_port()}\nsecurity = "plain"'
    approved.rewrite("[mailer] ", "[[mailer]] ")
    approved.rewrite('kind = "folder"', f'{away}\n\n[[mailer]]\nname = "reserve"\nkind = "folder"')

    said = approved.digest("publish")

    assert "smtp serves nobody" in said.stderr
    assert "goes through reserve" in said.stderr
    assert "3 sent of 3" in said.stdout
    assert "reserve has taken over from smtp" in approved.digest("status").stdout
    assert {row["mailer"] for row in approved.answer("deliveries")["deliveries"]} == {"reserve"}


def test_check_tries_every_mailer(approved: Installation) -> None:
    away = f'kind = "smtp"\nhost = "127.0.0.1"\nport = {closed_port()}\nsecurity = "plain"'
    approved.rewrite("[mailer] ", "[[mailer]] ")
    approved.rewrite('kind = "folder"', f'kind = "folder"\n\n[[mailer]]\n{away}')

    said = approved.digest("check", code=4).stdout

    assert "fault  mailer: smtp: 127.0.0.1" in said


def test_a_stop_during_a_wait_is_heard_at_once(approved: Installation) -> None:
    """A send that is paced to hours ends within seconds, and says what is left."""
    approved.configure("sending", per_minute=1)
    process = started(approved, "publish")
    outbox = approved.folder / "data/outbox"
    while not list(outbox.glob("*.eml")) and process.poll() is None:
        pass

    process.send_signal(signal.SIGTERM)
    _, complaints = process.communicate(timeout=10)

    assert process.returncode == 4, complaints
    assert "2 of 3 people are still to be mailed" in complaints
