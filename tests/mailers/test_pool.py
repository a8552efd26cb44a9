"""The pool of requests: what it takes, in what groups, and how it ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from digest.errors import Unavailable
from digest.mailers.http import Unanswered, Unsent
from digest.mailers.pool import Pool
from digest.mailers.verdicts import SENT, Nobody, Said
from digest.models import Message
from tests.mailers.contract import letter_to


class NoLine:
    """A connection to nowhere, which remembers that it was closed."""

    closed = 0

    def close(self) -> None:
        NoLine.closed += 1


def pool(deliver: Any, connections: int = 2, batch: int = 1, most_bytes: int = 2**24) -> Pool:
    return Pool("double", deliver, NoLine, connections, batch, most_bytes)  # type: ignore[arg-type]


def well(_line: Any, group: Sequence[Message]) -> list[Said]:
    return [Said(SENT, "200 ok", f"id-{message.delivery}") for message in group]


def letters(count: int) -> list[Message]:
    return [letter_to(number) for number in range(1, count + 1)]


def told(one: Pool, feed: Any) -> tuple[dict[int, str], BaseException | None]:
    outcomes: dict[int, str] = {}
    failure: BaseException | None = None
    try:
        for outcome in one.send(feed):
            outcomes[outcome.delivery] = str(outcome.status)
    except (Unavailable, ZeroDivisionError) as error:
        failure = error
    return outcomes, failure


def test_the_feed_is_asked_in_the_iterating_thread_alone() -> None:
    asked = set()

    def feed() -> Iterator[Message]:
        for message in letters(20):
            asked.add(threading.current_thread())
            yield message

    assert len(list(pool(well).send(feed()))) == 20
    assert asked == {threading.current_thread()}


def test_groups_are_as_large_as_they_may_be_and_no_larger() -> None:
    sizes = []

    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        sizes.append(len(group))
        return well(line, group)

    assert len(list(pool(deliver, 1, 4).send(letters(10)))) == 10
    assert sizes == [4, 4, 2]
    sizes.clear()
    two = 2 * len(letter_to(1).data) + 10
    assert len(list(pool(deliver, 1, 4, two).send(letters(5)))) == 5
    assert sizes == [2, 2, 1]


def test_a_pause_sends_what_is_there_and_asks_again() -> None:
    sizes = []

    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        sizes.append(len(group))
        return well(line, group)

    feed = [letter_to(1), None, letter_to(2), letter_to(3), None, None]
    assert len(list(pool(deliver, 1, 10).send(feed))) == 3
    assert sizes == [1, 2]


@pytest.mark.parametrize("batch", [1, 3])
def test_a_full_pool_that_hears_nothing_asks_the_feed_as_well(batch: int) -> None:
    """The feed has nothing for it then, and may have an end: what is held is answered first."""
    answers, asked = threading.Event(), []

    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        assert answers.wait(60)
        return well(line, group)

    def feed() -> Iterator[Message | None]:
        yield from letters(2 * batch)
        for _ in range(3):
            asked.append(None)
            yield None
        answers.set()

    outcomes, error = told(pool(deliver, 2, batch), feed())
    assert error is None
    assert outcomes == dict.fromkeys(range(1, 2 * batch + 1), "sent")
    assert len(asked) == 3


def test_a_quick_answer_does_not_wait_for_a_slow_one() -> None:
    released = threading.Event()

    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        if group[0].delivery == 1:
            assert released.wait(20)
        return well(line, group)

    outcomes = pool(deliver).send(letters(3))
    assert next(outcomes).delivery == 2
    assert next(outcomes).delivery == 3
    released.set()
    assert [o.delivery for o in outcomes] == [1]


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (Unsent("h cannot be reached: Connection refused"), "waiting", "cannot be reached"),
        (Unavailable("closed", retry_after=3.0), "waiting", "closed"),
        (Unavailable("half-way", sent_maybe=True), "uncertain", "half-way"),
    ],
)
def test_the_others_are_heard_before_the_end(failure: Exception, status: str, words: str) -> None:
    """One request ends everything; what another one holds is still answered, and nothing new begins."""
    failed = threading.Event()
    begun = []

    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        begun.append(group[0].delivery)
        if group[0].delivery == 1:
            assert failed.wait(20)
            return well(line, group)
        failed.set()
        raise failure

    outcomes, error = told(pool(deliver), letters(50))
    assert isinstance(error, Unavailable)
    assert words in str(error)
    assert outcomes[1] == "sent"
    assert outcomes[2] == status
    assert set(outcomes.values()) <= {"sent", status}
    assert len(begun) <= 3


def test_nobody_is_served_stops_everyone_but_not_those_already_answered() -> None:
    def deliver(_line: Any, group: Sequence[Message]) -> list[Said]:
        return [
            Said(SENT, "ok", "1"),
            Said(Nobody("look at mailer.x"), "402 pay", wait=9.0),
            Said(SENT, "ok", "3"),
        ]

    outcomes, error = told(pool(deliver, 1, 3), letters(9))
    assert outcomes == {1: "sent", 2: "waiting", 3: "sent"}
    assert str(error) == "double: 402 pay (look at mailer.x)"
    assert isinstance(error, Unavailable)
    assert error.retry_after == 9.0


def test_an_answer_for_fewer_people_is_an_answer_for_none() -> None:
    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        return well(line, group)[1:]

    outcomes, _ = told(pool(deliver, 1, 3), letters(3))
    assert outcomes == dict.fromkeys((1, 2, 3), "uncertain")


def test_an_answer_in_between_ends_the_row_of_losses() -> None:
    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        if group[0].delivery % 3:
            raise Unanswered("no answer")
        return well(line, group)

    outcomes, error = told(pool(deliver, 1), letters(30))
    assert error is None
    assert list(outcomes.values()).count("sent") == 10


def test_a_fault_of_our_own_is_not_swallowed() -> None:
    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        if group[0].delivery == 2:
            return [Said(SENT, str(1 / 0))]
        return well(line, group)

    outcomes, error = told(pool(deliver, 1), letters(5))
    assert isinstance(error, ZeroDivisionError)
    assert outcomes == {1: "sent"}


def test_who_stops_listening_begins_nothing_more() -> None:
    """The generator is closed while a request runs: it is left alone, and the next one never starts."""
    running, released = threading.Event(), threading.Event()
    begun = []

    def deliver(line: Any, group: Sequence[Message]) -> list[Said]:
        begun.append(group[0].delivery)
        if group[0].delivery == 2:
            running.set()
            assert released.wait(20)
        return well(line, group)

    before = NoLine.closed
    outcomes = pool(deliver, 1).send(letters(9))
    next(outcomes)
    threading.Thread(target=lambda: next(outcomes, None), daemon=True).start()
    assert running.wait(20)
    released.set()
    while True:
        try:
            outcomes.close()
            break
        except ValueError:  # it is being asked by the other thread
            continue
    while NoLine.closed == before:
        pass
    assert begun[:2] == [1, 2]
    assert len(begun) <= 3


def test_a_feed_that_fails_fails_us() -> None:
    def feed() -> Iterator[Message]:
        yield letter_to(1)
        raise LookupError

    with pytest.raises(LookupError):
        list(pool(well).send(feed()))


def test_at_its_end_every_connection_is_closed_and_nobody_is_at_work() -> None:
    """A process that ends while a thread is within OpenSSL may crash, although everybody was served."""

    class Slow(NoLine):
        def close(self) -> None:
            time.sleep(0.1)  # as TLS may take

    sent = list(Pool("slow", well, Slow, 2).send(letters(10)))  # type: ignore[arg-type]
    assert len(sent) == 10
    assert not [one for one in threading.enumerate() if one.name == "slow-api"]
