"""`digest users`, as an operator calls it, and the desk that it opens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from digest.web.desk.app import NICENESS
from tests.cli.conftest import ROOT, Installation

WORDS = "ferries run on time again"


@pytest.fixture
def there(tmp_path: Path) -> Installation:
    """A folder with the shipped configuration."""
    one = Installation(tmp_path)
    one.digest("init")
    return one


def piped(there: Installation, *words: str, said: str = f"{WORDS}\n") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", *words]
    return subprocess.run(
        command, cwd=there.folder, env={"PYTHONPATH": str(ROOT)}, input=said, capture_output=True, text=True
    )


def test_users_are_added_listed_changed_and_removed(there: Installation) -> None:
    first = there.digest("users", "add", "Ada Obi", "Ada@example.org", "--role", "chief").stdout
    assert "Ada Obi is a chief now." in first
    assert re.search(r"^http://127\.0\.0\.1:8010/link/[\w-]{43}$", first, re.MULTILINE)
    assert piped(there, "users", "add", "Ben", "ben@example.org", "--password-stdin").returncode == 0
    there.digest("users", "role", "ben@example.org", "chief")
    there.digest("users", "remove", "ada@example.org")
    users = {one["name"]: one for one in there.answer("users", "list")["users"]}
    assert users["Ben"] | {"seen": ""} == {
        "name": "Ben",
        "address": "ben@example.org",
        "role": "chief",
        "active": "yes",
        "password": "yes",
        "seen": "",
    }
    assert (users["Ada Obi"]["active"], users["Ada Obi"]["password"]) == ("no", "no")
    assert "restore" in there.digest("users", "link", "ada@example.org", code=1).stderr
    there.digest("users", "restore", "ada@example.org")
    assert "/link/" in there.answer("users", "link", "ADA@example.org")["link"]
    assert len(there.answer("users", "token", "ben@example.org", "A script")["token"]) == 43


def test_what_cannot_be_is_refused_in_words(there: Installation) -> None:
    there.digest("users", "add", "Ada", "ada@example.org", "--role", "chief")
    assert "the only chief" in there.digest("users", "remove", "ada@example.org", code=1).stderr
    assert "works here already" in there.digest("users", "add", "ada", "x@example.org", code=1).stderr
    assert (
        "nobody with the address" in there.digest("users", "role", "no@example.org", "chief", code=1).stderr
    )
    there.digest("users", "add", "Ben", "ben@", code=2)
    short = piped(there, "users", "password", "ada@example.org", "--password-stdin", said="short\n")
    assert (short.returncode, "at least 12 characters" in short.stderr) == (2, True)
    none = piped(there, "users", "add", "Eve", "eve@example.org", "--password-stdin", said="")
    assert (none.returncode, "no password was given" in none.stderr) == (2, True)


def test_a_password_is_never_shown(there: Installation) -> None:
    done = piped(there, "--verbose", "users", "add", "Ada", "ada@example.org", "--password-stdin")
    assert done.returncode == 0
    assert WORDS not in done.stdout + done.stderr
    assert WORDS.encode() not in (there.folder / "data" / "digest.db").read_bytes()


def test_the_desk_opens_says_how_to_add_somebody_and_lets_them_in(there: Installation) -> None:
    command = [sys.executable, "-m", "digest", "desk", "serve", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        subprocess.Popen(
            command,
            cwd=there.folder,
            env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            text=True,
            **pipes,
        ) as process,
        requests.Session() as browser,
    ):
        browser.trust_env = False
        assert process.stdout
        home = re.search(r"http://\S+?(?=/ )", process.stdout.readline())[0]
        assert "digest users add NAME ADDRESS --role chief" in process.stdout.readline()
        link = there.answer("users", "add", "Ada", "ada@example.org", "--role", "chief")["link"]
        path = link.removeprefix("http://127.0.0.1:8010")
        page = browser.get(home + path, timeout=10)
        csrf = re.search(r'name="csrf" value="(\w+)"', page.text)[1]
        done = browser.post(home + path, {"csrf": csrf}, headers={"Origin": home}, timeout=10)
        given_way = os.getpriority(os.PRIO_PROCESS, process.pid)
        process.terminate()
        said, errors = process.communicate(timeout=20)
    assert (done.status_code, done.url) == (200, f"{home}/")
    assert "Ada" in done.text
    assert (said, errors) == ("The desk is closed.\n", "")
    assert given_way == NICENESS


def test_a_desk_for_others_needs_its_address(there: Installation) -> None:
    there.rewrite('url = ""  ', 'url = "https://desk.example.org"  ')
    taken = there.digest("desk", "serve", "--host", "0.0.0.0", "--port", "70000", code=2).stderr
    assert "port 70000 is none" in taken
    there.rewrite('url = "https://desk.example.org"  ', 'url = ""  ')
    assert "write desk.url" in there.digest("desk", "serve", "--host", "0.0.0.0", code=2).stderr
