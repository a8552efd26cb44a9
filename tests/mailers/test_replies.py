"""Replies out of a stream, wherever it is cut: one reply for each answer, its code and its words."""

from __future__ import annotations

from itertools import pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mailers.wire.replies import LONGEST, NONSENSE, Endless, Replies
from digest.mailers.wire.verdicts import Unwanted, declined, words
from digest.models import DeliveryStatus
from tests.mailers.contract import letter_to

ANSWERS = [
    (b"250 2.1.0 Ok\r\n", (250, "2.1.0 Ok")),
    (b"250-first\r\n250-second\r\n250 third\r\n", (250, "first second third")),
    (b"354 go ahead\n", (354, "go ahead")),
    (b"250\r\n", (250, "")),
    (b"451-a\r\n451\r\n", (451, "a")),
    (b"what?\r\n", (NONSENSE, "what?")),
    (b"\r\n", (NONSENSE, "")),
    (b"2500 Ok\r\n", (NONSENSE, "2500 Ok")),
    ("550 5.1.1 kein Anschluß\u202e\r\n".encode(), (550, "5.1.1 kein Anschluß")),
]


@given(st.lists(st.sampled_from(ANSWERS)), st.lists(st.integers(0, 400)))
def test_replies_are_the_same_wherever_the_bytes_are_cut(answers: list, cuts: list[int]) -> None:
    stream = b"".join(sent for sent, _ in answers)
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    replies = Replies()
    found = []
    for start, end in pairwise(edges):
        found += replies.read(stream[start:end])
    assert [(code, words(text)) for code, text in found] == [meant for _, meant in answers]


@pytest.mark.parametrize("endless", [b"x" * 1000, b"250-and\r\n"])
def test_a_reply_without_an_end_is_not_kept_for_ever(endless: bytes) -> None:
    replies = Replies()
    with pytest.raises(Endless):
        for _ in map(replies.read, repeat(endless, LONGEST)):
            pass


@pytest.mark.parametrize(
    "reply",
    [
        b"4.7.1 Rate limit exceeded",
        b"4.7.0 Sending limit reached for this hour, try again in 60 seconds",
        b"4.3.2 Too many messages from your address",
        b"Throttled: slow down",
    ],
)
def test_a_server_that_is_given_too_much_speaks_of_us(reply: bytes) -> None:
    """The person was not tried, and loses no try."""
    said = declined(letter_to(1), "RCPT", 451, reply)
    assert (said.status, said.reply) == (DeliveryStatus.WAITING, "")
    assert said.slower == f"451 {reply.decode()}"


@pytest.mark.parametrize(
    "reply", [b"5.4.5 Daily user sending limit exceeded", b"5.7.1 message limit reached"]
)
def test_a_server_that_takes_no_more_today_refuses_nobody(reply: bytes) -> None:
    with pytest.raises(Unwanted, match="takes no more mail from us: 550"):
        declined(letter_to(1), "RCPT", 550, reply)


@pytest.mark.parametrize(
    ("code", "reply", "status"),
    [
        (552, b"5.2.2 Mailbox size limit exceeded", DeliveryStatus.REFUSED),
        (452, b"4.2.2 The recipient's inbox limit was exceeded", DeliveryStatus.WAITING),
        (
            450,
            b"4.2.1 The user you are trying to contact is receiving mail too quickly",
            DeliveryStatus.WAITING,
        ),
        (550, b"5.1.1 No such user", DeliveryStatus.REFUSED),
        (451, b"4.7.1 Greylisted, try again in 300 seconds", DeliveryStatus.WAITING),
    ],
)
def test_a_mailbox_has_limits_of_its_own(code: int, reply: bytes, status: DeliveryStatus) -> None:
    said = declined(letter_to(1), "RCPT", code, reply)
    assert (said.status, said.slower) == (status, "")
    assert said.reply == f"{code} {reply.decode()}"
