"""Whatever an SMTP server does: later is tried again, never is tried once, and a doubt is called one.

Real `digest publish` processes against the server of tests/mailers/server.py, started until they are done.
"""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.models import Tally
from digest.settings.shape import WEEKDAYS
from tests.mailers.process import Serving, throw_away_certificate
from tests.torture.conftest import Staging
from tests.torture.harness import Setting
from tests.torture.outages import awaited

PEOPLE = 12
LATER, NEVER = "451 4.3.0 later", "550 5.1.1 no such person"
ALL = Tally(sent=PEOPLE)
ONE_REFUSED = Tally(sent=PEOPLE - 1, refused=1)
IN_DOUBT = Tally(sent=PEOPLE - 1, uncertain=1)
LOGIN = {"username": "digest", "password": "correct horse"}


def times(count: int) -> str:
    """The first so many times that the server meets this reader."""
    return ",".join(f"to:reader3:{number}" for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (f"rcpt={LATER}@{times(1)}", ALL),
        (f"rcpt=452 4.2.2 mailbox full@{times(3)}", ALL),
        (f"data={LATER}@{times(1)}", ALL),
        (f"dot={LATER}@{times(2)}", ALL),
        (f"rcpt={LATER}@{times(4)}", ONE_REFUSED),
        (f"rcpt={NEVER}@{times(1)}", ONE_REFUSED),
        (f"dot=552 5.2.2 too big@{times(1)}", ONE_REFUSED),
        (f"dot=554 5.7.1 not wanted@{times(1)}", ONE_REFUSED),
        ("connect=421 4.3.2 busy@1", ALL),
        ("mail=421 4.3.2 closing@3", ALL),
        ("mail=451 4.7.1 slow down@3", ALL),
        ("dot=421 4.3.2 closing@3", ALL),
        ("connect=drop@1", ALL),
        ("mail=drop@3", ALL),
        ("rcpt=drop@3", ALL),
        ("data=drop@3", ALL),
        ("rcpt=slow:0.2@3", ALL),
        ("dot=slow:0.2@3", ALL),
        ("body=drop@3", IN_DOUBT),  # so small a message has left whole before the end is noticed
        ("dot=drop@3", IN_DOUBT),
        ("dot=lost@3", IN_DOUBT),
        ("dot=slow:30@3", IN_DOUBT),
    ],
)
def test_an_edition_comes_through(staging: Staging, serving: Serving, fault: str, end: Tally) -> None:
    """Later: up to four tries. Never: one. Ended before the dot: again. Ended after it: nobody knows."""
    stage = staging(Setting(connections=2, people=PEOPLE))
    stage.begin(serving(fault), final_timeout=1.0)
    stage.publish_until_done()

    verdict = stage.verdict()
    verdict.require_finished()
    assert verdict.tally == end


@pytest.mark.parametrize(("fault", "copies"), [("dot=drop@3", PEOPLE), ("dot=lost@3", PEOPLE + 1)])
def test_who_is_in_doubt_is_sent_it_again_where_that_is_wished(
    staging: Staging, serving: Serving, fault: str, copies: int
) -> None:
    """Under `resend`: nobody is left out, and whoever has it already has it twice."""
    stage = staging(Setting(connections=2, people=PEOPLE, on_uncertain="resend"))
    stage.begin(serving(fault))
    stage.publish_until_done()

    verdict = stage.verdict()
    verdict.require_finished(duplicates=copies - PEOPLE)
    assert verdict.tally == ALL
    assert verdict.copies.total() == copies


def test_a_server_that_stops_to_encrypt_half_way_gets_nothing_in_clear(
    staging: Staging, serving: Serving, tmp_path: Path
) -> None:
    """The second connection is not encrypted: exit code 4, and the rest goes out when it is again."""
    certificate = str(throw_away_certificate(tmp_path))
    server = serving("starttls=454 4.7.0 no@3,4", arguments=("--tls", "starttls", "--cert", certificate))
    stage = staging(Setting(people=PEOPLE, pauses=""))
    encrypted = {"host": "localhost", "security": "starttls", "messages_per_connection": 5}
    stage.begin(server, **encrypted)
    untrusted = stage.publish()
    assert untrusted.ended() == 4
    assert "is not trusted" in untrusted.said()

    stage.configure(**encrypted, cafile=certificate)
    assert stage.publish().ended() == 4
    stage.verdict().require()
    assert stage.standing()[1] == Tally(sent=5, waiting=PEOPLE - 5)

    stage.publish_until_done()
    stage.verdict().require_finished()
    assert all(kept["tls"] for kept in server.accepted())


def test_a_password_that_is_refused_half_way_stops_the_send(staging: Staging, serving: Serving) -> None:
    """Exit code 4 and the server's words, never the password; the rest goes out when it is right again."""
    server = serving("auth=535 5.7.8 bad credentials@2,3", arguments=("--login", ":".join(LOGIN.values())))
    stage = staging(Setting(people=PEOPLE, pauses=""))
    stage.begin(server, messages_per_connection=5, **LOGIN)
    refused = stage.publish()
    assert refused.ended() == 4
    assert "refused the login of user digest: 535 5.7.8 bad credentials" in refused.said()
    assert LOGIN["password"] not in refused.said()
    assert stage.standing()[1] == Tally(sent=5, waiting=PEOPLE - 5)

    stage.publish_until_done()
    stage.verdict().require_finished()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("silent", "constants"),
    [
        ("dot=slow:60", {"digest.cli.clock.CUT_OFF": 0.5}),
        ("dot=slow:60", {"digest.pipeline.sending.GRACE": 0.5}),
        ("dot=slow:60@1", {"digest.pipeline.sending.GRACE": 0.5}),
    ],
    ids=["on every connection, cut off", "on every connection", "on one connection"],
)
def test_a_server_that_does_not_answer_does_not_keep_a_send_from_stopping(
    staging: Staging, serving: Serving, silent: str, constants: dict[str, float], number: int
) -> None:
    """Soon over; what was on the wire is uncertain, the others wait, and the exit code says so."""
    stage = staging(Setting(connections=2, people=PEOPLE))
    stage.begin(serving(silent))
    process = stage.publish(constants=constants)
    awaited(process, lambda: stage.standing()[1].sending > 0)
    process.tell(number)
    told = time.monotonic()
    code = process.ended()
    assert time.monotonic() - told < 8

    tally = stage.standing()[1]
    assert code == (4 if tally.waiting else 0), process.said()  # the others may have been quick
    assert not tally.sending
    assert 1 <= tally.uncertain <= 2 * stage.setting.connections
    assert "may or may not have gone out" in process.said()


def test_the_service_stops_as_soon(staging: Staging, serving: Serving) -> None:
    """`digest schedule` in the middle of its duty, with a server that does not answer."""
    hour = max((datetime.now(UTC) - timedelta(minutes=1)).strftime("%H:%M"), "00:01")
    days = ", ".join(f'"{day}"' for day in WEEKDAYS)
    schedule = f'[schedule]\nprepare = "00:00"\npublish = "{hour}"\nweekdays = [{days}]'
    stage = staging(Setting(connections=2, people=PEOPLE))
    stage.begin(serving("dot=slow:60"), sending=schedule)
    process = stage.publish("schedule", constants={"digest.cli.clock.CUT_OFF": 0.5})
    awaited(process, lambda: stage.standing()[1].sending > 0)
    process.tell(signal.SIGTERM)
    told = time.monotonic()
    assert process.ended() == 0, process.said()
    assert time.monotonic() - told < 8
    assert "The service has ended" in process.said()

    tally = stage.standing()[1]
    assert not tally.sending
    assert 1 <= tally.uncertain <= 2 * stage.setting.connections
