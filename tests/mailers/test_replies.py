"""Replies out of a stream, wherever it is cut: one reply for each answer, its code and its words."""

from __future__ import annotations

from itertools import pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mailers.wire.replies import LONGEST, NONSENSE, Endless, Replies
from digest.mailers.wire.verdicts import words

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
