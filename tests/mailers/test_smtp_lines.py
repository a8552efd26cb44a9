"""Several connections at once: what is on each of them, and that a bad one does not stop the others."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.errors import Unavailable
from digest.mailers.smtp import Smtp
from digest.models import DeliveryStatus, Message, Outcome
from tests.mailers.contract import letter_to
from tests.mailers.process import Server, Serving, throw_away_certificate

SENT, WAITING = DeliveryStatus.SENT, DeliveryStatus.WAITING
REFUSED, UNCERTAIN = DeliveryStatus.REFUSED, DeliveryStatus.UNCERTAIN

MANNERS = {
    "stop and go": [],
    "pipelining": ["--pipelining"],
    "byte by byte, on two lines": ["--pipelining", "--byte-by-byte", "--two-lines"],
    "354 to nobody": ["--pipelining", "--eager-data"],
}


@pytest.fixture(params=MANNERS.values(), ids=MANNERS)
def manner(request: pytest.FixtureRequest) -> list[str]:
    return list(request.param)


def mailer(server: Server, **options: object) -> Smtp:
    given = {"security": "plain", "helo": "digest.example", "timeout": 5.0, "final_timeout": 5.0, **options}
    return Smtp("127.0.0.1", server.port, **given)


def sent(smtp: Smtp, letters: list[Message]) -> tuple[dict[int, Outcome], Unavailable | None]:
    """What became of each, and why it stopped; nobody has two outcomes."""
    outcomes: list[Outcome] = []
    unavailable = None
    with smtp:
        try:
            outcomes.extend(smtp.send(letters))
        except Unavailable as stopped:
            unavailable = stopped
    found = {outcome.delivery: outcome for outcome in outcomes}
    assert len(found) == len(outcomes)
    return found, unavailable


def letters(number: int) -> list[Message]:
    return [letter_to(n) for n in range(1, number + 1)]


def arrived(server: Server) -> Counter[int]:
    return Counter(int(kept["to"][0][6:].partition("@")[0]) for kept in server.accepted())


def test_everyone_is_served_once_over_as_many_connections_as_allowed(
    serving: Serving, manner: list[str]
) -> None:
    server = serving(*manner, "--fault", "dot=slow:0.05")
    outcomes, _ = sent(mailer(server, connections=3, messages_per_connection=7), letters(60))
    assert {outcome.status for outcome in outcomes.values()} == {SENT}
    assert arrived(server) == Counter(range(1, 61))
    assert max(Counter(kept["connection"] for kept in server.accepted()).values()) == 7
    assert {kept["connection"] for kept in server.accepted()[:20]} >= {1, 2, 3}


def test_one_message_opens_one_connection(serving: Serving) -> None:
    server = serving("--fault", "connect=554 5.3.2 no more@2")
    with mailer(server) as smtp:
        assert [outcome.status for outcome in smtp.send(letters(1))] == [SENT]
        assert smtp._board
        assert len(smtp._board.lines) == 1


def test_it_holds_two_for_each_connection(serving: Serving) -> None:
    assert mailer(serving(), connections=5).at_once == 10


@pytest.mark.parametrize("phase", ["rcpt", "data", "body"])
@pytest.mark.parametrize("action", ["drop", "close", "421 4.3.2 closing"])
def test_a_message_that_every_connection_ends_under_waits_and_the_others_are_served(
    serving: Serving, manner: list[str], phase: str, action: str
) -> None:
    server = serving(*manner, "--fault", f"{phase}={action}@to:reader3")
    outcomes, unavailable = sent(mailer(server, connections=2), letters(8))
    assert unavailable is None
    others = {n: outcome.status for n, outcome in outcomes.items() if n != 3}
    assert others == dict.fromkeys([1, 2, 4, 5, 6, 7, 8], SENT)
    # With a small message the dot may have left before the end is seen: then nobody can know.
    assert outcomes[3].status is WAITING or (phase == "body" and outcomes[3].status is UNCERTAIN)
    assert outcomes[3].reply
    assert arrived(server) == Counter([1, 2, 4, 5, 6, 7, 8])


@pytest.mark.parametrize("phase", ["mail", "rcpt", "data"])
def test_a_connection_that_ends_under_its_second_message_each_time_stops_nobody(
    serving: Serving, manner: list[str], phase: str
) -> None:
    server = serving(*manner, "--fault", f"{phase}=drop@*:2")
    outcomes, unavailable = sent(mailer(server), letters(20))
    assert unavailable is None
    assert {outcome.status for outcome in outcomes.values()} == {SENT}
    assert arrived(server) == Counter(range(1, 21))


@pytest.mark.parametrize("action", ["drop", "close", "lost"])
def test_what_was_announced_behind_a_message_in_doubt_is_sent_elsewhere(
    serving: Serving, manner: list[str], action: str
) -> None:
    """With pipelining its commands have left with the dot of the other, which alone is lost."""
    server = serving(*manner, "--fault", f"dot={action}@1:1")
    outcomes, unavailable = sent(mailer(server, connections=1), letters(5))
    assert unavailable is None
    assert [outcomes[n].status for n in range(1, 6)] == [UNCERTAIN, SENT, SENT, SENT, SENT]
    assert arrived(server) == Counter([1, 2, 3, 4, 5] if action == "lost" else [2, 3, 4, 5])


def test_a_server_that_answers_and_closes_after_every_message_is_served_to_the_end(
    serving: Serving, manner: list[str]
) -> None:
    server = serving(*manner, "--fault", "dot=bye")
    outcomes, unavailable = sent(mailer(server, connections=2), letters(8))
    assert unavailable is None
    assert {outcome.status for outcome in outcomes.values()} == {SENT}
    assert arrived(server) == Counter(range(1, 9))


@pytest.mark.parametrize(
    "fault",
    [
        "connect=421 4.7.0 too many connections",
        "connect=554 5.7.1 too many",
        "ehlo=drop",
        "auth=535 5.7.8 no",
    ],
)
def test_where_further_connections_are_denied_the_first_goes_on_alone(
    serving: Serving, manner: list[str], fault: str
) -> None:
    server = serving(*manner, "--login", "ada:right", "--fault", f"{fault}@2,3,4,5,6,7,8,9")
    outcomes, unavailable = sent(mailer(server, username="ada", password="right"), letters(20))
    assert unavailable is None
    assert {outcome.status for outcome in outcomes.values()} == {SENT}
    assert {kept["connection"] for kept in server.accepted()} == {1}


@pytest.mark.parametrize("fault", ["rcpt=550 5.1.1 nobody", "rcpt=450 4.2.1 later", "dot=552 5.2.2 full"])
def test_replies_about_some_people_are_theirs_alone(serving: Serving, manner: list[str], fault: str) -> None:
    server = serving(*manner, "--fault", f"{fault}@to:reader2,to:reader3,to:reader9")
    outcomes, unavailable = sent(mailer(server, connections=2), letters(10))
    assert unavailable is None
    status = WAITING if "450" in fault else REFUSED
    assert {n for n, outcome in outcomes.items() if outcome.status is status} == {2, 3, 9}
    assert arrived(server) == Counter([1, 4, 5, 6, 7, 8, 10])


def test_a_word_in_the_middle_of_a_message_is_the_persons_and_ends_the_connection(
    serving: Serving, manner: list[str]
) -> None:
    server = serving(*manner, "--fault", "body=early:552 5.3.4 too big@to:reader2")
    big = letter_to(2, body=(b"x" * 98 + b"\r\n") * 160_000)  # more than the system takes in advance
    outcomes, unavailable = sent(mailer(server, connections=1), [letter_to(1), big, letter_to(3)])
    assert unavailable is None
    assert [outcomes[n].status for n in (1, 2, 3)] == [SENT, REFUSED, SENT]
    assert arrived(server) == Counter([1, 3])


def test_when_nobody_is_served_a_message_in_doubt_is_still_waited_for(serving: Serving) -> None:
    server = serving("--pipelining", "--fault", "dot=slow:0.7@1:1", "--fault", "mail=451 4.3.0 later@2:1")
    outcomes, unavailable = sent(mailer(server, connections=2), letters(9))
    assert unavailable
    assert "451 4.3.0 later" in str(unavailable)
    assert sorted(outcomes) == list(range(1, len(outcomes) + 1))
    assert [n for n, outcome in outcomes.items() if outcome.status is SENT] == list(arrived(server))
    assert {outcome.status for outcome in outcomes.values()} == {SENT, WAITING}
    assert not any(outcome.reply for outcome in outcomes.values() if outcome.status is WAITING)


def test_whoever_stops_listening_leaves_nothing_half_said(serving: Serving, manner: list[str]) -> None:
    server = serving(*manner)
    with mailer(server, connections=2) as smtp:
        outcomes = smtp.send(letters(50))
        assert next(outcomes).status is SENT
        outcomes.close()
        assert smtp._board
        assert not any(line.talk.front for line in smtp._board.lines)
        [outcome] = smtp.send([letter_to(99)])
    assert outcome.status is SENT
    assert len(arrived(server)) <= 2 + smtp.at_once
    assert max(arrived(server).values()) == 1


def test_a_feed_that_gives_one_at_a_time_is_asked_again(serving: Serving, manner: list[str]) -> None:
    server = serving(*manner, "--fault", "dot=slow:0.05")

    def feed() -> Iterator[Message | None]:
        for letter in letters(12):
            yield letter
            yield None

    with mailer(server, connections=3) as smtp:
        assert {outcome.status for outcome in smtp.send(feed())} == {SENT}
    assert arrived(server) == Counter(range(1, 13))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_messages_of_all_sizes_travel_encrypted(serving: Serving, tmp_path: Path, security: str) -> None:
    certificate = throw_away_certificate(tmp_path)
    server = serving("--pipelining", "--tls", security, "--cert", str(certificate))
    posts = letters(30)
    posts[7] = letter_to(8, body=(b"." + b"x" * 97 + b"\r\n") * 100_000)
    smtp = Smtp(
        "localhost", server.port, security, cafile=str(certificate), helo="digest.example", connections=3
    )
    outcomes, _ = sent(smtp, posts)
    assert {outcome.status for outcome in outcomes.values()} == {SENT}
    assert dict(server.arrived()) == {letter.recipient: letter.data for letter in posts}


def test_a_server_that_declines_to_encrypt_is_not_spoken_to_in_clear(
    serving: Serving, tmp_path: Path
) -> None:
    certificate = throw_away_certificate(tmp_path)
    fault = ("--fault", "starttls=454 4.7.0 TLS not available")
    server = serving("--tls", "starttls", "--cert", str(certificate), *fault)
    smtp = Smtp("localhost", server.port, cafile=str(certificate), helo="digest.example", timeout=5)
    outcomes, unavailable = sent(smtp, letters(3))
    assert "454 4.7.0 TLS not available" in str(unavailable)
    assert {outcome.status for outcome in outcomes.values()} == {WAITING}
    assert arrived(server) == Counter()


def test_a_server_that_says_when_is_asked_again_then(serving: Serving) -> None:
    server = serving("--fault", "rcpt=451 4.7.1 Greylisted, please try again in 300 seconds")
    outcomes, _ = sent(mailer(server), letters(1))
    assert (outcomes[1].status, outcomes[1].retry_after) == (WAITING, 300)


def test_the_line_that_is_dialled_does_not_silence_the_others(serving: Serving) -> None:
    """The second connection hangs in its greeting, and everyone is served by the first meanwhile."""
    server = serving("--pipelining", "--fault", "connect=slow:60@2")
    with mailer(server, connections=2, timeout=60.0) as smtp:
        assert [outcome.status for outcome in smtp.send(letters(30))] == [SENT] * 30
        assert smtp._board
        assert smtp._board.dialling
    assert {kept["connection"] for kept in server.accepted()} == {1}


FAULTS = [
    *(
        f"{phase}={action}"
        for phase in ("mail", "rcpt", "data", "body", "dot")
        for action in ("drop", "close")
    ),
    *("mail=421 4.3.2 closing", "rcpt=550 5.1.1 nobody", "rcpt=421 4.3.2 closing", "rcpt=451 4.3.0 later"),
    *(
        "data=451 4.3.0 later",
        "data=554 5.5.1 no",
        "dot=421 4.3.2 closing",
        "dot=451 4.3.0 later",
        "dot=lost",
    ),
    *("dot=bye", "dot=what?", "body=early:552 5.3.4 too big", "body=early:421 4.3.2 closing", "rset=drop"),
    *("ehlo=421 4.3.2 closing", "connect=drop", "rset=500 what"),
]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_goes_wrong_nobody_has_two_and_every_word_is_true(
    serving: Serving, manner: list[str], seed: int
) -> None:
    """Random faults at random moments: SENT has arrived once, what waits or is refused has not arrived."""
    chance = random.Random(seed)
    plan = [f"{chance.choice(FAULTS)}@{','.join(map(str, chance.sample(range(1, 60), 5)))}" for _ in range(8)]
    server = serving(*manner, *(word for fault in plan for word in ("--fault", fault)))
    taken = []

    def feed() -> Iterator[Message]:
        for letter in letters(60):
            taken.append(letter.delivery)
            yield letter

    outcomes, unavailable = sent(mailer(server, connections=chance.choice([1, 2, 4])), feed())
    assert sorted(outcomes) == taken
    assert unavailable or len(taken) == 60
    there = arrived(server)
    assert set(there.values()) <= {1}
    for number, outcome in outcomes.items():
        assert outcome.status is UNCERTAIN or (outcome.status is SENT) == (number in there)
