"""Once, and only once: whatever mailers answer and whenever the process dies, on fakes and databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.errors import Unavailable
from digest.models import DeliveryStatus, EditionStatus, Message, OnUncertain, Tally
from digest.newsroom import Newsroom
from digest.pipeline import publish, publishing
from digest.pipeline.press import Press
from tests.mailers.juggler import REFUSED, SENT, UNCERTAIN, WAITING, Fate, Juggler, Killed, Mortal
from tests.pipeline.room import DAY, FakeClock, heard, let_out, room, stored, subscribe

READERS = 25
WORDS = st.lists(st.sampled_from([SENT, SENT, REFUSED, WAITING, UNCERTAIN, None, Unavailable]), min_size=1)


@pytest.fixture(autouse=True, scope="module")
def one_press():
    """The letter is rendered once for all these sends: it is the same, and takes longer than they do."""
    made: dict[int, Press] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "Press", lambda *given: made.setdefault(0, made.get(0) or Press(*given)))
        yield


def real(engine) -> Newsroom:
    given = stored(engine)
    for number in range(READERS):
        subscribe(given, f"reader{number}@example.org")
    return given


def fake() -> Newsroom:
    return room(readers=READERS)


def sent_to_its_end(given: Newsroom, mailer: Juggler, kills: list[int]) -> tuple[Tally, int]:
    """Publish until the edition is sent, through these deaths; how it stands, and the number of deaths."""
    edition, clock, deaths = let_out(given), FakeClock(), 0
    for life in range(400):
        fate = Fate(kills[life] if life < len(kills) else 10**9)
        mailer.fate = fate
        mortal = {name: Mortal(getattr(given, name), fate) for name in ("ledger", "people", "editions")}
        try:
            publish(replace(given, mailers=(mailer,), **mortal), edition, clock, heard)
        except Killed:
            deaths += 1
            assert given.ledger.tally(edition).sending <= 2 * mailer.at_once
        except Unavailable:
            clock.pause(900)
        tally = given.ledger.tally(edition)
        assert tally.listed in (0, READERS)
        stands = given.editions.find("morning", DAY)
        assert (stands.status is EditionStatus.SENT) <= tally.finished
        if stands.status is EditionStatus.SENT:
            return tally, deaths
    raise AssertionError("no end is in sight")


def held(given: Newsroom, seed: int, words, kills: list[int], at_once: int) -> None:
    mailer = Juggler(Random(seed), words, at_once)

    def on_the_wire(message: Message) -> None:
        """Nothing is handed over that is not claimed, and never more than twice what the mailer holds."""
        status = {one.id: one.status for one in given.ledger.listing(given.editions.find("morning", DAY))}
        assert status[message.delivery] is DeliveryStatus.SENDING
        assert Counter(status.values())[DeliveryStatus.SENDING] <= 2 * at_once

    mailer.watch = on_the_wire
    tally, deaths = sent_to_its_end(given, mailer, kills)

    copies = Counter(mailer.accepted)
    assert set(copies.values()) <= {1}
    assert tally.sent + tally.refused + tally.skipped + tally.uncertain == READERS
    assert tally.sent <= len(copies) <= tally.sent + tally.uncertain
    if UNCERTAIN not in words and Unavailable not in words:
        assert tally.uncertain <= 2 * at_once * deaths


@settings(max_examples=60)
@given(st.integers(), WORDS, st.lists(st.integers(1, 120), max_size=6), st.integers(1, 5))
def test_nobody_gets_two_and_everybody_is_accounted_for(seed, words, kills, at_once) -> None:
    held(fake(), seed, words, kills, at_once)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_on_a_real_database(database, seed: int) -> None:
    draw = Random(seed)
    words = draw.choices([SENT, REFUSED, WAITING, UNCERTAIN, None, Unavailable], k=6) + [SENT] * 6
    held(real(database), seed, words, [draw.randint(1, 90) for _ in range(6)], 1 + seed)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(), st.lists(st.integers(1, 120), max_size=3), st.integers(1, 5))
def test_whoever_is_in_doubt_may_be_sent_it_again_and_nobody_else(seed, kills, at_once) -> None:
    """`resend`: everybody has it in the end, and twice at most those whose delivery was not settled yet."""
    given = fake()
    given = replace(given, rules=replace(given.rules, on_uncertain=OnUncertain.RESEND))
    mailer = Juggler(Random(seed), [SENT], at_once)

    tally, deaths = sent_to_its_end(given, mailer, kills)

    copies = Counter(mailer.accepted)
    assert tally == Tally(sent=READERS)
    assert len(copies) == READERS
    assert sum(copies.values()) - READERS <= 2 * at_once * deaths
