"""Mails to the newsroom: read by other parsers, signed, and never with a header that somebody smuggled in."""

from __future__ import annotations

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import Refused
from digest.models import Message
from digest.rendering import Memo, memo
from tests.rendering.editions import ADDRESS, NEWSLETTER, SENT
from tests.rendering.test_signing import KEYS, true

LINK = "https://desk.example.org/link/" + "x" * 43


def made(subject: str = "Your way in", text: str = f"Hello,\n\n{LINK}\n", signed: bool = True) -> Message:
    return memo(NEWSLETTER, Memo(ADDRESS, subject, text), SENT, KEYS if signed else ())


def test_it_says_what_it_was_given_to_one_person() -> None:
    message = made()
    read = email.message_from_bytes(message.data, policy=email.policy.default)
    assert (message.recipient, read["To"], read["Subject"]) == (ADDRESS, ADDRESS, "Your way in")
    assert read["Auto-Submitted"] == "auto-generated"
    assert LINK in read.get_content().splitlines()
    assert message.message_id == read["Message-ID"] != made().message_id


@pytest.mark.parametrize("text", ["plain\n", "é ü 日本 = .\n.\nFrom x\n> y\n", "ж" * 5000, ""])
def test_its_signatures_are_true_and_break_when_touched(text: str) -> None:
    data = made(text=text).data
    assert [true(data, key) for key in range(len(KEYS))] == [True, True]
    assert not true(data.replace(b"Your way in", b"Your way out"), 0)


@given(st.text(max_size=200), st.text(max_size=300))
def test_nothing_smuggles_a_header_in(subject: str, text: str) -> None:
    read = email.message_from_bytes(made(f"x{subject}", text, signed=False).data)
    assert read.keys() == [
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding"),
    ]


def test_an_address_that_mail_cannot_reach_is_refused() -> None:
    with pytest.raises(Refused):
        memo(NEWSLETTER, Memo("a@b\r\nBcc: c@d", "x", "y"), SENT)
