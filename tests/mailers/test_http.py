"""One request on a real socket: how far it came when it failed, and what may be known then."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from digest.errors import Unavailable
from digest.mailers import http
from digest.mailers.http import Api, Line, Unanswered, Unsent
from digest.mailers.waits import seconds
from tests.mailers.process import throw_away_certificate

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def listening(*turns: Callable[[socket.socket], None], wrap: Any = None) -> Iterator[str]:
    """A server that gives each connection to one turn after the other."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for turn in turns:
            with suppress(OSError):
                connection, _ = server.accept()
                with connection, wrap(connection) if wrap else connection as spoken:
                    turn(spoken)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def line(address: str, scheme: str = "http", timeout: float = 5.0, largest: int = 2**30) -> Line:
    return Api(f"{scheme}://{address}", {}, ("canary",), timeout, largest).line()


def heard(connection: socket.socket) -> bytes:
    """One request without a body."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += connection.recv(2**16)
    return text


def answering(*answers: bytes) -> Callable[[socket.socket], None]:
    def turn(connection: socket.socket) -> None:
        for answer in answers:
            heard(connection)
            connection.sendall(answer)
        connection.close()

    return turn


def closing(connection: socket.socket) -> None:
    heard(connection)
    connection.close()


def resetting(connection: socket.socket) -> None:
    """Reads the first bytes of a request and no more, then tears the line."""
    connection.recv(10)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()


def test_a_request_that_broke_off_half_way_was_taken_by_nobody() -> None:
    with listening(resetting, resetting) as address, pytest.raises(Unsent, match="cannot be reached"):
        line(address).ask("POST", "/", b"x" * 50_000_000)


def test_a_request_that_broke_off_half_way_is_tried_once_more() -> None:
    def reading(connection: socket.socket) -> None:
        left = 50_000_000 + len(heard(connection)) - 2**16
        while left > 0 and (piece := connection.recv(2**20)):
            left -= len(piece)
            if b"END" in piece:
                break
        connection.sendall(OK)

    with listening(resetting, reading) as address:
        assert line(address).ask("POST", "/", b"x" * 50_000_000 + b"END").status == 200


def test_a_request_that_left_whole_leaves_doubt() -> None:
    with listening(closing) as address, pytest.raises(Unanswered, match="no answer from 127.0.0.1"):
        line(address).ask("GET", "/")


def test_half_an_answer_is_none() -> None:
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{}"
    with listening(answering(half)) as address, pytest.raises(Unanswered):
        line(address).ask("GET", "/")


def test_what_is_no_http_is_no_answer() -> None:
    with listening(answering(b"220 smtp.example ready\r\n\r\n")) as address, pytest.raises(Unanswered):
        line(address).ask("GET", "/")


def test_an_answer_that_drips_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def dripping(connection: socket.socket) -> None:
        heard(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        while not over.wait(0.02):
            connection.sendall(b"x" * 2**14)

    with listening(dripping) as address, pytest.raises(Unanswered, match="took too long|ended"):
        line(address, timeout=0.2).ask("GET", "/")
    over.set()


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unsent, match="127.0.0.1 cannot be reached: Connection refused"):
        line(f"127.0.0.1:{port}").ask("GET", "/")


def test_a_name_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unsent, match="api.provider.example cannot be reached: its name was not found"):
        line("api.provider.example", "https").ask("GET", "/")


def test_a_certificate_of_a_stranger_is_not_trusted(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(throw_away_certificate(tmp_path))

    def wrap(connection: socket.socket) -> socket.socket:
        return context.wrap_socket(connection, server_side=True)

    turns = [answering(OK)] * 2
    with (
        listening(*turns, wrap=wrap) as address,
        pytest.raises(Unsent, match="its certificate is not trusted"),
    ):
        line(address.replace("127.0.0.1", "localhost"), "https").ask("POST", "/", b"{}")


def test_one_connection_is_used_again_and_left_when_it_has_rested(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(answering(OK, OK), answering(OK)) as address:
        one = line(address)
        assert [one.ask("GET", "/").status for _ in range(2)] == [200, 200]
        monkeypatch.setattr(http, "IDLE_SECONDS", -1.0)
        assert one.ask("GET", "/").status == 200


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxy of the environment sees our mail, and no .netrc replaces our key."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    requests = []

    def turn(connection: socket.socket) -> None:
        requests.append(heard(connection))
        connection.sendall(OK)

    with listening(turn) as address:
        Api(f"http://{address}", {"Authorization": "Bearer canary"}, (), 5.0, 10).line().ask("GET", "/x")
    assert requests[0].startswith(b"GET /x HTTP/1.1\r\n")
    assert b"Authorization: Bearer canary\r\n" in requests[0]
    assert b"User-Agent: morning-digest\r\n" in requests[0]


def test_a_request_that_is_too_large_is_not_begun() -> None:
    with pytest.raises(Unavailable, match="a request of 11 bytes is more than the 10"):
        line("127.0.0.1:1", largest=10).ask("POST", "/", b"x" * 11)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("999999", 86_400.0),
        ("Tue, 06 May 2031 06:00:30 GMT", 30.0),
        ("Tue, 06 May 2031 05:00:00 GMT", 0.0),
        ("1935813630", 30.0),
        ("1935813630000", 30.0),
        ("", None),
        ("soon", None),
        ("nan", None),
    ],
)
def test_a_wait_may_be_said_in_many_ways(value: str, wait: float | None) -> None:
    headers = {"Date": "Tue, 06 May 2031 06:00:00 GMT", "Retry-After": value}
    assert seconds(headers, "Retry-After") == wait


def test_an_hour_without_a_clock_says_nothing() -> None:
    assert seconds({"Retry-After": "Tue, 06 May 2031 06:00:30 GMT"}, "Retry-After") is None
    assert seconds({}, "Retry-After") is None
