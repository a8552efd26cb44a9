"""What every mailer must do: one class of tests, inherited by the tests of each plug and of the fake."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from digest.models import DeliveryStatus, Message

AWKWARD_BODY = b"\r\n".join(
    [
        b"A line that begins with a dot comes next:",
        b".",
        b"..two dots",
        b".hidden",
        b"From the start of a line",
        b"x" * 990,
        b"",
        b"trailing blanks  ",
        b"",
    ]
)


def letter_to(number: int, recipient: str = "", body: bytes = AWKWARD_BODY) -> Message:
    """A message of an invented edition to the reader with this number."""
    recipient = recipient or f"reader{number}@inbox.example"
    identity = f"<quarry-2031-05-06.{number}@quarry.example>"
    head = f"From: The Quarry <news@quarry.example>\r\nTo: {number}\r\nMessage-ID: {identity}\r\n"
    head += "Subject: The morning\r\n\r\n"
    return Message(number, "bounce@quarry.example", recipient, identity, head.encode() + body)


@dataclass(frozen=True)
class Post:
    """A mailer, and a way to see what has arrived: (recipient, content) in order of arrival."""

    mailer: Any
    arrived: Callable[[], list[tuple[str, Any]]]


class MailerContract:
    """Inherit, and give a fixture `post` with a mailer that nothing disturbs."""

    @pytest.fixture
    def post(self) -> Post:
        raise NotImplementedError

    def same(self, content: Any, message: Message) -> bool:
        """Is what arrived what was given? Byte for byte, unless the provider takes messages apart."""
        return bool(content == message.data)

    def test_every_message_arrives_once_and_is_reported_once(self, post: Post) -> None:
        messages = [letter_to(number) for number in (1, 2, 3)]
        with post.mailer as mailer:
            outcomes = list(mailer.send(messages))
        assert sorted((o.delivery, o.status) for o in outcomes) == [
            (n, DeliveryStatus.SENT) for n in (1, 2, 3)
        ]
        assert sorted(recipient for recipient, _ in post.arrived()) == [m.recipient for m in messages]

    def test_a_message_arrives_as_it_was_given(self, post: Post) -> None:
        message = letter_to(1)
        with post.mailer as mailer:
            list(mailer.send([message]))
        [(recipient, content)] = post.arrived()
        assert recipient == message.recipient
        assert self.same(content, message)

    def test_it_takes_no_more_than_it_may_hold_unanswered(self, post: Post) -> None:
        taken, answered = 0, 0

        def feed() -> Iterator[Message | None]:
            nonlocal taken
            for number in range(1, 2 * post.mailer.at_once + 2):
                while taken - answered == post.mailer.at_once:  # asked although it is full
                    yield None
                taken += 1
                yield letter_to(number)

        with post.mailer as mailer:
            for outcome in mailer.send(feed()):
                assert outcome.status is DeliveryStatus.SENT
                answered += 1
        assert answered == taken == 2 * post.mailer.at_once + 1

    def test_a_pause_in_the_feed_leaves_nothing_unanswered(self, post: Post) -> None:
        """Where the feed has nothing for now, what is held is still answered: a kill then leaves no doubt."""
        answered = 0

        def feed() -> Iterator[Message | None]:
            yield letter_to(1)
            while not answered:
                yield None
            yield letter_to(2)

        with post.mailer as mailer:
            for _outcome in mailer.send(feed()):
                answered += 1
        assert answered == 2

    def test_nothing_to_send_is_no_work(self, post: Post) -> None:
        with post.mailer as mailer:
            assert list(mailer.send([])) == []
        assert post.arrived() == []

    def test_it_can_be_used_again_after_it_was_left(self, post: Post) -> None:
        for number in (1, 2):
            with post.mailer as mailer:
                assert [o.status for o in mailer.send([letter_to(number)])] == [DeliveryStatus.SENT]
        assert len(post.arrived()) == 2

    def test_a_failure_of_others_passes_through_unchanged(self, post: Post) -> None:
        with pytest.raises(KeyboardInterrupt), post.mailer as mailer:  # noqa: PT012  (the block is the point)
            next(mailer.send([letter_to(number) for number in range(1, 2 * mailer.at_once + 2)]))
            raise KeyboardInterrupt
        assert 1 <= len(post.arrived()) <= 2 * post.mailer.at_once

    @pytest.mark.parametrize(
        "recipient",
        ["a@b.example>\r\nRCPT TO:<victim@inbox.example", "../../victim", "a@b.example\x00", "-rf@b.example"],
    )
    def test_a_hostile_address_harms_nobody_else(self, post: Post, recipient: str) -> None:
        with post.mailer as mailer:
            [outcome] = mailer.send([letter_to(1, recipient)])
        assert outcome.status in (DeliveryStatus.REFUSED, DeliveryStatus.SENT)
        assert all(arrived != "victim@inbox.example" for arrived, _ in post.arrived())

    def test_a_check_passes_and_sends_nothing(self, post: Post) -> None:
        post.mailer.check()
        assert post.arrived() == []

    def test_it_names_itself_and_how_much_it_may_hold(self, post: Post) -> None:
        assert post.mailer.name
        assert post.mailer.at_once >= 1

    def test_no_secret_stands_in_its_repr(self, post: Post) -> None:
        secrets = [
            f
            for f in dataclasses.fields(post.mailer)
            if any(w in f.name for w in ("password", "key", "token"))
        ]
        assert all(not secret.repr for secret in secrets)
