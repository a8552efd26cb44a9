"""`digest serve` as an operator runs it: the links of a mail that was sent, answered on a real port."""

from __future__ import annotations

import email
import email.policy
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from digest.store.database import open_database
from subscribers.models import Consent
from subscribers.store import People
from tests.cli.conftest import ROOT, Installation


@pytest.fixture
def mailed(drafted: Installation) -> Installation:
    """An installation that sent today's edition to two readers, one of them lite."""
    drafted.digest("subscribers", "add", "full@example.org")
    drafted.digest("subscribers", "add", "lite@example.org", "--format", "lite")
    drafted.digest("run")
    return drafted


@contextmanager
def serving(there: Installation, *words: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The command, and what it said before it was ready."""
    command = [sys.executable, "-m", "digest", "serve", "--port", "0", *words]
    place = {"cwd": there.folder, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "text": True}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **place, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process, [process.stdout.readline() for _ in range(3)]
        finally:
            process.kill()


def links(there: Installation, name: str) -> dict[str, str]:
    """The paths of the links in the mail to this reader: the header's, and those of the text by name."""
    data = next(path for path in there.folder.glob("**/*.eml") if name in path.read_text("utf-8"))
    mail = email.message_from_bytes(data.read_bytes(), policy=email.policy.default)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    found = dict(re.findall(r"https://news\.example\.org/(leave|view)/(\w+)", text))
    assert mail["List-Unsubscribe"] == f"<https://news.example.org/leave/{found['leave']}>"
    return {path: f"{path}/{token}" for path, token in found.items()}


def consents(there: Installation) -> list[Consent]:
    engine = open_database(f"sqlite:///{there.folder / 'data' / 'digest.db'}")
    found = People(engine, b"k" * 32).subscriptions([1, 2])
    engine.dispose()
    return [one.consent for one in found.values()]


@pytest.fixture
def web() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Host"] = "news.example.org"
        yield session


def test_a_reader_and_a_provider_are_answered(mailed: Installation, web: requests.Session) -> None:
    full, lite = links(mailed, "full@example.org"), links(mailed, "lite@example.org")
    with serving(mailed) as (process, said):
        address = said[0].split(" at ")[1].split()[0]
        shown = [web.get(address + one["view"], timeout=20) for one in (full, lite)]
        asked = web.get(address + full["leave"], timeout=20)
        form = {"List-Unsubscribe": "One-Click"}
        click = web.post(address + full["leave"], form, timeout=20, allow_redirects=False)
        press = web.post(address + lite["leave"], timeout=20, allow_redirects=False)
        after = web.get(address + full["view"], timeout=20)
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=20)
    assert [page.status_code for page in (*shown, asked, click, press, after)] == [200] * 6
    assert ["<h3" in page.text for page in shown] == [True, False]
    assert after.text == shown[0].text
    assert "<button>Unsubscribe</button>" in asked.text
    assert (click.text, "You have left." in press.text) == ("You have left.\n", True)
    assert consents(mailed) == [Consent.LEFT, Consent.LEFT]
    assert (output, errors, process.returncode) == ("The readers' pages are closed.\n", "", 0)


def test_it_says_where_it_listens_and_what_to_put_in_front(fresh: Installation) -> None:
    with serving(fresh) as (_, said):
        assert urlsplit(said[0].split(" at ")[1].split()[0]).hostname == "127.0.0.1"
        assert "/leave/, /return/, /view/, /unsubscribe/ below https://news.example.org" in said[1]
        assert "docs/running-it.md" in said[2]


def test_a_host_that_others_can_reach_is_served_with_a_warning(fresh: Installation) -> None:
    with serving(fresh, "--host", "0.0.0.0") as (process, said):
        assert "http://0.0.0.0:" in said[0]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert errors == "digest: 0.0.0.0 can be reached from other machines: let only the web server do so.\n"
    assert process.returncode == 0


def test_a_proxy_that_is_no_address_is_named_with_its_line(fresh: Installation) -> None:
    fresh.configure("web", trusted_proxies=["nginx"])
    assert "web.trusted_proxies: 'nginx' is not a network" in fresh.digest("serve", code=2).stderr


def test_a_locked_database_is_waited_for_and_sigterm_is_not_held_up(
    mailed: Installation, web: requests.Session
) -> None:
    """A list of the day that is being opened locks the database: who leaves meanwhile waits, and has left."""
    leave, database = links(mailed, "full@example.org")["leave"], mailed.folder / "data" / "digest.db"
    with serving(mailed) as (process, said):
        address = said[0].split(" at ")[1].split()[0]
        with locked(database):
            answers: list[int] = []
            asking = threading.Thread(
                target=lambda: answers.append(web.post(address + leave, timeout=20).status_code)
            )
            asking.start()
            asking.join(0.5)
            assert answers == []
        asking.join(20)
        assert (answers, consents(mailed)[0]) == ([200], Consent.LEFT)
        with locked(database):
            other = links(mailed, "lite@example.org")["leave"]
            waiting = threading.Thread(target=lambda: _hung_up(web, address + other))
            waiting.start()
            waiting.join(0.5)
            start = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
            assert time.monotonic() - start < 9
        waiting.join(20)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process's transaction, as far as SQLite is concerned."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def _hung_up(web: requests.Session, url: str) -> None:
    try:
        web.post(url, timeout=20)
    except requests.ConnectionError:
        return
