"""What the newsroom is told by real commands, through a real mail server and a real webhook."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Installation
from tests.desk.receiver import Receiver
from tests.mailers.process import Server

DESK = "desk@newsroom.example"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as opened:
        yield opened


@pytest.fixture
def told(fresh: Installation, server: Server) -> Installation:
    """An installation whose editor is told by mail and webhook, with one reader."""
    plain = f'kind = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "plain"'
    fresh.rewrite('kind = "folder"', plain)
    fresh.configure("newsletter", approval="editor")
    fresh.configure("desk", tell=[DESK], webhook="env:DESK_WEBHOOK", url="https://desk.example.org")
    return fresh


def subjects(server: Server) -> list[str]:
    """Of what the desk was mailed."""
    read = [email.message_from_bytes(data, policy=email.policy.default) for _, data in server.arrived()]
    return [str(mail["Subject"]).partition(": ")[2].partition(" (")[0] for mail in read if mail["To"] == DESK]


def test_a_day_is_told_from_its_draft_to_its_end(
    told: Installation, server: Server, receiver: Receiver
) -> None:
    hook = {"DESK_WEBHOOK": receiver.url}
    told.digest("subscribers", "add", "reader@example.org", **hook)
    for _ in range(2):
        told.digest("prepare", **hook)
    assert receiver.kinds == ["drafted"]
    assert len(receiver.told[0]["headlines"]) > 5
    assert receiver.told[0]["url"] == "https://desk.example.org/"
    for _ in range(2):
        told.digest("run", **hook)
    assert receiver.kinds == ["drafted", "blocked"]
    told.digest("approve", **hook)
    for _ in range(2):
        told.digest("publish", **hook)
    assert receiver.kinds == ["drafted", "blocked", "sent"]
    assert subjects(server) == ["the draft is ready", "it stays in", "sent to 1 of 1"]


def test_a_quiet_day_is_told_and_keeps_its_exit_code(
    told: Installation, server: Server, receiver: Receiver
) -> None:
    told.configure("newsletter", fewest_stories=20, stories=20, fewest_sources=900)
    told.digest("run", code=3, DESK_WEBHOOK=receiver.url)
    assert receiver.kinds == ["quiet"]
    assert subjects(server) == ["a quiet day"]


def test_what_cannot_be_told_breaks_nothing_and_tells_no_secret(
    told: Installation, server: Server, receiver: Receiver
) -> None:
    receiver.status = 500
    result = told.digest("prepare", DESK_WEBHOOK=receiver.url)
    assert "the webhook at 127.0.0.1 answered 500" in result.stderr
    assert "canary" not in result.stderr + result.stdout
    assert subjects(server) == ["the draft is ready"]


def test_a_mail_server_that_is_away_is_told_of_by_the_webhook(
    told: Installation, server: Server, receiver: Receiver
) -> None:
    told.rewrite(f"port = {server.port}", "port = 9")
    hook = {"DESK_WEBHOOK": receiver.url}
    told.digest("subscribers", "add", "reader@example.org", **hook)
    told.digest("prepare", **hook)
    told.digest("approve", **hook)
    told.digest("publish", code=4, **hook)
    assert receiver.kinds == ["drafted", "broken"]
    assert "127.0.0.1" in receiver.told[1]["text"]


def test_a_replayed_day_is_nobodys_news(told: Installation, receiver: Receiver) -> None:
    told.rewrite('kind = "smtp"', 'kind = "folder"')
    path = told.folder / "config.toml"
    smtp = ("host", "port", "security")
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(smtp)]
    path.write_text("\n".join(kept), "utf-8")
    told.digest("--now", "2020-01-01T06:00:00", "run", DESK_WEBHOOK=receiver.url)
    assert receiver.told == []


def test_check_names_who_is_told_and_what_is_no_address(told: Installation, receiver: Receiver) -> None:
    told.configure("newsletter", sender="The Desk <desk@paper.test>")
    said = told.digest("check", DESK_WEBHOOK=receiver.url).stdout
    assert f"{DESK}, the webhook at 127.0.0.1 are told how the day goes" in said
    assert "canary" not in said
    bad = told.digest("check", code=2, DESK_WEBHOOK="hooks.example/canary")
    assert "desk.webhook: is not an http(s) address" in bad.stdout + bad.stderr
    assert "canary" not in bad.stdout + bad.stderr
    assert receiver.told == []
