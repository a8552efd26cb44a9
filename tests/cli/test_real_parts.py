"""The whole day against real parts: an SMTP server in its own process, SQLite and PostgreSQL, kill -9."""

from __future__ import annotations

import signal
import time
from collections import Counter
from email import message_from_bytes

import pytest

from tests.cli.conftest import Installation
from tests.cli.test_commands import started
from tests.mailers.process import Server

READERS = 300
ON_THE_WIRE = 16  # claimed at most: twice the eight that four connections hold


@pytest.fixture
def approved(drafted: Installation, server: Server, database_url: str) -> Installation:
    """Three hundred readers, an approved edition, a real server and a real database."""
    if database_url.startswith("postgresql"):
        drafted.configure("storage", database=database_url)
    plain = f'kind = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "plain"'
    drafted.rewrite('kind = "folder"', plain)
    people = "email\n" + "".join(f"reader{number}@example.org\n" for number in range(READERS))
    (drafted.folder / "people.csv").write_text(people, encoding="utf-8")
    drafted.digest("subscribers", "import", "people.csv")
    drafted.digest("prepare")
    drafted.digest("approve")
    return drafted


def test_everyone_receives_one_message_of_their_own(approved: Installation, server: Server) -> None:
    """One recipient in each envelope and header, and every header a newsletter needs."""
    assert approved.answer("publish")["tally"]["sent"] == READERS

    arrived = server.arrived()
    people = Counter(recipient for recipient, _ in arrived)
    mails = [message_from_bytes(data) for _, data in arrived]
    assert set(people.values()) == {1}
    assert len(people) == READERS
    assert [mail["To"] for mail in mails] == [recipient for recipient, _ in arrived]
    assert len({mail["Message-ID"] for mail in mails}) == READERS
    assert len({mail["List-Unsubscribe"] for mail in mails}) == READERS
    for name in ("Date", "Subject", "List-Id", "List-Unsubscribe-Post", "Feedback-ID", "Precedence"):
        assert all(mail[name] for mail in mails), name


def test_three_kills_lose_nobody_and_mail_nobody_twice(approved: Installation, server: Server) -> None:
    """kill -9 in the middle of SMTP: whoever is not sent is named as uncertain."""
    kills = 0
    for share in (50, 120, 200):
        process = started(approved, "publish")
        while process.poll() is None and len(server.accepted()) < share:
            time.sleep(0.01)
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()

    tally = approved.answer("publish")["tally"]
    people = Counter(recipient for recipient, _ in server.arrived())
    assert kills
    assert max(people.values()) == 1
    assert tally["sent"] + tally["uncertain"] == READERS
    assert tally["uncertain"] <= kills * ON_THE_WIRE
    assert tally["sent"] <= len(people) <= READERS
