"""Smtp against a real server process: what arrives, over which connection, with which login."""

from __future__ import annotations

import select
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.smtp import Smtp
from digest.mailers.wire.envelope import travelling
from digest.models import DeliveryStatus, Message
from tests.mailers.contract import MailerContract, Post, letter_to
from tests.mailers.process import Server, Serving, throw_away_certificate

SENT = DeliveryStatus.SENT


@pytest.fixture
def server(serving: Serving) -> Server:
    return serving()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return throw_away_certificate(tmp_path_factory.mktemp("certificate"))


def plain(server: Server, **options: object) -> Smtp:
    return Smtp("127.0.0.1", server.port, "plain", helo="digest.example", timeout=5, **options)


def statuses(mailer: Smtp, *messages: Message) -> list[DeliveryStatus]:
    with mailer:
        return [outcome.status for outcome in mailer.send(messages)]


class TestSmtp(MailerContract):
    @pytest.fixture
    def post(self, server: Server) -> Post:
        return Post(plain(server), server.arrived)


def test_the_receipt_is_the_servers_name_for_the_message(server: Server) -> None:
    with plain(server) as mailer:
        [outcome] = mailer.send([letter_to(1)])
    assert outcome.receipt == "Q1"
    assert outcome.reply == "250 2.0.0 Ok: queued as Q1"


def test_a_connection_carries_many_messages_and_is_then_replaced(serving: Serving) -> None:
    for pipelining in ([], ["--pipelining"]):
        server = serving(*pipelining)
        letters = [letter_to(number) for number in range(5)]
        assert statuses(plain(server, connections=1, messages_per_connection=2), *letters) == [SENT] * 5
        assert [kept["connection"] for kept in server.accepted()] == [1, 1, 2, 2, 3]
        server.log.unlink()


def test_a_connection_that_idled_out_is_replaced_without_a_word(serving: Serving) -> None:
    server = serving("--idle", "0.3")
    with plain(server, connections=1) as mailer:
        outcomes = mailer.send([letter_to(1), letter_to(2)])
        assert next(outcomes).status is SENT
        assert mailer._board
        [line] = mailer._board.lines
        assert select.select([line], [], [], 10)[0]  # until the server cuts
        assert next(outcomes).status is SENT
    assert [kept["connection"] for kept in server.accepted()] == [1, 2]


def test_connections_are_kept_from_one_send_to_the_next(server: Server) -> None:
    with plain(server, connections=1) as mailer:
        for number in (1, 2, 3):
            assert [outcome.status for outcome in mailer.send([letter_to(number)])] == [SENT]
    assert [kept["connection"] for kept in server.accepted()] == [1, 1, 1]


class TestTls:
    """The certificate is always verified, and a private authority can be named."""

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_mail_travels_encrypted_after_a_login(
        self, serving: Serving, certificate: Path, security: str
    ) -> None:
        wants = ("--tls", security, "--cert", str(certificate), "--login", "ada:correct horse", "--smtputf8")
        server = serving(*wants)
        login = {"username": "ada", "password": "correct horse", "cafile": str(certificate)}
        mailer = Smtp("localhost", server.port, security, helo="digest.example", timeout=5, **login)
        mailer.check()
        assert statuses(mailer, letter_to(1)) == [SENT]
        [kept] = server.accepted()
        assert kept["login"] == "ada"
        assert kept["tls"] or security == "tls"

    @pytest.mark.parametrize(("host", "trusted"), [("localhost", False), ("127.0.0.1", True)])
    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_a_certificate_of_a_stranger_or_another_host_is_turned_down(
        self, serving: Serving, certificate: Path, security: str, host: str, trusted: bool
    ) -> None:
        server = serving("--tls", security, "--cert", str(certificate))
        cafile = str(certificate) if trusted else ""
        mailer = Smtp(host, server.port, security, cafile=cafile, timeout=5, helo="digest.example")
        with pytest.raises(Unavailable, match=r"certificate of .* is not trusted: .*mailer\.cafile"):
            mailer.check()

    def test_a_server_without_starttls_is_not_spoken_to_in_clear(self, server: Server) -> None:
        mailer = Smtp("127.0.0.1", server.port, "starttls", timeout=5, helo="digest.example")
        with pytest.raises(Unavailable, match=r"STARTTLS .*mailer\.security"):
            statuses(mailer, letter_to(1))
        assert server.accepted() == []

    def test_tls_towards_a_plain_port_names_the_option(self, server: Server) -> None:
        mailer = Smtp("127.0.0.1", server.port, "tls", timeout=5, helo="digest.example")
        with pytest.raises(Unavailable, match=r"does not speak TLS like this: .*mailer\.security"):
            mailer.check()

    def test_a_file_of_authorities_that_is_none_is_named(self, server: Server, tmp_path: Path) -> None:
        (tmp_path / "ca.pem").write_text("not a certificate")
        for name in ("ca.pem", "missing.pem"):
            mailer = Smtp("localhost", server.port, cafile=str(tmp_path / name), timeout=5)
            with pytest.raises(ConfigurationError, match=rf"mailer\.cafile: .*{name}"):
                mailer.check()


class TestLogin:
    """A refused login stops everything, with words an operator can use and without the password."""

    def test_a_wrong_password_is_said_in_words(self, serving: Serving) -> None:
        server = serving("--login", "ada:right")
        mailer = plain(server, username="ada", password="wr0ng-secret")
        with pytest.raises(Unavailable, match=r"127\.0\.0\.1 refused the login of user ada: 535") as caught:
            statuses(mailer, letter_to(1))
        assert "wr0ng-secret" not in str(caught.value) + repr(mailer)
        assert server.accepted() == []

    def test_a_server_that_repeats_the_password_does_not_bring_it_into_the_error(
        self, serving: Serving
    ) -> None:
        fault = "auth=535 5.7.8 the password wr0ng-secret is wrong"
        server = serving("--login", "ada:right", "--fault", fault)
        with pytest.raises(Unavailable, match=r"the password \*\*\* is wrong"):
            plain(server, username="ada", password="wr0ng-secret").check()

    def test_a_server_that_wants_a_login_we_have_not_is_unavailable(self, serving: Serving) -> None:
        server = serving("--login", "ada:right")
        with pytest.raises(Unavailable, match="530"):
            statuses(plain(server), letter_to(1))

    def test_a_login_that_the_server_does_not_offer_is_named(self, server: Server) -> None:
        with pytest.raises(Unavailable, match=r"AUTH .*mailer\.username"):
            plain(server, username="ada", password="pw").check()


class TestAddresses:
    """An address reaches the server as it is meant, or the person is refused in words."""

    def test_a_domain_beyond_ascii_is_encoded(self, server: Server) -> None:
        assert statuses(plain(server), letter_to(1, "gruener@straße.example")) == [SENT]
        assert server.accepted()[0]["to"] == ["gruener@xn--strae-oqa.example"]

    def test_a_mailbox_beyond_ascii_needs_smtputf8(self, server: Server) -> None:
        with plain(server) as mailer:
            outcomes = mailer.send([letter_to(1, "grün@inbox.example"), letter_to(2)])
            refused, accepted = sorted(outcomes, key=lambda outcome: outcome.delivery)
        assert (refused.status, accepted.status) == (DeliveryStatus.REFUSED, SENT)
        assert "needs SMTPUTF8, which the server does not offer" in refused.reply

    def test_a_mailbox_beyond_ascii_is_served_where_smtputf8_is_offered(self, serving: Serving) -> None:
        server = serving("--smtputf8")
        assert statuses(plain(server, connections=1), letter_to(1, "grün@inbox.example"), letter_to(2)) == [
            SENT,
            SENT,
        ]
        first, second = server.accepted()
        assert first["to"] == ["grün@inbox.example"]
        assert "SMTPUTF8" in first["options"]
        assert "SMTPUTF8" not in second["options"]

    def test_a_sender_that_is_none_is_the_operators_to_mend(self, server: Server) -> None:
        with pytest.raises(ConfigurationError, match=r"newsletter\.sender"):
            statuses(plain(server), replace(letter_to(1), sender="a@b.example> SIZE=1"))


class TestSmuggling:
    """No body ends the message early and begins another."""

    @pytest.mark.parametrize(
        "end", [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n", b"\r\n.\r\n"]
    )
    def test_a_false_end_stays_inside(self, server: Server, end: bytes) -> None:
        smuggled = b"MAIL FROM:<x@quarry.example>\r\nRCPT TO:<victim@inbox.example>\r\nDATA\r\nhello\r\n.\r\n"
        body = b"before" + end + smuggled + b"after\r\n"
        assert statuses(plain(server, connections=1), letter_to(1, body=body), letter_to(2)) == [SENT, SENT]
        assert [kept["to"] for kept in server.accepted()] == [
            ["reader1@inbox.example"],
            ["reader2@inbox.example"],
        ]

    @given(st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"a", b"\x00", b"\xff"])).map(b"".join))
    def test_what_goes_out_has_no_bare_line_end_and_no_lone_dot(self, body: bytes) -> None:
        wire, size = travelling(body)
        assert wire.endswith(b"\r\n")
        assert b"\r" not in wire.replace(b"\r\n", b"")
        assert b"\n" not in wire.replace(b"\r\n", b"")
        assert b"." not in wire.split(b"\r\n")
        assert size == len(wire) - sum(line.startswith(b".") for line in wire.split(b"\r\n"))

    @given(
        st.lists(st.sampled_from([b"\r\n", b".", b"..", b"text"])).map(
            lambda parts: b"".join(parts) + b"\r\n"
        )
    )
    def test_a_server_that_takes_the_dots_out_again_has_the_message(self, body: bytes) -> None:
        lines = travelling(body)[0].split(b"\r\n")
        assert b"\r\n".join(line.removeprefix(b".") for line in lines) == body
