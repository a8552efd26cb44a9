"""Real bytes to a real server: what no browser sends, what is slow, and how it ends."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator

import pytest

from tests.pipeline.room import room
from tests.web.server import BROKEN, HANGING, Server, running

TOKEN = room().signer.token("leave", 1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as one:
        yield one


def request(path: str, method: str = "GET", *headers: str, body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: news.example.org", "Connection: close", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def bare(answer: bytes) -> bytes:
    return re.sub(rb"(?m)^date: .*\r\n", b"", answer)


@pytest.mark.parametrize(
    "path",
    [
        f"/leave/{TOKEN}%00",
        f"/leave/{TOKEN}%0d%0aSet-Cookie:%20x=1",
        f"/leave/%2e%2e/leave/{TOKEN}",
        f"/leave/..%2f{TOKEN}",
        f"/leave//{TOKEN}",
        f"/leave/{TOKEN}/",
        f"/leave/{TOKEN}%2f",
        f"/leave/{TOKEN.upper()}",
        "/leave/%F0%9F%A6%86",
        "/leave/%ff%fe%c0%80",
        "/leave/%zz%",
        "/leave/" + "a" * 30_000,
        f"http://evil.example/leave/{TOKEN}",
        f"//evil.example/leave/{TOKEN}",
        "*",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_odd_path_is_answered_like_any_that_is_none(server: Server, method: str, path: str) -> None:
    answer = server.answers(request(path, method))
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert bare(answer) == bare(server.answers(request("/nowhere")))


def test_letters_of_the_token_may_be_percent_encoded(server: Server) -> None:
    """The same address by RFC 3986: some programs write it so."""
    encoded = "".join(f"%{ord(letter):02x}" for letter in TOKEN)
    assert server.answers(request(f"/leave/{encoded}")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "garbage",
    [
        b"\0\0\0\0\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /leave/x HTTP/1.1\r\n\r\n",  # without Host
        b"GET /leave/x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /leave/\xf0\x9f HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS to a plain port
    ],
)
def test_garbage_is_refused_and_not_repeated(server: Server, garbage: bytes) -> None:
    try:
        answer = server.answers(garbage, hang_up=True)
    except OSError:  # it hung up before it had heard all
        answer = b""
    assert answer == b"" or re.match(rb"HTTP/1\.1 4\d\d ", answer)
    assert b"yyyy" not in answer


def test_garbage_behind_a_request_does_not_harm_it(server: Server) -> None:
    first = request(f"/leave/{TOKEN}").replace(b"Connection: close\r\n", b"")
    answer = server.answers(first + b"\0garbage\r\n\r\n")
    assert answer.count(b"HTTP/1.1 ") <= 2
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_a_head_request_has_the_headers_alone(server: Server) -> None:
    got, head = (server.answers(request(f"/leave/{TOKEN}", method)) for method in ("GET", "HEAD"))
    assert bare(head) == bare(got).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def test_a_body_that_never_comes_to_its_end_is_not_waited_for(server: Server) -> None:
    start = time.monotonic()
    head = request(f"/leave/{TOKEN}", "POST", "Content-Length: 1000")
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(head + b"List-Unsub")
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert time.monotonic() - start < 5


def test_a_body_that_is_chunked_is_counted_like_any(server: Server) -> None:
    head = request(f"/leave/{TOKEN}", "POST", "Transfer-Encoding: chunked")
    chunk = b"800\r\n" + b"x" * 0x800 + b"\r\n"
    assert server.answers(head + chunk * 3 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413 ")
    small = b"1a\r\nList-Unsubscribe=One-Click\r\n0\r\n\r\n"
    assert b"You have left." in server.answers(head + small)


def test_a_bug_is_a_page_with_all_headers_and_no_word_of_it() -> None:
    link = room().signer.token("leave", BROKEN)
    with running() as server:
        answer = server.answers(request(f"/leave/{link}", "POST", body=b"x"))
        log = server.log()
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert b"content-security-policy: default-src 'none'" in answer
    assert b"That did not work." in answer
    assert b"ZeroDivision" not in answer
    assert "ZeroDivisionError: a bug" in log
    assert link not in log


def test_the_log_stays_short_however_much_is_asked() -> None:
    with running() as server:
        for _ in range(200):
            server.answers(b"garbage\r\n\r\n", hang_up=True)
            server.answers(request("/leave/wrong"))
        log = server.log()
    assert 10 <= len(log.splitlines()) <= 40
    assert "wrong" not in log


def test_sigterm_ends_it_within_seconds_although_work_hangs() -> None:
    """One reader's write hangs for a minute, another's body never comes: neither keeps the process."""
    hanging = room().signer.token("leave", HANGING)
    with running() as server, socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(request(f"/leave/{TOKEN}", "POST", "Content-Length: 1000"))
        assert server.answers(request(f"/leave/{hanging}", "POST", body=b"x")).startswith(b"HTTP/1.1 503 ")
        start = time.monotonic()
        server.log()
        assert time.monotonic() - start < 30  # the work would hang for a minute
