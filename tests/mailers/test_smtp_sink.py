"""Smtp against Postfix's own fault server, smtp-sink, where it is on the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import Unavailable
from digest.mailers.smtp import Smtp
from digest.models import DeliveryStatus, Outcome
from tests.mailers.contract import letter_to
from tests.mailers.sink import SINK, sink

pytestmark = pytest.mark.skipif(SINK is None, reason="Postfix's smtp-sink is not on this machine")


def outcomes(port: int) -> list[str]:
    """What became of two letters; "unavailable" where the server serves nobody and both are left waiting."""
    found: list[Outcome] = []
    with Smtp("127.0.0.1", port, "plain", helo="digest.example", timeout=5, final_timeout=5) as mailer:
        try:
            found.extend(mailer.send([letter_to(1), letter_to(2)]))
        except Unavailable:
            assert {(outcome.status, outcome.reply) for outcome in found} == {(DeliveryStatus.WAITING, "")}
            return ["unavailable"]
    return [outcome.status for outcome in found]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [DeliveryStatus.SENT] * 2),
        (["-q", "CONNECT"], ["unavailable"]),
        (["-q", "EHLO"], ["unavailable"]),
        (["-q", "MAIL"], ["unavailable"]),
        (["-q", "RCPT"], ["unavailable"]),
        (["-q", "DATA"], ["unavailable"]),
        (["-q", "."], [DeliveryStatus.UNCERTAIN] * 2),
        (["-Q", "CONNECT"], ["unavailable"]),
        (["-Q", "MAIL"], ["unavailable"]),
        (["-Q", "RCPT"], ["unavailable"]),
        (["-Q", "."], ["unavailable"]),
        (["-r", "MAIL"], ["unavailable"]),
        (["-r", "RCPT"], [DeliveryStatus.WAITING] * 2),
        (["-r", "DATA"], [DeliveryStatus.WAITING] * 2),
        (["-r", "."], [DeliveryStatus.WAITING] * 2),
        (["-f", "MAIL"], ["unavailable"]),
        (["-f", "RCPT"], [DeliveryStatus.REFUSED] * 2),
        (["-f", "DATA"], [DeliveryStatus.REFUSED] * 2),
        (["-f", "."], [DeliveryStatus.REFUSED] * 2),
        (["-f", "QUIT"], [DeliveryStatus.SENT] * 2),
        (["-q", "QUIT"], [DeliveryStatus.SENT] * 2),
        (["-f", "RSET"], [DeliveryStatus.SENT] * 2),
        (["-e"], [DeliveryStatus.SENT] * 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_postfixs_own_faults_have_the_right_outcome(
    tmp_path: Path, arguments: list[str], expected: list[str]
) -> None:
    with sink(tmp_path, *arguments) as port:
        assert outcomes(port) == expected
