"""A list sent in parts: each part once, beside the others, and never beside a sender of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import Busy, IllegalChange
from digest.models import Edition, EditionStatus, Message, Tally
from digest.newsroom import Newsroom
from digest.pipeline import close, open_list, parts, publish
from digest.store.database import open_database
from digest.store.locks import Locks
from tests.databases import BACKENDS, fresh
from tests.mailers.fake import FakeMailer
from tests.pipeline.room import DAY, FakeClock, heard, let_out, room


@pytest.fixture(params=[*BACKENDS, "fake"])
def given(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with ten readers, its locks beside a file, in a server, or in memory."""
    made = room(readers=10)
    if request.param == "fake":
        yield made
        return
    engine = open_database(fresh(request, request.param, tmp_path))
    yield replace(made, locks=Locks(engine))
    engine.dispose()


def opened(given: Newsroom) -> Edition:
    return open_list(given, let_out(given), FakeClock())


def stands(given: Newsroom) -> EditionStatus:
    return given.editions.find("morning", DAY).status


def during(given: Newsroom, part, what) -> list[object]:
    """Do this while a sender of the part has a message on the wire; what it raised."""
    raised: list[object] = []

    def once(_: Message) -> None:
        mailer.watch = lambda _: None
        try:
            what()
        except (Busy, IllegalChange) as failure:
            raised.append(failure)

    mailer = FakeMailer(watch=once)
    edition = given.editions.find("morning", DAY)
    publish(replace(given, mailers=(mailer,)), edition, FakeClock(), heard, part)
    return raised


def test_all_parts_together_mail_everyone_once_and_the_edition_is_closed_after_them(given: Newsroom) -> None:
    edition = opened(given)
    assert stands(given) is EditionStatus.SENDING

    tallies = [publish(given, edition, FakeClock(), heard, part) for part in parts(given, edition, 4)]

    assert tallies == [Tally(sent=4), Tally(sent=4), Tally(sent=2)]
    assert stands(given) is EditionStatus.SENDING
    assert close(given, edition, FakeClock()) == Tally(sent=10)
    assert stands(given) is EditionStatus.SENT
    assert set(Counter(given.mailers[0].recipients).values()) == {1}
    assert publish(given, edition, FakeClock(), heard, parts(given, edition, 4)[0]) == Tally(sent=4)
    assert len(given.mailers[0].sent) == 10


def test_other_parts_are_sent_at_the_same_time_and_none_strands_another(given: Newsroom) -> None:
    edition = opened(given)
    first, second, _ = parts(given, edition, 4)

    assert during(given, first, lambda: publish(given, edition, FakeClock(), heard, second)) == []

    assert given.ledger.tally(edition) == Tally(sent=8, waiting=2)


def test_a_part_has_one_sender(given: Newsroom) -> None:
    edition = opened(given)
    first, *_ = parts(given, edition, 4)

    [raised] = during(given, first, lambda: publish(given, edition, FakeClock(), heard, first))

    assert isinstance(raised, Busy)
    assert given.mailers[0].sent == []


@pytest.mark.parametrize("verb", [lambda *given: publish(*given, heard), close, open_list])
def test_whoever_would_touch_all_is_kept_out_while_a_part_is_under_way(given: Newsroom, verb) -> None:
    """What the part's sender has on the wire is not taken for a dead process's."""
    edition = opened(given)
    first, *_ = parts(given, edition, 4)

    [raised] = during(given, first, lambda: verb(given, edition, FakeClock()))

    assert isinstance(raised, Busy)
    assert given.ledger.tally(edition) == Tally(sent=4, waiting=6)


def test_a_part_is_kept_out_while_all_are_sent(given: Newsroom) -> None:
    edition = opened(given)
    first, *_ = parts(given, edition, 4)

    [raised] = during(given, None, lambda: publish(given, edition, FakeClock(), heard, first))

    assert isinstance(raised, Busy)
    assert given.ledger.tally(edition) == Tally(sent=10)


def test_a_stretch_that_is_no_part_is_refused(given: Newsroom) -> None:
    """Parts of other sizes would overlap, and two senders have the same people on the wire."""
    edition = let_out(given)
    with pytest.raises(IllegalChange, match="is not open, or has no part 1 to 4"):
        publish(given, edition, FakeClock(), heard, (1, 4))
    [first, *_] = parts(given, open_list(given, edition, FakeClock()), 4)

    with pytest.raises(IllegalChange, match="is not open, or has no part"):
        publish(given, edition, FakeClock(), heard, (first[0], first[1] + 1))


def test_a_part_sets_apart_what_its_own_dead_sender_left_and_nothing_else() -> None:
    given = room(readers=10)
    edition = opened(given)
    first, second, _ = parts(given, edition, 4)
    for part in (first, second):
        dying = FakeMailer(faults={2: KeyboardInterrupt()})
        with pytest.raises(KeyboardInterrupt):
            publish(replace(given, mailers=(dying,)), edition, FakeClock(), heard, part)

    assert publish(given, edition, FakeClock(), heard, first) == Tally(sent=3, uncertain=1)
    assert given.ledger.tally(edition, second) == Tally(sent=1, sending=1, waiting=2)
    assert close(given, edition, FakeClock()) == Tally(sent=4, uncertain=2, waiting=4)
    assert stands(given) is EditionStatus.SENDING


def test_with_nobody_subscribed_nothing_is_opened() -> None:
    given = room(readers=0)

    edition = open_list(given, let_out(given), FakeClock())

    assert edition.status is EditionStatus.APPROVED
    assert parts(given, edition, 4) == []
