"""The fake keeps the contract that the real mailers keep, and fails on command."""

from __future__ import annotations

import pytest

from digest.errors import Unavailable
from digest.models import DeliveryStatus
from tests.mailers.contract import MailerContract, Post, letter_to
from tests.mailers.fake import FakeMailer


class TestFakeMailer(MailerContract):
    @pytest.fixture
    def post(self) -> Post:
        mailer = FakeMailer()
        return Post(mailer, lambda: [(message.recipient, message.data) for message in mailer.sent])


def test_it_fails_at_the_nth_message_as_told() -> None:
    fake = FakeMailer({2: DeliveryStatus.REFUSED, 3: DeliveryStatus.UNCERTAIN, 4: Unavailable("down")})
    outcomes = fake.send([letter_to(n) for n in (1, 2, 3, 4)])
    assert [next(outcomes).status for _ in range(3)] == ["sent", "refused", "uncertain"]
    with pytest.raises(Unavailable, match="down"):
        next(outcomes)
    assert fake.recipients == ["reader1@inbox.example"]
