"""Every way a server can fail, at every step: the right outcome, and nothing accepted twice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import Counter

import pytest

from digest.errors import Unavailable
from digest.mailers.smtp import Smtp
from digest.models import DeliveryStatus, Message, Outcome
from tests.mailers.contract import letter_to
from tests.mailers.process import CHECKOUT, Server, Serving

SENT, WAITING = DeliveryStatus.SENT, DeliveryStatus.WAITING
REFUSED, UNCERTAIN = DeliveryStatus.REFUSED, DeliveryStatus.UNCERTAIN


@pytest.fixture(params=[[], ["--pipelining"]], ids=["stop and go", "pipelining"])
def serving(request: pytest.FixtureRequest, serving: Serving) -> Serving:
    """Every fault is met in both ways of talking."""
    return lambda *arguments: serving(*request.param, *arguments)


def run(server: Server, size: int = 0, **options: float) -> tuple[list[DeliveryStatus], Unavailable | None]:
    """Send three letters over one connection; what was said of them, and why nobody was served any more.

    Of whom nothing was said, because the server served nobody, it is at least said that they wait.
    """
    seconds = {"timeout": 5.0, "final_timeout": 5.0, "connections": 1, **options}
    letters = [letter_to(number, body=b"x" * 70 + b"\r\n" * (1 + size // 2)) for number in (1, 2, 3)]
    outcomes: list[Outcome] = []
    unavailable = None
    with Smtp("127.0.0.1", server.port, "plain", helo="digest.example", **seconds) as mailer:
        taken: list[Message] = []
        try:
            outcomes.extend(mailer.send(taken.append(letter) or letter for letter in letters))
        except Unavailable as stopped:
            unavailable = stopped
    assert sorted(outcome.delivery for outcome in outcomes) == [letter.delivery for letter in taken]
    outcomes.sort(key=lambda outcome: outcome.delivery)
    return [outcome.status for outcome in outcomes if said(outcome)], unavailable


def said(outcome: Outcome) -> bool:
    return outcome.status is not WAITING or bool(outcome.reply)


def assert_nobody_has_two(server: Server) -> None:
    assert all(count == 1 for count in Counter(kept["to"][0] for kept in server.accepted()).values())


def accepted(server: Server) -> list[int]:
    return [int(kept["to"][0].removeprefix("reader").partition("@")[0]) for kept in server.accepted()]


@pytest.mark.parametrize(
    ("fault", "second"),
    [
        ("rcpt=550 5.1.1 no such person@2", REFUSED),
        ("rcpt=552 5.2.2 mailbox full@2", REFUSED),
        ("rcpt=451 4.7.1 greylisted@2", WAITING),
        ("rcpt=452 4.2.2 mailbox full@2", WAITING),
        ("data=451 4.3.0 later@2", WAITING),
        ("data=554 5.5.1 no valid recipients@2", REFUSED),
        ("dot=451 4.3.0 later@2", WAITING),
        ("dot=452 4.3.1 storage@2", WAITING),
        ("dot=552 5.3.4 too big@2", REFUSED),
        ("dot=554 5.7.1 this looks like spam@2", REFUSED),
    ],
)
def test_a_reply_about_one_person_is_theirs_alone(
    serving: Serving, fault: str, second: DeliveryStatus
) -> None:
    server = serving("--fault", fault)
    assert run(server) == ([SENT, second, SENT], None)
    assert accepted(server) == [1, 3]


@pytest.mark.parametrize("phase", ["ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("action", ["drop", "421 4.3.2 closing"])
def test_a_connection_that_ends_before_the_message_is_tried_once_more(
    serving: Serving, phase: str, action: str
) -> None:
    times = "3" if phase == "ehlo" else "2"  # EHLO comes once a connection: the third would be one too many
    server = serving("--fault", f"{phase}={action}@{times}")
    assert run(server) == ([SENT, SENT, SENT], None)
    assert accepted(server) == [1, 2, 3]


@pytest.mark.parametrize("phase", ["connect", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("action", ["drop", "421 4.3.2 closing"])
def test_a_server_that_always_ends_the_connection_serves_nobody(
    serving: Serving, phase: str, action: str
) -> None:
    server = serving("--fault", f"{phase}={action}")
    outcomes, unavailable = run(server)
    assert outcomes == []
    assert unavailable
    assert not unavailable.sent_maybe
    assert str(server.port) in str(unavailable)
    assert accepted(server) == []


def test_a_server_that_declines_the_message_and_closes_serves_nobody(serving: Serving) -> None:
    server = serving("--fault", "dot=421 4.3.2 closing")
    outcomes, unavailable = run(server)
    assert (outcomes, accepted(server)) == ([], [])
    assert unavailable


@pytest.mark.parametrize(
    "fault",
    [
        "connect=554 5.7.1 go away",
        "ehlo=550 5.7.1 go away",
        "mail=451 4.3.0 later",
        "mail=452 4.3.1 storage",
        "mail=530 5.7.0 login first",
        "mail=552 5.3.4 too big",
        "mail=550 5.1.8 sender rejected",
        "rcpt=530 5.7.0 login first",
        "rcpt=554 5.7.1 reader1: Relay access denied",
        "rcpt=550 5.7.54 unable to relay recipient in non-accepted domain",
        "rcpt=454 4.7.1 relaying denied",
    ],
)
def test_a_reply_about_us_stops_everything_and_blames_nobody(serving: Serving, fault: str) -> None:
    server = serving("--fault", fault)
    outcomes, unavailable = run(server)
    assert outcomes == []
    assert unavailable
    assert fault.partition("=")[2][:3] in str(unavailable)
    assert f"127.0.0.1:{server.port}" in str(unavailable)
    assert accepted(server) == []


@pytest.mark.parametrize(("action", "kept"), [("drop", [1, 3]), ("lost", [1, 2, 3])])
def test_a_connection_that_ends_after_the_dot_is_uncertain_and_never_tried_again(
    serving: Serving, action: str, kept: list[int]
) -> None:
    server = serving("--fault", f"dot={action}@2")
    assert run(server) == ([SENT, UNCERTAIN, SENT], None)
    assert accepted(server) == kept


def test_an_answer_to_the_dot_that_comes_too_late_is_uncertain(serving: Serving) -> None:
    server = serving("--fault", "dot=slow:1.5@2")
    assert run(server, final_timeout=0.5) == ([SENT, UNCERTAIN, SENT], None)
    assert_nobody_has_two(server)


def test_the_answer_to_the_dot_has_its_own_patience(serving: Serving) -> None:
    server = serving("--fault", "dot=slow:0.8@2")
    assert run(server, timeout=0.4) == ([SENT, SENT, SENT], None)
    assert accepted(server) == [1, 2, 3]


def test_an_answer_to_the_dot_without_sense_is_uncertain(serving: Serving) -> None:
    server = serving("--fault", "dot=what?@2")
    assert run(server) == ([SENT, UNCERTAIN, SENT], None)
    assert_nobody_has_two(server)


@pytest.mark.parametrize("phase", ["connect", "mail", "rcpt", "data"])
def test_a_server_that_never_answers_is_left(serving: Serving, phase: str) -> None:
    server = serving("--fault", f"{phase}=slow:9")
    outcomes, unavailable = run(server, timeout=0.3)
    assert outcomes == []
    assert unavailable
    assert "timed out" in str(unavailable)
    assert accepted(server) == []


def test_a_drop_within_a_small_message_is_never_tried_twice(serving: Serving) -> None:
    """The system may have taken the whole message before the drop is seen: then nobody can know."""
    server = serving("--fault", "body=drop@2")
    outcomes, unavailable = run(server)
    assert unavailable is None
    assert outcomes in ([SENT, UNCERTAIN, SENT], [SENT, SENT, SENT])
    assert accepted(server) == [n for n, status in enumerate(outcomes, 1) if status is SENT]


def test_a_drop_within_a_message_that_has_not_left_whole_is_safe_to_try_again(serving: Serving) -> None:
    server = serving("--fault", "body=drop@1")
    letter = letter_to(1, body=(b"x" * 98 + b"\r\n") * 160_000)  # more than the system takes in advance
    with Smtp("127.0.0.1", server.port, "plain", helo="digest.example", timeout=20, connections=1) as mailer:
        assert [outcome.status for outcome in mailer.send([letter])] == [SENT]
    assert accepted(server) == [1]


def test_a_refusal_stands_when_the_connection_ends_right_after(serving: Serving) -> None:
    server = serving("--fault", "rcpt=550 no@2", "--fault", "rset=drop@1")
    assert run(server) == ([SENT, REFUSED, SENT], None)
    assert accepted(server) == [1, 3]


def test_an_address_where_nobody_listens_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unavailable, match=rf"127\.0\.0\.1:{port} cannot be reached: .*mailer\.host"):
        Smtp("127.0.0.1", port, "plain", timeout=2).check()


def test_a_host_that_does_not_exist_is_named() -> None:
    with pytest.raises(Unavailable, match=r"nowhere\.invalid:587 cannot be reached"):
        Smtp("nowhere.invalid", timeout=2).check()


def test_ctrl_c_in_the_middle_of_a_message_ends_at_once_and_sends_no_more(serving: Serving) -> None:
    program = (
        "import sys\n"
        "from digest.mailers.smtp import Smtp\n"
        "from tests.mailers.contract import letter_to\n"
        "with Smtp('127.0.0.1', int(sys.argv[1]), 'plain', helo='a.example', connections=1) as mailer:\n"
        "    for outcome in mailer.send([letter_to(1), letter_to(2), letter_to(3)]):\n"
        "        print(outcome.status, flush=True)\n"
    )
    server = serving("--fault", "data=slow:60@2")
    command = [sys.executable, "-c", program, str(server.port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == "sent\n"
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert accepted(server) == [1]
