"""What every mail API must do besides: answers that fail, get lost or lie, and secrets that stay secret."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, ClassVar

import pytest

from digest import rendering
from digest.errors import ConfigurationError, Unavailable
from digest.models import DeliveryStatus, Format, Letter, Message, Outcome
from tests.mailers.contract import MailerContract, Post, letter_to
from tests.mailers.doubles.service import KEY, REFUSED_DOMAIN, Service, dropped, garbled, late, lost, says
from tests.rendering.editions import NEWSLETTER, SENT, edition
from tests.sources.web import Reply, redirect

WAITING, REFUSED = DeliveryStatus.WAITING, DeliveryStatus.REFUSED
UNCERTAIN = DeliveryStatus.UNCERTAIN


LINKS = rendering.Links("https://news.example.org/leave/abc", "https://news.example.org/view/abc")


def real_letter(form: Format = Format.FULL) -> tuple[Letter, Message]:
    """A letter of an ordinary day as it was rendered, and as a reader gets it."""
    newsletter = replace(NEWSLETTER, sender='"Quarry, Inc." <news@quarry.example>')
    letter = rendering.letter(newsletter, edition(3), form)
    stencil = rendering.Stencil.of(letter, newsletter, edition(3), SENT)
    return letter, stencil.message(7, "reader7@inbox.example", LINKS, "abc")


def told(mailer: Any, *messages: Message) -> tuple[dict[int, Outcome], str]:
    """What was said of each message, and the words of the Unavailable that ended the sending, if one did."""
    outcomes: dict[int, Outcome] = {}
    words = ""
    try:
        with mailer:
            for outcome in mailer.send(messages):
                assert outcome.delivery not in outcomes
                outcomes[outcome.delivery] = outcome
    except Unavailable as unavailable:
        words = str(unavailable)
    return outcomes, words


def word(mailer: Any) -> tuple[str, str]:
    """The status of one message and the words that ended the sending, of one line each."""
    outcomes, words = told(mailer, letter_to(1))
    assert "\n" not in words + outcomes[1].reply
    return str(outcomes[1].status), words


class ApiContract(MailerContract):
    """Inherit, and say which double it is and how a mailer for it is made."""

    double: ClassVar[type[Service]]
    keyed: ClassVar[bool] = False  # has an idempotency key, so that a lost answer is asked for again
    recalls: ClassVar[bool] = False  # and gives the first answer again
    batches: ClassVar[bool] = False

    def mailer(self, service: Service, **options: Any) -> Any:
        raise NotImplementedError

    def tracked(self, content: Any) -> bool:
        """Was the provider left free to track opens or clicks, or to add a link to leave?"""
        raise NotImplementedError

    def headers(self, content: Any) -> dict[str, str]:
        """The headers as the provider was given them, names in lower case."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("digest.mailers.http.PAUSES", (0.0, 0.0))

    @pytest.fixture
    def service(self) -> Iterator[Service]:
        with self.double() as service:
            yield service

    @pytest.fixture
    def post(self, service: Service) -> Post:
        return Post(self.mailer(service), service.arrived)

    @pytest.mark.parametrize("form", list(Format))
    def test_a_real_letter_arrives_whole(self, service: Service, form: Format) -> None:
        """Subject, HTML, text and our headers; the reader's own link in each of them."""
        _, message = real_letter(form)
        outcomes, _ = told(self.mailer(service), message)
        assert outcomes[7].status is DeliveryStatus.SENT
        assert outcomes[7].receipt
        [(recipient, content)] = service.kept
        assert recipient == "reader7@inbox.example"
        assert self.same(content, message)
        headers = self.headers(content)
        assert headers["list-unsubscribe"] == f"<{LINKS.leave}>"
        assert headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
        assert "<daybreak.quarry.example>" in headers["list-id"]
        assert headers["auto-submitted"] == "auto-generated"
        assert headers["precedence"] == "bulk"
        assert headers["feedback-id"].startswith("daybreak")

    def test_nobody_is_tracked(self, service: Service) -> None:
        told(self.mailer(service), real_letter()[1])
        assert not self.tracked(service.kept[0][1])

    def test_a_wrong_key_is_said_in_words_and_shown_to_nobody(self, service: Service) -> None:
        service.key = "another"
        mailer = self.mailer(service)
        for act in (lambda: told(mailer, letter_to(1))[1], lambda: _complaint(mailer)):
            words = act()
            assert "mailer." in words
            assert "key" in words
            assert KEY not in words + repr(mailer)
        assert service.kept == []

    @pytest.mark.parametrize("after", ["7", "date"])
    def test_too_many_requests_wait_as_long_as_they_are_asked_to(self, service: Service, after: str) -> None:
        now = datetime(2031, 5, 6, 6, tzinfo=UTC)
        hour = format_datetime(now + timedelta(seconds=7), usegmt=True) if after == "date" else after
        headers = {"Retry-After": hour, "Date": format_datetime(now, usegmt=True)}
        service.faults = [says(Reply(b"{}", 429, headers))]
        outcomes, words = told(self.mailer(service), letter_to(1))
        assert words == ""
        assert (outcomes[1].status, outcomes[1].retry_after) == (WAITING, 7.0)
        assert service.kept == []

    @pytest.mark.parametrize("fault", [lost, late])
    def test_an_answer_lost_after_acceptance_never_makes_a_second_copy(
        self, service: Service, fault: Any
    ) -> None:
        service.faults = [fault]
        outcomes, _ = told(self.mailer(service, timeout=0.3), letter_to(1))
        assert outcomes[1].status is (DeliveryStatus.SENT if self.recalls else UNCERTAIN)
        assert len(service.kept) == 1
        assert len(service.sends) == (2 if self.keyed else 1)

    @pytest.mark.parametrize("fault", [dropped, says(Reply(b"oops", 500)), says(Reply(b"", 503))])
    def test_no_answer_or_a_broken_server_leaves_doubt_unless_a_key_dissolves_it(
        self, service: Service, fault: Any
    ) -> None:
        service.faults = [fault]
        outcomes, _ = told(self.mailer(service), letter_to(1))
        assert outcomes[1].status is (DeliveryStatus.SENT if self.keyed else UNCERTAIN)
        assert len(service.kept) == (1 if self.keyed else 0)

    def test_doubt_that_no_further_try_dissolves_stays_doubt(self, service: Service) -> None:
        """A lost answer and then "too many requests": the first may have been taken."""
        service.faults = [lost, says(Reply(b"", 429)), dropped]
        outcomes, _ = told(self.mailer(service), letter_to(1))
        assert outcomes[1].status is UNCERTAIN

    def test_a_server_that_cannot_be_reached_has_taken_nothing(self, service: Service) -> None:
        mailer = self.mailer(service)
        service.__exit__()
        outcomes, words = told(mailer, letter_to(1))
        assert "127.0.0.1 cannot be reached: Connection refused" in words
        assert (outcomes[1].status, outcomes[1].reply) == (WAITING, "")

    @pytest.mark.parametrize(
        "body", [b"", b"<html>hello</html>", b"{}", b"[]", b"null", b'{"data": 7}', b"[[]]"]
    )
    def test_a_success_that_names_nobody_is_no_success(self, service: Service, body: bytes) -> None:
        service.faults = [garbled(body)] * 3
        outcomes, _ = told(self.mailer(service), letter_to(1))
        assert outcomes[1].status is UNCERTAIN

    def test_an_answer_without_end_is_none(self, service: Service) -> None:
        service.faults = [garbled(b" " * 3_000_000)] * 3
        outcomes, _ = told(self.mailer(service), letter_to(1))
        assert outcomes[1].status is UNCERTAIN

    def test_a_redirect_is_not_followed(self, service: Service) -> None:
        with self.double() as other:
            service.faults = [says(redirect(other.url, 307))]
            outcomes, words = told(self.mailer(service), letter_to(1))
            assert other.asked == []
        assert outcomes[1].status is WAITING
        assert "mailer.base_url" in words

    def test_an_unknown_complaint_is_nobodys_end(self, service: Service) -> None:
        service.faults = [says(Reply(b'{"message": "I am a teapot"}', 418))]
        outcomes, words = told(self.mailer(service), letter_to(1))
        assert (outcomes[1].status, words) == (WAITING, "")
        assert "I am a teapot" in outcomes[1].reply

    def test_one_who_is_refused_is_refused_alone(self, service: Service) -> None:
        letters = [letter_to(1), letter_to(2, f"gone@{REFUSED_DOMAIN}"), letter_to(3)]
        outcomes, words = told(self.mailer(service), *letters)
        assert words == ""
        assert [outcomes[n].status for n in (1, 2, 3)] == ["sent", "refused", "sent"]
        assert outcomes[2].reply

    def test_silence_puts_few_people_into_doubt(self, service: Service) -> None:
        """Three requests in a row without an answer end the sending; the others stay as they are."""
        service.faults = [dropped] * 100
        mailer = self.mailer(service, connections=1)
        letters = [letter_to(number) for number in range(1, 10 * mailer.at_once)]
        outcomes, words = told(mailer, *letters)
        assert "3 requests in a row without a usable answer" in words
        doubtful = [o for o in outcomes.values() if o.status is UNCERTAIN]
        assert len(doubtful) == 3 * mailer.at_once
        assert len(outcomes) == len(doubtful)

    def test_secrets_that_a_server_repeats_are_not_repeated_by_us(self, service: Service) -> None:
        service.faults = [says(Reply(f"what is {KEY}?\r\nand {KEY}".encode() + b"x" * 5000, 418))]
        outcomes, _ = told(self.mailer(service), letter_to(1))
        assert outcomes[1].reply.startswith("418 what is ***? and ***")
        assert len(outcomes[1].reply) <= 400

    def test_whoever_stops_does_not_wait_for_a_silent_server(self, service: Service) -> None:
        """Ctrl-C while every connection waits for an answer."""
        service.faults = [stopped]
        mailer = self.mailer(service, connections=1, timeout=60.0)
        begun = time.monotonic()
        with pytest.raises(KeyboardInterrupt), mailer:
            list(mailer.send([letter_to(1), letter_to(2)]))
        assert time.monotonic() - begun < 10

    def test_the_largest_request_is_the_providers_own_limit(self, service: Service) -> None:
        if self.batches:
            mailer = self.mailer(service, connections=1, batch=3)
            outcomes, _ = told(mailer, *[letter_to(number) for number in range(8)])
            assert [len(ask.json) for ask in service.sends] == [3, 3, 2]
            assert len(outcomes) == 8
            with pytest.raises(ConfigurationError, match=r"mailer\.batch: must be from 1 to"):
                self.mailer(service, batch=501)
        else:
            outcomes, _ = told(self.mailer(service, connections=1), letter_to(1), letter_to(2))
            assert len(service.sends) == len(outcomes) == 2

    @pytest.mark.parametrize(
        "url",
        [
            "http://api.example.org",
            "ftp://127.0.0.1",
            "https://me@api.example.org",
            "https://",
            "x",
            "https://a/",
        ],
    )
    def test_a_key_goes_nowhere_in_the_clear(self, service: Service, url: str) -> None:
        with pytest.raises(ConfigurationError, match=r"mailer\.base_url: "):
            self.mailer(service, base_url=url)

    @pytest.mark.parametrize("option", [{"timeout": 0}, {"connections": 0}])
    def test_options_that_make_no_sense_are_named(self, service: Service, option: dict[str, Any]) -> None:
        with pytest.raises(ConfigurationError, match=f"mailer.{next(iter(option))}: must be more than 0"):
            self.mailer(service, **option)


def stopped(service: Service, handler: Any, ask: Any) -> None:
    """Accepted, and then someone presses Ctrl-C; no answer comes."""
    os.kill(os.getpid(), signal.SIGINT)
    late(service, handler, ask)


def _complaint(mailer: Any) -> str:
    with pytest.raises(Unavailable) as caught:
        mailer.check()
    return str(caught.value)
