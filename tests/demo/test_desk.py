"""`digest demo --desk`: from one command to an edition that was approved, and sent because it was."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
import requests

ROOT = Path(__file__).parents[2]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "digest", *words]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo at the desk, and the link that lets its editor in."""
    words = command("demo", "--desk", "--folder", "made", "--port", "0")
    place = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "text": True}
    with subprocess.Popen(words, stdout=subprocess.PIPE, **place) as process:  # type: ignore[call-overload]
        try:
            link = next(line.strip() for line in process.stdout if line.startswith("http://"))
            yield process, link
        finally:
            process.kill()


def press(session: requests.Session, page: requests.Response, button: str) -> requests.Response:
    """Send the form whose button says this, as a browser without scripts does."""
    document = lxml.html.document_fromstring(page.text)
    form = next(
        form
        for form in document.forms
        if any(button == (one.text_content() or "").strip() for one in form.iter("button"))
    )
    given = {field.name: field.value or "" for field in form.inputs if field.name}
    origin = re.match(r"https?://[^/]+", page.url)[0]
    return session.post(urljoin(page.url, form.action or ""), data=given, headers={"Origin": origin})


def test_an_editor_lets_the_demos_draft_out(
    opened: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    process, link = opened
    with requests.Session() as browser:
        today = press(browser, browser.get(link), "Sign in")
        assert "waits for its approval" in today.text
        assert not list(tmp_path.glob("made/mails/*.eml"))
        approved = press(browser, browser.get(urljoin(today.url, "/approve")), "Approve")
        assert "The editor" in approved.text

    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    place = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
    subprocess.run(command("--config", "made/config.toml", "publish"), check=True, **place)  # type: ignore[call-overload]
    assert len(list(tmp_path.glob("made/mails/*.eml"))) == 5
