"""The commands as an operator meets them: real processes, real files, honest exit codes, no traceback."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from digest.settings import load
from tests.cli.conftest import ROOT, Installation


def test_the_whole_day_from_the_shell(fresh: Installation) -> None:
    """Add readers, run, run again, look: one mail each, and the second run changes nothing."""
    fresh.digest("subscribers", "add", "ada@example.org", "--name", "Ada", "--zone", "Africa/Nairobi")
    fresh.digest("subscribers", "add", "ben@example.org", "--format", "lite")

    first = fresh.digest("run").stdout
    mails = sorted((fresh.folder / "data/outbox").glob("*.eml"))
    again = fresh.digest("run").stdout

    assert "2 sent of 2" in first
    assert "reported by" in first
    assert [path.name.partition("-")[0] for path in mails] == ["ada@example.org", "ben@example.org"]
    assert sorted((fresh.folder / "data/outbox").glob("*.eml")) == mails
    assert "2 sent of 2" in again
    for kind in ("html", "text", "lite"):
        assert f"  {kind:<6} {fresh.folder}" in first

    status = fresh.answer("status")
    assert status["edition"]["status"] == "sent"
    assert status["subscribers"] == 2
    assert "answered 500" in [one["why"] for one in status["ill_sources"].values()]


def test_with_nobody_subscribed_the_day_still_says_where_to_look(drafted: Installation) -> None:
    """The shipped configuration works at once."""
    said = drafted.digest("run").stdout

    assert "Nobody subscribes yet: `digest subscribers add name@example.org` adds a reader." in said
    assert list((drafted.folder / "data/editions").glob("*.html"))


def test_an_editor_stands_between_draft_and_sending(drafted: Installation) -> None:
    """Draft, hold, release, approve, publish: each says what comes next."""
    drafted.configure("newsletter", approval="editor")
    drafted.digest("subscribers", "add", "ada@example.org")

    assert "`digest approve` lets it out" in drafted.digest("publish", code=1).stderr
    assert "waits for `digest approve`" in drafted.digest("run").stdout
    drafted.digest("hold")
    assert "is a draft again and needs its approval" in drafted.digest("release").stdout
    assert drafted.answer("approve", "--by", "Ada")["status"] == "approved"
    drafted.digest("hold")
    assert "goes out as it was approved" in drafted.digest("release").stdout
    assert "1 sent of 1" in drafted.digest("publish").stdout


def test_without_a_draft_there_is_nothing_to_approve(fresh: Installation) -> None:
    """The words say how to get one."""
    assert "`digest prepare` drafts it" in fresh.digest("approve", code=1).stderr


def test_a_wrong_setting_is_exit_code_2_and_nothing_is_done(fresh: Installation) -> None:
    """One line with the place and the cure."""
    fresh.configure("newsletter", zone="Mars/Base")

    said = fresh.digest("run", code=2).stderr

    assert "newsletter.zone: 'Mars/Base' is not a time zone; write one like `Europe/London`" in said
    assert not (fresh.folder / "data").exists()


def test_no_configuration_is_exit_code_2_with_the_way_to_get_one(tmp_path: Path) -> None:
    """The newcomer's first error."""
    there = Installation(tmp_path)

    assert "`digest init` writes a complete one" in there.digest("run", code=2).stderr
    there.digest("init")
    assert load(tmp_path / "config.toml").sources
    assert "exists already" in there.digest("init", code=2).stderr


def test_without_a_network_it_says_so_per_source_and_ends_with_3(fresh: Installation) -> None:
    """No poor edition, and each source is named with its reason."""
    fresh.configure("collecting", allow_networks=[])

    said = fresh.digest("run", code=3).stderr

    assert "only 0 of 15 sources are healthy" in said
    assert "Meridian Wire" in said
    assert not list((fresh.folder / "data").glob("editions/*"))


def test_a_mailer_that_is_away_is_exit_code_4_and_nobody_is_lost(drafted: Installation) -> None:
    """The next run goes on where this one stopped."""
    drafted.digest("subscribers", "add", "ada@example.org")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    path = drafted.folder / "config.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before.replace(
            'kind = "folder"', f'kind = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "plain"'
        )
    )

    said = drafted.digest("run", code=4).stderr
    path.write_text(before)

    assert "127.0.0.1" in said
    assert "1 sent of 1" in drafted.digest("run").stdout


def test_check_names_every_fault_at_once(fresh: Installation) -> None:
    """Templates, mailer and data folder, before a run would meet them."""
    own = fresh.folder / "own/email/edition"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text("{{ edtion }}")
    assert "  fault  " not in fresh.digest("check").stdout

    fresh.rewrite('templates = ""', 'templates = "own"')
    fresh.rewrite('kind = "folder"', 'kind = "pigeon"')
    said = fresh.digest("check", code=2).stdout

    assert "fault  templates" in said
    assert "subject.txt" in said
    assert "fault  mailer" in said


def test_a_folder_that_cannot_be_written_is_named(fresh: Installation) -> None:
    """The path, and what to do."""
    (fresh.folder / "data").touch()

    assert "data" in fresh.digest("run", code=2).stderr


def test_a_database_that_is_none_is_named(fresh: Installation) -> None:
    """A file of another kind is left as it is."""
    (fresh.folder / "data").mkdir()
    (fresh.folder / "data/digest.db").write_bytes(b"this is no database" * 100)

    assert "digest.db" in fresh.digest("status", code=1).stderr
    assert (fresh.folder / "data/digest.db").read_bytes().startswith(b"this is no database")


def test_sources_are_imported_listed_exported_and_tried(fresh: Installation, newswire) -> None:
    """OPML in and out; one source is visited on its own."""
    exported = fresh.digest("sources", "export").stdout
    (fresh.folder / "list.opml").write_text(exported, encoding="utf-8")

    assert fresh.answer("sources", "import", "list.opml")["added"] == 0
    assert len(fresh.answer("sources", "list")["sources"]) == 15
    assert fresh.answer("sources", "test", "Meridian Wire")["articles"]
    assert "answered 500" in fresh.digest("sources", "test", "Saltmarsh Observer", code=1).stderr
    assert "no source is called" in fresh.digest("sources", "test", "Nowhere Post", code=2).stderr
    assert "cannot be read" in fresh.digest("sources", "import", "nowhere.opml", code=2).stderr


def test_subscribers_come_in_and_out_as_csv(fresh: Installation) -> None:
    """Good rows get in, bad ones are named, twice changes nothing, and an erased person stays away."""
    people = fresh.folder / "people.csv"
    people.write_text(
        "email,name,shoe size\nada@example.org,Ada,41\nnot an address,Ben,43\n", encoding="utf-8"
    )

    first = fresh.digest("subscribers", "import", "people.csv", code=1)
    assert "1 added" in first.stdout
    assert "people.csv, line 3" in first.stderr
    assert "'shoe size'" in first.stderr
    assert "1 unchanged" in fresh.digest("subscribers", "import", "people.csv", code=1).stdout

    fresh.digest("subscribers", "export", "out.csv")
    assert "ada@example.org" in (fresh.folder / "out.csv").read_text(encoding="utf-8")
    assert fresh.answer("subscribers", "list", "ada")["count"] == 1

    fresh.digest("subscribers", "remove", "ada@example.org")
    fresh.digest("subscribers", "remove", "ada@example.org", code=1)
    assert "1 erased" in fresh.digest("subscribers", "import", "people.csv", code=1).stdout
    assert "nobody" in fresh.digest("subscribers", "add", "nobody", code=2).stderr


def test_a_name_or_evidence_that_no_list_would_take_is_refused(fresh: Installation) -> None:
    """What is typed is judged like what is imported."""
    for option, words in (("--name", "the name holds a control"), ("--evidence", "the evidence holds a")):
        said = fresh.digest("subscribers", "add", "ada@example.org", option, "A\nB", code=2).stderr
        assert words in said


def test_an_export_is_for_its_owner_alone_and_writes_through_no_link(fresh: Installation) -> None:
    """Everyone's address is in it."""
    out, other = fresh.folder / "out.csv", fresh.folder / "other.txt"
    out.write_text("old")
    out.chmod(0o644)
    fresh.digest("subscribers", "export", "out.csv")
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text(encoding="utf-8").startswith('"email"')

    other.write_text("dear words")
    (fresh.folder / "link.csv").symlink_to(other)
    for name in ("link.csv", "data", "/dev/null"):
        assert "is a link, folder or device" in fresh.digest("subscribers", "export", name, code=2).stderr
    assert "cannot be written" in fresh.digest("subscribers", "export", "nowhere/out.csv", code=2).stderr
    assert other.read_text() == "dear words"
    assert not list(fresh.folder.glob(".export.*"))


def test_secrets_in_source_addresses_are_listed_masked_and_export_warns(fresh: Installation) -> None:
    """A list on the screen is soon in a chat."""
    assert not fresh.digest("sources", "export").stderr
    path = fresh.folder / "config.toml"
    url = "https://ana:hunter2@wire.example/feed?key=hunter2&hunter2"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[[sources]]\nname = "Wire"\nurl = "{url}"\n', encoding="utf-8")

    listed = fresh.digest("sources", "list").stdout
    shown = fresh.answer("sources", "list")["sources"][-1]["url"]
    exported = fresh.digest("sources", "export")

    assert "hunter2" not in listed
    assert shown == "https://***@wire.example/feed?key=***&***"
    assert "ana:hunter2@wire.example" in exported.stdout
    assert "1 addresses hold user:password@" in exported.stderr


def test_a_replayed_day_is_never_mailed(fresh: Installation) -> None:
    """`--now` is for looking back."""
    text = (fresh.folder / "config.toml").read_text(encoding="utf-8")
    (fresh.folder / "config.toml").write_text(
        text.replace('kind = "folder"', 'kind = "smtp"\nhost = "localhost"')
    )

    assert "nobody is mailed" in fresh.digest("--now", "2026-08-13T10:30:00", "run", code=2).stderr


@pytest.mark.parametrize(
    "words",
    [
        *(("approve",), ("hold",), ("release",), ("desk", "serve"), ("desk", "note", "Good morning")),
        *(("desk", "undo"), ("desk", "continue"), ("desk", "correct", "", "1", "It was 12.")),
        ("sources", "pause", "The Harbour Post"),
    ],
)
def test_nobody_does_anything_at_another_hour_than_it_is(
    drafted: Installation, words: tuple[str, ...]
) -> None:
    """Neither in the record nor anywhere else: `--now` would date it back."""
    hour = (datetime.now(UTC) - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S")
    before = drafted.answer("desk", "history"), (drafted.folder / "config.toml").read_bytes()

    assert "--now rehearses a day" in drafted.digest("--now", hour, *words, code=2).stderr
    assert (drafted.answer("desk", "history"), (drafted.folder / "config.toml").read_bytes()) == before


def test_the_record_of_a_rehearsed_day_has_the_hours_of_the_real_clock(fresh: Installation) -> None:
    """The edition is that of the hour rehearsed; when it was drafted is not."""
    began = datetime.now(UTC)
    hour = (began - timedelta(minutes=9)).strftime("%Y-%m-%dT%H:%M:%S")
    fresh.configure("newsletter", approval="automatic")
    fresh.digest("--now", hour, "run")

    history = fresh.answer("--now", hour, "desk", "history")["history"]
    assert [one["action"] for one in history] == ["drafted", "approved"]
    assert all(datetime.fromisoformat(one["at"]) >= began for one in history)


def test_a_replay_of_another_day_says_how_old_the_news_is(fresh: Installation) -> None:
    """A wrong clock is the likeliest reason for an empty day."""
    said = fresh.digest("--now", "2040-01-02T06:00:00", "run", code=3).stderr

    assert "the newest article is of" in said


def test_help_imports_nothing_heavy() -> None:
    """`digest --help` answers at once: measured by what it imports, not by a clock."""
    code = "import sys; from digest.cli import app; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    heavy = {"sklearn", "scipy", "numpy", "sqlalchemy", "alembic", "trafilatura", "feedparser", "pydantic"}
    heavy |= {"premailer", "jinja2", "requests", "starlette", "uvicorn", "apscheduler", "babel", "lxml"}
    assert not heavy & set(loaded.stdout.split())


# ------------------------------------------------------------------ processes


def started(installation: Installation, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "digest", *words],
        cwd=installation.folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(installation.folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_run_killed_at_any_moment_and_started_again_mails_everyone_once(drafted: Installation) -> None:
    """kill -9 in the middle of sending, five times: nobody gets two, and nobody none."""
    people = "email\n" + "".join(f"reader{number}@example.org\n" for number in range(400))
    (drafted.folder / "people.csv").write_text(people, encoding="utf-8")
    drafted.digest("subscribers", "import", "people.csv")
    drafted.digest("approve")
    outbox = drafted.folder / "data/outbox"

    kills = 0
    for share in (40, 110, 180, 250, 320):
        process = started(drafted, "publish")
        while process.poll() is None and len(list(outbox.glob("*.eml"))) < share:
            time.sleep(0.005)
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert kills

    tally = drafted.answer("publish")["tally"]
    mails = len(list(outbox.glob("*.eml")))
    assert tally["sent"] + tally["uncertain"] == 400
    assert tally["uncertain"] <= kills  # one message at a time is on the wire
    assert tally["sent"] <= mails <= 400


def test_a_wish_to_stop_is_honoured_and_said(drafted: Installation) -> None:
    """SIGTERM in the middle: exit code 4, what is left is said, and the next call finishes."""
    people = "email\n" + "".join(f"reader{number}@example.org\n" for number in range(2000))
    (drafted.folder / "people.csv").write_text(people, encoding="utf-8")
    drafted.digest("subscribers", "import", "people.csv")
    drafted.digest("approve")

    process = started(drafted, "publish")
    while not list((drafted.folder / "data/outbox").glob("*.eml")) and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    said, complaints = process.communicate(timeout=30)

    assert process.returncode == 4, said + complaints
    assert "are still to be mailed: run `digest publish` again" in complaints
    assert drafted.answer("publish")["tally"]["sent"] == 2000


def test_the_preview_shows_the_edition_and_a_taken_port_is_named(drafted: Installation) -> None:
    """Served on loopback until stopped."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} is in use" in drafted.digest("preview", "--port", str(port), code=2).stderr

    process = started(drafted, "preview", "--port", "0")
    try:
        assert process.stdout
        url = process.stdout.readline().split()[2]
        page = requests.get(url, timeout=10)
        assert page.status_code == 200
        assert "Morning Digest" in page.text
        assert requests.get(url + "mail.html", timeout=10).status_code == 200
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_service_ends_when_told(fresh: Installation, number: signal.Signals) -> None:
    """Started, says when it will send, and ends cleanly."""
    fresh.configure("schedule", weekdays=["sun"], prepare="23:58", publish="23:59")
    process = started(fresh, "schedule")
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(0.5)
    process.send_signal(number)
    rest, complaints = process.communicate(timeout=15)

    assert "next edition Sunday" in first
    assert "The service has ended" in rest, complaints
    assert process.returncode == 0
