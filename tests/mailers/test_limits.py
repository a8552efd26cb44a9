"""A provider that lets in so many a second, and an edition for more than that: everyone has it all the same.

A send that is told to slow down does; by that alone nobody loses a try.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.cli.clock import SystemClock
from digest.models import Tally
from digest.pipeline import publish
from tests.mailers import (
    test_apis_brevo,
    test_apis_mailgun,
    test_apis_postmark,
    test_apis_resend,
    test_apis_sendgrid,
    test_apis_ses,
)
from tests.mailers.doubles.brevo import BrevoDouble
from tests.mailers.doubles.mailgun import MailgunDouble
from tests.mailers.doubles.postmark import PostmarkDouble
from tests.mailers.doubles.resend import ResendDouble
from tests.mailers.doubles.sendgrid import SendGridDouble
from tests.mailers.doubles.service import Limit, Service
from tests.mailers.doubles.ses import SesDouble
from tests.pipeline.room import heard, let_out, room

READERS = 120
PROVIDERS: tuple[tuple[type[Service], Callable[..., Any]], ...] = (
    (BrevoDouble, test_apis_brevo.mailer),
    (MailgunDouble, test_apis_mailgun.mailer),
    (PostmarkDouble, test_apis_postmark.mailer),
    (ResendDouble, test_apis_resend.mailer),
    (SendGridDouble, test_apis_sendgrid.mailer),
    (SesDouble, test_apis_ses.mailer),
)


@pytest.mark.parametrize(("double", "mailer"), PROVIDERS)
def test_whoever_is_too_fast_for_the_provider_slows_down_and_reaches_everyone(
    double: type[Service], mailer: Callable[..., Any]
) -> None:
    with double(limit=Limit(per_second=20, burst=5)) as service:
        given = room(readers=READERS)
        ours = replace(given.newsletter, sender="Morning Digest <news@quarry.example>")
        given = replace(given, newsletter=ours, mailers=(mailer(service),))
        edition = let_out(given, at=datetime.now(UTC))
        assert publish(given, edition, SystemClock(), heard) == Tally(sent=READERS)
    assert service.throttled
    assert len(service.kept) == READERS
    assert not any(one.attempts for one in given.ledger.listing(edition))
